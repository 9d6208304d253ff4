// 512 to 575

export const OP_VARIANCE: i32 = 512;
export const OP_Z_SCORE: i32 = 513;
export const OP_LINEAR_REGRESSION: i32 = 514;
export const OP_CORRELATION: i32 = 515;
export const OP_BETA: i32 = 516;
export const OP_ROLLING_QUANTILE: i32 = 517;
export const OP_ANGLE: i32 = 518;
