// One order of the table (simulation/ORDERS.md), and what it is waiting for.

import {
  ORDER_LIMIT,
  ORDER_MARKET,
  ORDER_STOP_LIMIT,
  ORDER_TAKE_PROFIT,
  ORDER_TAKE_PROFIT_LIMIT,
} from "../core/codes";

@unmanaged
export class Order {
  /** Of an action: what to do (ACTION_*). */
  action: i32;
  /** 0 = gone. */
  id: i32;
  type: i32;
  /** +1 buys, -1 sells. */
  side: i32;
  postOnly: i32;
  reduceOnly: i32;
  /** Orders of one group cancel each other; 0 = none. */
  group: i32;
  /** TIME_UNTIL_CANCELLED, TIME_DAY, or a number of bars. */
  time: i32;
  /** The order whose bracket it belongs to, and as what (BRACKET_*); 0 = none. */
  parent: i32;
  bracket: i32;
  /** The bar on which it was placed. */
  bar: i32;
  /** It has become a market order, or a limit order. */
  triggered: i32;
  /** The bar on which it was tried last, as what it was before its trigger (1) and as a limit (2). */
  triedBar: i32;
  triedAs: i32;
  /** It is filling as it comes to work, its limit being met. */
  takes: i32;
  /** Its first portion has been filled: the size stands. */
  begun: i32;
  /** Its trigger has moved in the walk under way; on this bar it does not exist. */
  moved: i32;
  absent: i32;
  /** Number of the position that it has opened a part of. */
  position: i32;
  /** Base units; NaN = the sizer's, or all that is held. */
  rest: f64;
  filled: f64;
  limit: f64;
  trigger: f64;
  /** Of a trailing stop: fraction of the best price; or a distance, of an action in ATRs. */
  trailPercent: f64;
  trailDistance: f64;
  best: f64;
  /** Of an action: the bracket; NaN = none. */
  stop: f64;
  target: f64;
  /** Equity at the close of its bar, before that bar's fills there. */
  equity: f64;
  /** UTC day on which it first works; -1 before. */
  day: f64;
}

/** It is, or has become, a limit order. */
@inline
export function isLimit(o: Order): bool {
  if (o.type == ORDER_LIMIT) return true;
  return o.triggered != 0 && becomesLimit(o);
}

@inline
export function becomesLimit(o: Order): bool {
  return o.type == ORDER_STOP_LIMIT || o.type == ORDER_TAKE_PROFIT_LIMIT;
}

/** It is, or has become, a market order. */
@inline
export function isMarket(o: Order): bool {
  if (o.type == ORDER_MARKET) return true;
  return o.triggered != 0 && !becomesLimit(o);
}

/** A bracket that nothing has been filled for works on nothing. */
@inline
export function isAlive(o: Order): bool {
  return o.id != 0 && !(o.rest == 0);
}

/** The price that it waits for. */
@inline
export function priceOf(o: Order): f64 {
  return isLimit(o) ? o.limit : o.trigger;
}

/** Its price is met from above: by prices at or below it. */
@inline
export function waitsBelow(o: Order): bool {
  const forGain = isLimit(o) || o.type == ORDER_TAKE_PROFIT || o.type == ORDER_TAKE_PROFIT_LIMIT;
  return forGain == o.side > 0;
}

@inline
export function isMetBy(o: Order, price: f64): bool {
  return waitsBelow(o) ? price <= priceOf(o) : price >= priceOf(o);
}

/** It waits for a price, and has not been tried on this bar as what it is now. */
@inline
export function waits(o: Order, bar: i32): bool {
  if (!isAlive(o) || isMarket(o) || o.absent) return false;
  return o.triedBar != bar || (o.triedAs & (isLimit(o) ? 2 : 1)) == 0;
}

/** Marks it as tried on this bar as what it is now. */
export function markTried(o: Order, bar: i32): void {
  if (o.triedBar != bar) {
    o.triedBar = bar;
    o.triedAs = 0;
  }
  o.triedAs |= isLimit(o) ? 2 : 1;
}
