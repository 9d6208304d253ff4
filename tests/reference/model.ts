import type { OrderAction } from "../../src/contracts/orders.js";
import type { AnyExitReason, AnyRejectReason } from "./reasons.js";

/** The nouns of the reference engine: one plain object per bar, order, position, fill and trade. */

export type Side = 1 | -1;

/** Stops that follow a column of their own. */
export const INDICATOR_STOPS = ["parabolic-sar", "chandelier", "volatility-band"] as const;
export type IndicatorStop = (typeof INDICATOR_STOPS)[number];

/** One bar with the values that every column has there; NaN = none. */
export interface Bar {
  /** Quote currency, as are high, low and close. */
  open: number;
  high: number;
  low: number;
  close: number;
  /** Base units. */
  volume: number;
  /** ms UTC, the bar's open. */
  timestamp: number;
  /** Quote currency. */
  atr: number;
  /** Confidence or volatility, whichever the sizer reads. */
  sizerInput: number;
  /** Quote currency, for either side. */
  indicatorStops: Record<IndicatorStop, { long: number; short: number }>;
  /** Sum of the funding rates with the bar's open as their stamp, fraction of the notional; 0 = none. */
  fundingAtOpen: number;
  /** Likewise with later stamps inside the bar. */
  fundingLater: number;
  /** The bars of a lower timeframe that make it up, in their order; null if they are not complete. */
  finer: readonly FinerBar[] | null;
}

export interface FinerBar {
  open: number;
  high: number;
  low: number;
  close: number;
}

/** Every column (nBars). */
export interface BarColumns {
  open: ArrayLike<number>;
  high: ArrayLike<number>;
  low: ArrayLike<number>;
  close: ArrayLike<number>;
  /** Base units; 0 when absent. */
  volume?: ArrayLike<number> | null;
  /** ms UTC, opens; one barMs after the other when absent. */
  timestamp?: ArrayLike<number> | null;
  /** Length of a bar, ms; an hour when absent. */
  barMs?: number;
}

/** What a run reads beside bars and signals, NaN = none. Every column (nBars). */
export interface Extras {
  /** Annual volatility for volatility-target, fraction. */
  sizerInput?: ArrayLike<number> | null;
  /** Levels of indicator stops, quote currency. */
  sar?: ArrayLike<number> | null;
  chandelierLong?: ArrayLike<number> | null;
  chandelierShort?: ArrayLike<number> | null;
  bandLong?: ArrayLike<number> | null;
  bandShort?: ArrayLike<number> | null;
  /** The finer bars of each bar; null where they are not complete. */
  finer?: readonly (readonly FinerBar[] | null)[];
  /** Sums of funding rates, fractions of the notional: stamped at the open, and later inside the bar. */
  fundingAtOpen?: ArrayLike<number> | null;
  fundingLater?: ArrayLike<number> | null;
  /** What `onBar` did with orders on each bar (nBars). */
  script?: readonly (readonly OrderAction[])[];
}

/** Entries and exits are 0 or 1; NaN in the others means no value. Every column (nBars). */
export interface SignalColumns {
  longEntry: ArrayLike<number>;
  longExit: ArrayLike<number>;
  shortEntry: ArrayLike<number>;
  shortExit: ArrayLike<number>;
  /** Quote currency. */
  stop?: ArrayLike<number> | null;
  /** Quote currency. */
  target?: ArrayLike<number> | null;
  /** Base units. */
  size?: ArrayLike<number> | null;
  /** Quote currency. */
  atr?: ArrayLike<number> | null;
  /** 0 to 1, for the sizer ml-confidence. */
  confidence?: ArrayLike<number> | null;
}

/** What one decision orders, with everything that it knew. */
export interface Order {
  /** Close what is held. */
  closes: boolean;
  /** Then open this side; 0 = no opening leg. */
  opens: Side | 0;
  /** Columns of the decision bar; NaN = none. */
  stop: number;
  target: number;
  size: number;
  atr: number;
  sizerInput: number;
  /** Of the side that is opened: columns of the decision bar, where they are on the losing side of its close. */
  indicatorStops: Record<IndicatorStop, number>;
  /** Close of the decision bar (same-open: its open). */
  decisionPrice: number;
  /** Cash and position at that price, before the order fills. */
  decisionEquity: number;
  /** What pair-dollar-neutral makes it, base units; of a leg alone. */
  pairSize?: number;
}

export interface Position {
  /** 1, 2, ... over the run. */
  id: number;
  side: Side;
  /** Signed base units. */
  quantity: number;
  entryBar: number;
  /** Slippage and tick included. */
  entryPrice: number;
  entryCommission: number;
  /** The close of the entry bar opened it: that bar's low and high came before. */
  openedAtClose: boolean;
  /** It was opened inside its entry bar, after the open: of that bar it has seen the close alone. */
  openedInside: boolean;
  /** The order that opened it from flat: levels are set anew from its ATR, stop and target. */
  opener: Order;
  /** Bars on which its stop and its target were last tried; -1 = never. */
  stopTriedOn: number;
  targetTriedOn: number;
  /** Levels in quote currency; NaN = none. */
  fixedStop: number;
  liquidation: number;
  target: number;
  /** The price that distances start from. */
  anchor: number;
  /** Best price seen, the anchor at first. */
  trail: number;
  /** Where the indicator stops are; NaN = not there. */
  indicatorStops: Record<IndicatorStop, number>;
  /** Everything charged by Carry so far; below 0 received. */
  funding: number;
  /** Price of every entry, slippage included, and what was seen up to every exit of a part. */
  pricesMet: number[];
}

/** How a trade ended, as far as its excursion is concerned. */
export type ExitPlace =
  /** `price` where it is not the open itself. */
  | { at: "open"; price?: number }
  | { at: "close" }
  | { at: "level"; level: number }
  /** At a price of the past, after the trade has seen every bar up to and with `heldThrough`. */
  | { at: "past"; heldThrough: number };

export interface ReferenceTrade {
  side: Side;
  entryBar: number;
  entryPrice: number;
  exitBar: number;
  exitPrice: number;
  /** Base units, above 0. */
  quantity: number;
  /** Net of commission and funding. */
  pnl: number;
  commission: number;
  /** Funding and borrow cost; below 0 received. */
  funding: number;
  exitReason: AnyExitReason;
  mae: number;
  mfe: number;
}

export interface ReferenceFill {
  bar: number;
  /** Signed base units: above 0 bought. */
  quantity: number;
  price: number;
  commission: number;
  /** 0 for an entry, else 1 + index into ALL_EXIT_REASONS. */
  kind: number;
}

/** One charge of Carry. */
export interface ReferenceCharge {
  bar: number;
  kind: "funding-at-open" | "funding-later" | "borrow";
  /** Quote currency; below 0 received. */
  amount: number;
}

export interface ReferenceResult {
  trades: ReferenceTrade[];
  fills: ReferenceFill[];
  /** (nBars) */
  equity: number[];
  conflicts: number;
  ambiguousBars: number;
  rejected: Record<AnyRejectReason, number>;
  bankruptBar: number | null;
  badDebt: number;
  /** Paid by all positions, the open one included. */
  funding: number;
  charges: ReferenceCharge[];
  openPosition: Position | null;
  /** Bars whose mark (F) found a position. */
  barsInMarket: number;
  /** Whose each fill is: the id of its order; 0 for the queue, levels and ends. */
  orderOfFill: number[];
}
