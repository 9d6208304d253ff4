import type { BarIndex, Millis } from "./numbers.js";

/**
 * One series of bars as columns of equal length, oldest first, stamps strictly increasing.
 * Every price is finite and above 0, and low <= open, close <= high; whoever builds Bars has checked that.
 */
export interface Bars {
  readonly symbol: string;
  /** Nominal length of a bar, e.g. "4h". */
  readonly timeframe: Timeframe;
  readonly length: number;
  /** ms UTC, bar open (nBars). */
  readonly timestamp: Float64Array;
  /** Quote currency (nBars), as are high, low and close. */
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  /** Base units, ticks or quote units, as the source has it (nBars); 0 where it has none. */
  readonly volume: Float64Array;
  /** Funding of a perpetual future, where it is known. */
  readonly funding?: BarFunding;
  /** What the quality checks of the load found. */
  readonly quality: Quality;
  /** SHA-256 of the canonical columns, hex; computed once, when first read. */
  readonly sha256: string;
}

/** Funding rates by bar: fractions of the position's value, positive ones are paid by longs; 0 = none (nBars). */
export interface BarFunding {
  /** Of the stamp that is the bar's open. */
  readonly atOpen: Float64Array;
  /** Sum of those stamped later, before the next bar's open. */
  readonly later: Float64Array;
  /** 1 where either is not 0. */
  readonly charged: Uint8Array;
}

export const TIMEFRAMES = [
  "1m",
  "3m",
  "5m",
  "15m",
  "30m",
  "1h",
  "2h",
  "4h",
  "6h",
  "8h",
  "12h",
  "1d",
  "3d",
  "1w",
  "1M",
] as const;
export type Timeframe = (typeof TIMEFRAMES)[number];

export const GRADES = ["excellent", "good", "acceptable", "poor", "critical"] as const;
export type Grade = (typeof GRADES)[number];

/** A hole in the series: `missing` bars after bar `after`. */
export interface Gap {
  after: BarIndex;
  /** Stamp of bar `after`. */
  from: Millis;
  /** Stamp of the bar that ends the hole. */
  to: Millis;
  /** round(step / timeframe) - 1. */
  missing: number;
  /** The market is closed there by its calendar (an FX or equity weekend): not counted against the data. */
  closed: boolean;
}

/** The findings of the quality checks of one load (spec: data). */
export interface Quality {
  grade: Grade;
  rows: number;
  /** At most the 100 longest open-market gaps and their count in `gapCount`. */
  gaps: Gap[];
  gapCount: number;
  /** Bars missing in open-market gaps. */
  missing: number;
  /** Stamps that are not a multiple of the timeframe. */
  offGrid: number;
  zeroVolume: number;
  /** Bars whose close-to-close return is beyond the outlier rule stated in market/quality. */
  outliers: number;
  /** Longest run of equal closes, in bars. */
  longestFlatRun: number;
  /** The file came newest bar first and was turned round. */
  reversed: boolean;
  /** Calendar the gaps were judged by. */
  calendar: "24/7" | "fx-week" | "sessions";
  /** One plain line per finding, worst first. */
  issues: string[];
}
