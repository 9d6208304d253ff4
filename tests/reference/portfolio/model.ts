import type { BacktestConfig } from "../../../src/contracts/config.js";
import type { BarColumns, Extras, ReferenceResult, SignalColumns } from "../model.js";

/** The nouns of assembly/portfolio/PORTFOLIO.md: what goes in and what comes out. */

export interface Sleeve {
  symbol: string;
  /** `timestamp` and `barMs` are there. Sleeves on one symbol and timeframe have the same bars. */
  columns: BarColumns;
  signals: SignalColumns;
  extras: Extras;
  /** Resolved; what is the account's (capital, leverage, margin, liquidation, participation) is that of the first sleeve. */
  config: BacktestConfig;
  /** Share of the account; of a leg that of its pair. */
  weight: number;
  leg?: Leg;
}

/** Which pair a sleeve belongs to, and as what. */
export interface Leg {
  pair: number;
  second: boolean;
}

export interface PortfolioSettings {
  /** Quote currency. */
  capital: number;
  /** `drift`: of a share of the account; `minimumOrder`: quote currency. */
  rebalance: { drift: number; minimumOrder: number } | null;
  /** Annual volatility, fraction; marks; factors. */
  volatilityTarget: { target: number; bars: number; least: number; most: number } | null;
  limits: Limits | null;
  marksPerYear: number;
}

/** Fractions of equity, or null. */
export interface Limits {
  maxDrawdown: number | null;
  /** Marks that a halt lasts. */
  haltBars: number;
  closeAll: boolean;
  positions: number | null;
  heat: number | null;
  exposure: number | null;
  /** Coefficient above which two symbols are one risk, over so many UTC days. */
  correlation: number;
  days: number;
}

/** One mark of the account. Quote currency. */
export interface AccountRow {
  /** ms UTC. */
  stamp: number;
  /** ms UTC, when the bars end. */
  moment: number;
  equity: number;
  exposure: number;
  netExposure: number;
  heat: number;
  positions: number;
}

export interface AccountFill {
  /** ms UTC: the moment in which it is made; of a level that at which the bar ends. */
  moment: number;
  symbol: string;
  /** Signed base units. */
  quantity: number;
  price: number;
  commission: number;
  /** 0 for an entry, else 1 + index into ALL_EXIT_REASONS; of a group that of its first part. */
  kind: number;
}

/** What has happened beside the fills, for the properties. */
export interface Occasions {
  /** Groups in which something changed hands between sleeves. */
  crossed: number;
  /** Groups of which a budget has left something. */
  cut: number;
  /** Liquidations that took others along, or of several symbols at a mark. */
  liquidations: number;
}

export interface PortfolioResult {
  sleeves: readonly SleeveResult[];
  rows: AccountRow[];
  fills: AccountFill[];
  rebalances: number;
  halts: number;
  /** ms UTC, or null. */
  bankruptMoment: number | null;
  /** Index of the first row without anything left; null = none. */
  bankruptMark: number | null;
  /** Of the reserve; below 0 where something was left. */
  reserveBadDebt: number;
  reserve: number;
  occasions: Occasions;
}

export interface SleeveResult extends ReferenceResult {
  /** Cash after the last moment. */
  cash: number;
  /** Cash that came from the reserve or from the other leg. */
  transfers: { moment: number; bar: number; amount: number }[];
}
