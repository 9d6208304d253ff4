import type { ExitReason, RejectReason } from "../../src/contracts/result.js";

/** The nouns of the reference engine: one plain object per bar, order, position, fill and trade. */

export type Side = 1 | -1;

export interface Bar {
  open: number;
  high: number;
  low: number;
  close: number;
}

export interface BarColumns {
  open: ArrayLike<number>;
  high: ArrayLike<number>;
  low: ArrayLike<number>;
  close: ArrayLike<number>;
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
  /** Close of the decision bar (same-open: its open). */
  decisionPrice: number;
  /** Cash and position at that price, before the order fills. */
  decisionEquity: number;
}

export interface Position {
  side: Side;
  /** Signed base units. */
  quantity: number;
  entryBar: number;
  /** Slippage and tick included. */
  entryPrice: number;
  entryCommission: number;
  /** The close of the entry bar opened it: that bar's low and high came before. */
  openedAtClose: boolean;
  /** Levels in quote currency; NaN = none. */
  fixedStop: number;
  liquidation: number;
  target: number;
  /** Best price that the trailing stop has seen. */
  trail: number;
}

/** How a trade ended, as far as its excursion is concerned. */
export type ExitPlace =
  | { at: "open" }
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
  pnl: number;
  commission: number;
  exitReason: ExitReason;
  mae: number;
  mfe: number;
}

export interface ReferenceFill {
  bar: number;
  /** Signed base units: above 0 bought. */
  quantity: number;
  price: number;
  commission: number;
  /** 0 for an entry, else 1 + index into EXIT_REASONS. */
  kind: number;
}

export interface ReferenceResult {
  trades: ReferenceTrade[];
  fills: ReferenceFill[];
  /** (nBars) */
  equity: number[];
  conflicts: number;
  ambiguousBars: number;
  rejected: Record<RejectReason, number>;
  bankruptBar: number | null;
  badDebt: number;
  openPosition: Position | null;
  /** Bars whose mark (F) found a position. */
  barsInMarket: number;
}
