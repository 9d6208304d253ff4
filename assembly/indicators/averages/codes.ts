// 256 to 319

export const OP_WMA: i32 = 256;
export const OP_KAMA: i32 = 257;
export const OP_TRIPLE_EMA: i32 = 258;
export const OP_TEMA: i32 = 259;
export const OP_T3: i32 = 260;
