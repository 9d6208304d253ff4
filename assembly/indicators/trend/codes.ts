// 384 to 447

export const OP_DIRECTIONAL: i32 = 384;
export const OP_DIRECTIONAL_MOVEMENT: i32 = 385;
export const OP_AROON: i32 = 386;
export const OP_VORTEX_MOVEMENT: i32 = 387;
export const OP_VORTEX: i32 = 388;
export const OP_SUPERTREND: i32 = 389;
export const OP_CHANDELIER_RATCHET: i32 = 390;
export const OP_INSTANTANEOUS_TRENDLINE: i32 = 391;
export const OP_HT_TRENDLINE: i32 = 392;
export const OP_SQUEEZE: i32 = 393;
export const OP_HEIKIN_ASHI: i32 = 394;
