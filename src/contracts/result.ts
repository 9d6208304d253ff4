import type { Quality, Timeframe } from "./bars.js";
import type { BacktestConfig } from "./config.js";

/** What comes out of a backtest: columns in memory, objects in JSON alone. */

export const SIDES = ["long", "short"] as const;
export type Side = (typeof SIDES)[number];

/** Why a trade ended; the index is the kernel's code. */
export const EXIT_REASONS = [
  "signal",
  "reverse",
  "stop",
  "target",
  "trailing-stop",
  "liquidation",
  "bankrupt",
  "end",
  "time",
  "break-even",
  "parabolic-sar",
  "chandelier",
  "volatility-band",
  "limit",
  "rebalance",
  "drawdown-limit",
  "other-leg",
] as const;
export type ExitReason = (typeof EXIT_REASONS)[number];

/** Why an order was not placed; the index is the kernel's code. */
export const REJECT_REASONS = [
  "zero-size",
  "insufficient-margin",
  "invalid-atr",
  "invalid-price",
  "below-minimum",
  "no-edge",
  "no-confidence",
  "invalid-volatility",
  "no-volume",
  "post-only",
  "nothing-to-reduce",
  "too-many-orders",
  "halted",
  "too-many-positions",
  "heat-limit",
  "exposure-limit",
  "other-leg",
] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

/** Closed trades in the order of their exits; every column (nTrades). */
export interface TradeColumns {
  readonly length: number;
  /** +1 long, -1 short. */
  readonly side: Float64Array;
  readonly entryBar: Float64Array;
  /** Quote currency, slippage included. */
  readonly entryPrice: Float64Array;
  readonly exitBar: Float64Array;
  readonly exitPrice: Float64Array;
  /** Base units, above 0. */
  readonly quantity: Float64Array;
  /** Quote currency, net of both commissions and of funding. */
  readonly pnl: Float64Array;
  /** Both sides, quote currency. */
  readonly commission: Float64Array;
  /** Index into EXIT_REASONS. */
  readonly exitReason: Float64Array;
  /** Worst excursion while held, fraction of the entry price, at most 0 (see simulation/excursion). */
  readonly mae: Float64Array;
  /** Best excursion while held, fraction of the entry price, at least 0. */
  readonly mfe: Float64Array;
  /** Funding and borrow cost paid, quote currency; null where none could arise. */
  readonly funding: Float64Array | null;
}

/** Every fill in order; a reversal is one fill. Every column (nFills). */
export interface FillColumns {
  readonly length: number;
  readonly bar: Float64Array;
  /** Signed base units: above 0 bought. */
  readonly quantity: Float64Array;
  readonly price: Float64Array;
  /** Quote currency. */
  readonly commission: Float64Array;
  /** 0 for an entry, else 1 + index into EXIT_REASONS. */
  readonly kind: Float64Array;
  /** Id of the order that filled, 0 for signals and levels; null without `onBar`. */
  readonly order: Float64Array | null;
}

export interface Trade {
  side: Side;
  entryBar: number;
  /** ISO, UTC: the open of the entry bar. */
  entryTime: string;
  entryPrice: number;
  exitBar: number;
  exitTime: string;
  exitPrice: number;
  quantity: number;
  pnl: number;
  /** pnl / (entry price x quantity), percent. */
  pnlPct: number;
  commission: number;
  exitReason: ExitReason;
  mae: number;
  mfe: number;
  /** Funding and borrow cost paid, quote currency; only where they can arise. */
  funding?: number;
}

/** What a strategy gives to be drawn, by name. */
export interface PlotTitle {
  readonly name: string;
  /** On the price, in its units, or in a pane below it. */
  readonly pane: "price" | "below";
  /** The value of a level, which is the same on every bar. */
  readonly level?: number;
}

export interface Plot extends PlotTitle {
  /** NaN where there is none (nBars). */
  readonly values: Float64Array;
}

/** A position still held after the last bar; its open profit is in the equity. */
export interface OpenPosition {
  side: Side;
  entryBar: number;
  entryTime: string;
  entryPrice: number;
  quantity: number;
  /** Marked at the last close, net of the entry's commission. */
  openPnl: number;
}

/**
 * Numbers by name; an undefined one is null and `reasons` says why. `exits` counts the trades by the reason of their end.
 */
export interface Metrics {
  readonly [name: string]: number | null | Readonly<Record<string, string | number>>;
  readonly exits: Readonly<Record<string, number>>;
  readonly reasons: Readonly<Record<string, string>>;
}

export interface DataSummary {
  symbol: string;
  timeframe: Timeframe;
  /** ISO, UTC: open of the first and of the last bar. */
  from: string;
  to: string;
  bars: number;
  sha256: string;
  quality: Quality;
}

/** What the bars of a lower timeframe could not settle. */
export interface Replay {
  /** Ambiguous bars without complete finer bars: the pessimistic rule decided. */
  withoutFiner: number;
  /** Ambiguous bars of which a finer bar is itself ambiguous: the pessimistic rule decided there. */
  ambiguousFiner: number;
  /** Both are 0: what came first is known. */
  exact: boolean;
}

/** What the final equity could have been, had the intrabar rule decided otherwise on some of its bars. */
export interface AmbiguityBounds {
  /** Lowest and highest final equity found, quote currency. */
  readonly low: number;
  readonly high: number;
  /**
   * Every course was followed, so that these are bounds. False: courses were left out, or put together although they differ by more than a
   * factor or an amount; then these are extremes found, not bounds.
   */
  readonly exact: boolean;
  /** Why it is not exact; empty if it is. */
  readonly reason: string;
  /** Bars on which some course was ambiguous. */
  readonly bars: number;
  /** Most courses that were alive at a time. */
  readonly courses: number;
}

/** The five hashes that the fingerprint is made of. */
export interface Provenance {
  dataSha256: string;
  configSha256: string;
  kernelSha256: string;
  strategySha256: string;
  fillsSha256: string;
}

/** The Result as JSON (docs: README, "The result"). */
export interface ResultJson {
  fingerprint: string;
  provenance: Provenance;
  engine: { version: string; kernelSha256: string };
  config: BacktestConfig;
  data: DataSummary;
  metrics: Metrics;
  /** Statistics by the other engine's own definitions, with a foreign profile only. */
  profileStats?: Metrics;
  trades: Trade[];
  openPosition: OpenPosition | null;
  /** Marked equity at every close, quote currency (nBars); with --equity. */
  equity?: number[];
  /** Bars on which both entries were true. */
  conflicts: number;
  /** Bars on which the intrabar rule decided what came first. */
  ambiguousBars: number;
  /** With a lower timeframe. */
  replay?: Replay;
  /** When asked for. */
  ambiguityBounds?: AmbiguityBounds;
  rejected: Partial<Record<RejectReason, number>>;
  /** Bar on which equity was gone, or null. */
  bankruptBar: number | null;
  /** Loss beyond the account at a liquidation, quote currency. */
  badDebt: number;
  /** Largest relative error of: start + realised - costs + open profit = equity. */
  conservationError: number;
  warnings: string[];
}
