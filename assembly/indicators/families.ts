// Operations of the indicators' module, by family: the higher bits of a code say which. A code's file is assembly/indicators/<family>/codes.ts.

export const FAMILY: i32 = ~63;

export const AVERAGES: i32 = 256;
export const MOMENTUM: i32 = 320;
export const TREND: i32 = 384;
export const VOLATILITY: i32 = 448;
export const STATISTICS: i32 = 512;
export const VOLUME: i32 = 576;
export const STRUCTURE: i32 = 640;
export const FLOW: i32 = 704;
