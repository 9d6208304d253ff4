// 704 to 767

export const OP_CUMULATIVE_DELTA: i32 = 704;
export const OP_ORDER_FLOW: i32 = 705;
export const OP_ADD_LARGE: i32 = 706;
export const OP_ADD_NEAR: i32 = 707;
export const OP_LIQUIDITY_ZONES: i32 = 708;
