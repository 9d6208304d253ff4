import type { OrderType, TimeInForce } from "../../../src/contracts/orders.js";
import { type Account, goBankrupt } from "../account.js";
import type { Bar, Order, Side } from "../model.js";
import type { AnyExitReason } from "../reasons.js";
import type { Rules } from "../rules.js";

/** ORDERS.md: the nouns. */

/** An order in the table, or the opening part of the queue (id 0). */
export interface WorkingOrder {
  id: number;
  /** d: +1 buys. */
  direction: Side;
  type: OrderType;
  /** What it is now: a stop becomes a market order at its trigger, a stop-limit a limit order. */
  work: "market" | "trigger" | "limit";
  /** Bar on whose decision it was placed, and what was known there. */
  placedOn: number;
  decision: Order;
  /** Base units that are not filled; NaN while it has no size. */
  rest: number;
  filled: number;
  /** The opening part has been through steps 1 to 4 once. */
  sized: boolean;
  /** Quote currency; NaN = none. */
  limit: number;
  trigger: number;
  trail: Trail | null;
  timeInForce: TimeInForce;
  postOnly: boolean;
  reduceOnly: boolean;
  oco: string | null;
  /** The order whose bracket it belongs to; 0 = none. */
  parent: number;
  /** The position of which it has last opened a part; 0 = none. */
  openedPosition: number;
  /** Bars on which it was last tried as what waits for a trigger, and as a limit order; -1 = never. */
  triggerTriedOn: number;
  limitTriedOn: number;
}

/** What moves the trigger of a trailing stop. */
export interface Trail {
  best: number;
  /** Fraction of the best price; 0 = by `distance`. */
  percent: number;
  /** Quote currency. */
  distance: number;
}

/** The one order that signals decide, or what a protective exit has left over. */
export interface Queue {
  /** What is held is still to be closed. */
  closes: boolean;
  opening: WorkingOrder | null;
  /** Why, where signals have not decided it: the protective exit whose rest it is, or a rule of the portfolio. */
  reason: AnyExitReason | null;
  /** Bar of the decision, or of the protective exit. */
  queuedOn: number;
}

/** Base units that orders may still take of a bar; all who trade it have one together. */
export interface Budget {
  left: number;
}

/** Everything that changes while the bars go by, beside the account. */
export interface Desk {
  rules: Rules;
  account: Account;
  bars: readonly Bar[];
  /** The bar that is played. */
  i: number;
  budget: Budget;
  /** In the order of placing. */
  table: WorkingOrder[];
  queue: Queue | null;
  /** Ids given so far. */
  ids: number;
  /** A level, or the time limit, has closed something on this bar. */
  afterLevelExit: boolean;
  orderOfFill: number[];
}

export function openDesk(rules: Rules, account: Account, bars: readonly Bar[]): Desk {
  const nothing = { table: [], queue: null, ids: 0, afterLevelExit: false, orderOfFill: [] };
  return { rules, account, bars, i: 0, budget: { left: 0 }, ...nothing };
}

export function barOf(desk: Desk): Bar {
  return desk.bars[desk.i] as Bar;
}

/** Whose the fills are that have been made since the last call. */
export function noteFills(desk: Desk, id: number): void {
  while (desk.orderOfFill.length < desk.account.fills.length) desk.orderOfFill.push(id);
}

export function endInBankruptcy(desk: Desk): void {
  goBankrupt(desk.account, desk.i);
  desk.table = [];
  desk.queue = null;
}
