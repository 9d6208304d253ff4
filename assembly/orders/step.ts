// One bar with orders that rest, volume that limits, or a strategy that is called (simulation/ORDERS.md).

import { EXIT_TIME, FILL_CLOSE } from "../core/codes";
import { at } from "../core/columns";
import { onBar } from "../host";
import { testLevels } from "../simulation/bar";
import { chargeAtOpen, chargeInside } from "../simulation/carry";
import { decideOn, decides } from "../simulation/decide";
import { see } from "../simulation/legs";
import { moveStops, trail } from "../simulation/moving";
import { Binding, Simulation } from "../simulation/state";
import { openBudget } from "./budget";
import { fillMarkets, fillQueue } from "./fill";
import { takeActions } from "./place";
import { leaveWorking } from "./protect";
import { expire, followBest } from "./table";
import { isMet, meetOrders } from "./walk";

/** Everything of bar i up to its decision's fills; the end of data and the mark are the caller's. */
export function stepWorking(s: Simulation, b: Binding, i: i32): void {
  const close = at(b.close, i);
  const atClose = s.fill == FILL_CLOSE;
  s.openedInside = 0;
  s.triedLevels = 0;
  openBudget(s, b, i);
  if (s.orderCount > 0) expire(s, b, i);
  if (s.carries) chargeAtOpen(s, b, i);
  if (!atClose) fillAll(s, b, i, at(b.open, i), false);
  if (s.carries) chargeInside(s, b, i);
  if (!s.done) holdThrough(s, b, i);
  if (atClose && !s.done) fillAll(s, b, i, close, true);
  decideWorking(s, b, i, close);
}

/** The queue, then market orders. */
function fillAll(s: Simulation, b: Binding, i: i32, raw: f64, atClose: bool): void {
  if (s.orderQueued) fillQueue(s, b, i, raw, atClose);
  if (s.orderCount > 0 && !s.done) fillMarkets(s, b, i, raw, atClose, -1);
}

export function holdThrough(s: Simulation, b: Binding, i: i32): void {
  const low = at(b.low, i);
  const high = at(b.high, i);
  if (s.orderCount > 0) {
    if (isMet(s, b, i)) meetOrders(s, b, i);
    else if (s.quantity != 0) testLevels(s, b, i, low, high);
    followBest(s, b, low, high, i);
  } else if (s.quantity != 0) testLevels(s, b, i, low, high);
  if (s.quantity == 0) return;
  if (s.openedInside) see(s, at(b.close, i));
  else {
    trail(s, high, low);
    see(s, low);
    see(s, high);
  }
  moveStops(s, b, i);
  if (s.timeLimit != 0) limitTime(s, b, i);
}

/** Ends a trade that has been held for its longest time, at this bar's close. */
function limitTime(s: Simulation, b: Binding, i: i32): void {
  const entered = at(b.timestamp, s.entryBar) + (s.enteredAtClose ? s.barMs : 0);
  if (at(b.timestamp, i) + s.barMs - entered < s.timeLimit) return;
  const close = at(b.close, i);
  leaveWorking(s, b, i, close, close, EXIT_TIME, true);
}

function decideWorking(s: Simulation, b: Binding, i: i32, close: f64): void {
  if (!decides(s, b, i)) return;
  const equity = s.cash + s.quantity * close;
  if (s.events) onBar(i);
  if (!s.orderProtective && decideOn(s, b, i)) {
    s.orderRest = NaN;
    s.orderPosition = 0;
  }
  if (s.events) takeActions(s, b, i, equity);
  if (s.fill != FILL_CLOSE) return;
  if (s.orderQueued && s.orderBar == i) fillQueue(s, b, i, close, true);
  if (s.orderCount > 0 && !s.done) fillMarkets(s, b, i, close, true, i);
}
