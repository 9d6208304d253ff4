// 320 to 383

export const OP_QUOTIENT: i32 = 320;
export const OP_TOGETHER: i32 = 321;
export const OP_HELD: i32 = 322;
export const OP_CMO: i32 = 323;
export const OP_MFI: i32 = 324;
export const OP_ULTIMATE_OSCILLATOR: i32 = 325;
export const OP_CCI: i32 = 326;
