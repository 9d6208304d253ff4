// Codes shared with the host. The build reads this file and writes them out for TypeScript: one `export const` a line.

/** Raised whenever a layout or a meaning below changes. */
export const ABI_VERSION: i32 = 4;
/** "VSIM": first word of a simulation state. */
export const STATE_MAGIC: i32 = 0x4d495356;

// status of a kernel call: it did all it was asked; output columns are full; a bar is ambiguous (simulation/run.ts)
export const STATUS_OK: i32 = 0;
export const STATUS_DRAIN: i32 = 1;
export const STATUS_AMBIGUOUS: i32 = 2;

// packed signals of a bar
export const SIGNAL_LONG_ENTRY: i32 = 1;
export const SIGNAL_LONG_EXIT: i32 = 2;
export const SIGNAL_SHORT_ENTRY: i32 = 4;
export const SIGNAL_SHORT_EXIT: i32 = 8;

// fill
export const FILL_NEXT_OPEN: i32 = 0;
export const FILL_CLOSE: i32 = 1;
export const FILL_SAME_OPEN: i32 = 2;

// intrabar
export const INTRABAR_PESSIMISTIC: i32 = 0;
export const INTRABAR_OPTIMISTIC: i32 = 1;
export const INTRABAR_OHLC: i32 = 2;
export const INTRABAR_LOWER: i32 = 3;

// stopAnchor
export const ANCHOR_FILL: i32 = 0;
export const ANCHOR_RAW_FILL: i32 = 1;
export const ANCHOR_SIGNAL_CLOSE: i32 = 2;

// liquidation
export const LIQUIDATION_NONE: i32 = 0;
export const LIQUIDATION_INTRABAR: i32 = 1;
export const LIQUIDATION_CLOSE: i32 = 2;

// endOfData
export const END_MARK: i32 = 0;
export const END_CLOSE: i32 = 1;
export const END_FLATTEN: i32 = 2;
export const END_FINALIZE: i32 = 3;

// sizers
export const SIZER_FIXED_FRACTIONAL: i32 = 0;
export const SIZER_ALL_IN: i32 = 1;
export const SIZER_FIXED_AMOUNT: i32 = 2;
export const SIZER_ATR_RISK: i32 = 3;

export const SIZER_OPTIMAL_F: i32 = 4;
export const SIZER_ML_CONFIDENCE: i32 = 5;
export const SIZER_VOLATILITY_TARGET: i32 = 6;
export const SIZER_PAIR_DOLLAR_NEUTRAL: i32 = 7;

// slippage models
export const SLIPPAGE_FIXED: i32 = 0;
export const SLIPPAGE_VOLATILITY: i32 = 1;
export const SLIPPAGE_VOLUME_LINEAR: i32 = 2;
export const SLIPPAGE_VOLUME_ROOT: i32 = 3;

// exit reasons, in the order of contracts/result
export const EXIT_SIGNAL: i32 = 0;
export const EXIT_REVERSE: i32 = 1;
export const EXIT_STOP: i32 = 2;
export const EXIT_TARGET: i32 = 3;
export const EXIT_TRAILING_STOP: i32 = 4;
export const EXIT_LIQUIDATION: i32 = 5;
export const EXIT_BANKRUPT: i32 = 6;
export const EXIT_END: i32 = 7;
export const EXIT_TIME: i32 = 8;
export const EXIT_BREAK_EVEN: i32 = 9;
export const EXIT_PARABOLIC_SAR: i32 = 10;
export const EXIT_CHANDELIER: i32 = 11;
export const EXIT_VOLATILITY_BAND: i32 = 12;
export const EXIT_LIMIT: i32 = 13;
export const EXIT_REBALANCE: i32 = 14;
export const EXIT_DRAWDOWN_LIMIT: i32 = 15;
export const EXIT_OTHER_LEG: i32 = 16;

// reject reasons, in the order of contracts/result
export const REJECT_ZERO_SIZE: i32 = 0;
export const REJECT_INSUFFICIENT_MARGIN: i32 = 1;
export const REJECT_INVALID_ATR: i32 = 2;
export const REJECT_INVALID_PRICE: i32 = 3;
export const REJECT_BELOW_MINIMUM: i32 = 4;
export const REJECT_NO_EDGE: i32 = 5;
export const REJECT_NO_CONFIDENCE: i32 = 6;
export const REJECT_INVALID_VOLATILITY: i32 = 7;
export const REJECT_NO_VOLUME: i32 = 8;
export const REJECT_POST_ONLY: i32 = 9;
export const REJECT_NOTHING_TO_REDUCE: i32 = 10;
export const REJECT_TOO_MANY_ORDERS: i32 = 11;
export const REJECT_HALTED: i32 = 12;
export const REJECT_TOO_MANY_POSITIONS: i32 = 13;
export const REJECT_HEAT_LIMIT: i32 = 14;
export const REJECT_EXPOSURE_LIMIT: i32 = 15;
export const REJECT_OTHER_LEG: i32 = 16;

// order types, in the order of contracts/orders
export const ORDER_MARKET: i32 = 0;
export const ORDER_LIMIT: i32 = 1;
export const ORDER_STOP: i32 = 2;
export const ORDER_STOP_LIMIT: i32 = 3;
export const ORDER_TAKE_PROFIT: i32 = 4;
export const ORDER_TAKE_PROFIT_LIMIT: i32 = 5;
export const ORDER_TRAILING_STOP: i32 = 6;

// what onBar does with an order
export const ACTION_PLACE: i32 = 1;
export const ACTION_CANCEL: i32 = 2;
export const ACTION_CANCEL_ALL: i32 = 3;

/** Time in force: until cancelled, the day; above 0 a number of bars. */
export const TIME_UNTIL_CANCELLED: i32 = 0;
export const TIME_DAY: i32 = -1;

/** Orders that can work at a time, and actions of one call of onBar. */
export const MOST_ORDERS: i32 = 64;
export const MOST_ACTIONS: i32 = 256;

// which part of a bracket an order is
export const BRACKET_STOP: i32 = 1;
export const BRACKET_TARGET: i32 = 2;

// columns of the trade and fill outputs, in the order of contracts/result; the last of a trade, its funding, only where there can be some, the
// last of a fill, its order, only with onBar
export const TRADE_COLUMNS: i32 = 12;
export const FILL_COLUMNS: i32 = 6;
// of the account of a portfolio: its marks, its fills, and what goes from slice to slice
export const ACCOUNT_MARK_COLUMNS: i32 = 7;
export const ACCOUNT_FILL_COLUMNS: i32 = 5;
export const TRANSFER_COLUMNS: i32 = 4;
/** The most rows that a moment can add for each sleeve, to any output. */
export const ROWS_PER_SLEEVE: i32 = 32;

/** Static data: the kernel's ends before the first of these addresses, that of the indicators' module (asconfig.json) before the second. */
export const EXTENSION_BASE: i32 = 16384;
export const ARENA_BASE: i32 = 32768;

/** Operations from this code on are in the indicators' module (a file of codes for each family in assembly/indicators). */
export const OP_EXTENDED: i32 = 256;

// graph operations: series are float64 columns, flags are byte columns of 0 and 1
export const OP_SMA: i32 = 1;
export const OP_EMA: i32 = 2;
export const OP_EMA_PAIR: i32 = 3;
export const OP_EMA_CROSS: i32 = 11;
/** Added to the mode of OP_EMA_CROSS: nobody but the crossings reads the averages. */
export const MODE_UNREAD: i32 = 2;
export const OP_RSI: i32 = 4;
export const OP_ATR: i32 = 5;
export const OP_TRUE_RANGE: i32 = 6;
export const OP_STDDEV: i32 = 7;
export const OP_BOLLINGER: i32 = 8;
export const OP_HIGHEST: i32 = 9;
export const OP_LOWEST: i32 = 10;
export const OP_PARABOLIC_SAR: i32 = 12;
/** n is the fast window, p and q the slow one and that of the signal. */
export const OP_MACD: i32 = 13;
/** An RSI; the two instructions after it are ATR and MACD of the same closes, done in the same pass. */
export const OP_SIDE_BY_SIDE: i32 = 14;
export const OP_ADD: i32 = 20;
export const OP_SUBTRACT: i32 = 21;
export const OP_MULTIPLY: i32 = 22;
export const OP_DIVIDE: i32 = 23;
export const OP_MINIMUM: i32 = 24;
export const OP_MAXIMUM: i32 = 25;
export const OP_SHIFT: i32 = 26;
export const OP_GREATER: i32 = 30;
export const OP_GREATER_EQUAL: i32 = 31;
export const OP_EQUAL: i32 = 32;
export const OP_LESS: i32 = 33;
export const OP_LESS_EQUAL: i32 = 34;
export const OP_CROSSES_ABOVE: i32 = 35;
export const OP_CROSSES_BELOW: i32 = 36;
export const OP_AND: i32 = 40;
export const OP_OR: i32 = 41;
export const OP_NOT: i32 = 42;
export const OP_SHIFT_FLAG: i32 = 43;
export const OP_PACK: i32 = 44;
export const OP_CROSS_SIGNALS: i32 = 47;
export const OP_LOOK_UP: i32 = 45;
export const OP_LOOK_UP_FLAG: i32 = 46;

/** Bars a graph or a simulation takes at a time: what one node writes, the next finds in the second-level cache. */
export const CHUNK: i32 = 16384;

// how a Monte Carlo path draws its trades
export const METHOD_SHUFFLE: i32 = 0;
export const METHOD_BOOTSTRAP: i32 = 1;
export const METHOD_BLOCK: i32 = 2;
export const METHOD_SKIP: i32 = 3;
export const METHOD_RANDOM_ENTRIES: i32 = 4;

/** Words that a Monte Carlo path draws at a time: few, so that drawing and using them overlap in the processor. */
export const PATH_CHUNK: i32 = 8;
/** Bytes that a Monte Carlo job needs beside its work columns: streams, places of blocks, words. */
export const PATH_SCRATCH: i32 = 256;
