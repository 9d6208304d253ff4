// 640 to 703

export const OP_SWINGS: i32 = 640;
export const OP_STRUCTURE_BREAKS: i32 = 641;
export const OP_ORDER_BLOCKS: i32 = 642;
export const OP_SUPPORT_RESISTANCE: i32 = 643;
export const OP_SESSION_BEFORE: i32 = 644;
/** The pattern is the mode, PATTERN_... */
export const OP_CANDLE_PATTERN: i32 = 645;

// sessions, in UTC
export const SESSION_DAY: i32 = 0;
/** from Monday */
export const SESSION_WEEK: i32 = 1;
export const SESSION_MONTH: i32 = 2;

export const PATTERN_DOJI: i32 = 0;
export const PATTERN_MARUBOZU: i32 = 1;
export const PATTERN_INSIDE_BAR: i32 = 2;
export const PATTERN_OUTSIDE_BAR: i32 = 3;
export const PATTERN_ENGULFING: i32 = 4;
export const PATTERN_HARAMI: i32 = 5;
export const PATTERN_PIERCING: i32 = 6;
export const PATTERN_THREE_SOLDIERS: i32 = 7;
export const PATTERN_THREE_INSIDE: i32 = 8;
export const PATTERN_THREE_OUTSIDE: i32 = 9;
