// 256 to 319

export const OP_WMA: i32 = 256;
export const OP_KAMA: i32 = 257;
