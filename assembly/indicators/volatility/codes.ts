// 448 to 511

export const OP_LOG_RATIO: i32 = 448;
export const OP_ROOT: i32 = 449;
export const OP_CHOPPINESS: i32 = 450;
export const OP_PARKINSON: i32 = 451;
export const OP_GARMAN_KLASS: i32 = 452;
export const OP_ROGERS_SATCHELL: i32 = 453;
export const OP_BAND_PERCENT: i32 = 454;
