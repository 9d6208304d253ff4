import type { Bar } from "../model.js";
import type { Budget, Desk, Queue } from "../orders/desk.js";
import type { AccountFill, AccountRow, Occasions, PortfolioSettings, Sleeve, SleeveResult } from "./model.js";

/** Everything that changes while the moments go by. */
export interface Portfolio {
  settings: PortfolioSettings;
  sleeves: Member[];
  /** In the order of the first sleeve that trades them. */
  symbols: readonly string[];
  /** Last price seen. */
  mark: Map<string, number>;
  /** Cash that is nobody's slice. */
  reserve: number;
  reserveBadDebt: number;
  /** The moment that is played, ms UTC. */
  now: number;
  budgets: Map<string, Budget>;
  rows: AccountRow[];
  fills: AccountFill[];
  /** Highest equity at a mark since the start or the last halt. */
  peak: number;
  /** Marks that the halt still lasts; 0 = no halt. */
  halt: number;
  halts: number;
  rebalances: number;
  equityBefore: number;
  returns: number[];
  bankruptMoment: number | null;
  bankruptMark: number | null;
  /** A copy in which orders are tried: nobody goes bankrupt in it. */
  isTry: boolean;
  occasions: Occasions;
  correlates: (a: string, b: string, moment: number) => boolean;
}

/** A sleeve while it runs. */
export interface Member {
  sleeve: Sleeve;
  desk: Desk & { queue: PortfolioQueue | null };
  /** Index of the other leg of its pair; null = it is alone. */
  other: number | null;
  /** Its bar has begun and not yet been marked. */
  runs: boolean;
  /** D has ordered something at this moment. */
  decidedNow: boolean;
  rebalancing: RebalancingOrder | null;
  /** Fills that the account has. */
  booked: number;
  equity: number[];
  conflicts: number;
  ambiguousBars: number;
  barsInMarket: number;
  transfers: SleeveResult["transfers"];
}

export interface PortfolioQueue extends Queue {
  /** It does not wait for the other leg. */
  alone?: boolean;
  /** It fills as soon as the sleeve can take part: at an open, whatever `fill` says. */
  forced?: boolean;
}

export interface RebalancingOrder {
  /** Base units. */
  size: number;
  /** +1 buys. */
  direction: 1 | -1;
  /** The position that it is for. */
  position: number;
}

/** Who trades the same bars. */
export function barsKey({ sleeve }: Member): string {
  return `${sleeve.symbol} ${sleeve.columns.barMs}`;
}

export function memberAt(portfolio: Portfolio, k: number): Member {
  return portfolio.sleeves[k] as Member;
}

export function markOf(portfolio: Portfolio, { sleeve }: Member): number {
  return portfolio.mark.get(sleeve.symbol) ?? Number.NaN;
}

/** The bar that it trades. */
export function currentBar({ desk }: Member): Bar {
  return desk.bars[desk.i] as Bar;
}

/** ms UTC. */
export function endOf({ desk, sleeve }: Member, i: number): number {
  const { timestamp } = desk.bars[i] as Bar;
  return Math.min(
    timestamp + (sleeve.columns.barMs as number),
    desk.bars[i + 1]?.timestamp ?? Number.POSITIVE_INFINITY,
  );
}

/** First and second leg of every pair, by index. */
export function pairsOf({ sleeves }: Portfolio): [first: number, second: number][] {
  return sleeves.flatMap(({ sleeve, other }, k): [number, number][] =>
    other !== null && !sleeve.leg?.second ? [[k, other]] : [],
  );
}
