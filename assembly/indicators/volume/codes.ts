// 576 to 639

export const OP_OBV: i32 = 576;
export const OP_MONEY_FLOW_VOLUME: i32 = 577;
export const OP_ACCUMULATION: i32 = 578;
export const OP_RATIO: i32 = 579;
export const OP_VWAP: i32 = 580;
export const OP_VOLUME_PROFILE: i32 = 581;
