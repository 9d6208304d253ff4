// One bar. `step` is the semantics (SEMANTICS.md beside this file); the quiet stretches of `run` must equal it bit for bit.

import { at, put } from "../core/columns";
import {
  END_CLOSE,
  END_FINALIZE,
  EXIT_BANKRUPT,
  EXIT_END,
  EXIT_TIME,
  FILL_CLOSE,
  FILL_NEXT_OPEN,
  FILL_SAME_OPEN,
  LIQUIDATION_CLOSE,
} from "../core/codes";
import { stepWorking } from "../orders/step";
import { testLevels } from "./bar";
import { decide, decideOn } from "./decide";
import { chargeAtOpen, chargeInside } from "./carry";
import { closeTrade, fillOrder, goBankrupt, see } from "./legs";
import { moveStops, trail } from "./moving";
import { marketPrice } from "./price";
import { exitSlippage } from "./slippage";
import { Binding, Simulation } from "./state";

/** Takes the simulation through bar i, which must be `nextBar`. */
export function step(s: Simulation, b: Binding, i: i32): void {
  s.levelExit = 0;
  if (s.done) {
    put(b.equity, i, 0);
  } else if (s.working) {
    stepWorking(s, b, i);
    finish(s, b, i, false);
  } else if (s.fill == FILL_SAME_OPEN) {
    stepSameOpen(s, b, i);
  } else {
    if (s.carries) chargeAtOpen(s, b, i);
    if (s.orderQueued) fillOrder(s, b, i, at(b.open, i), false);
    if (s.carries) chargeInside(s, b, i);
    holdThrough(s, b, i);
    decideAndFinish(s, b, i);
  }
  s.nextBar = i + 1;
}

/** The decision of a bar, what fills at its close, and its end. */
@inline
export function decideAndFinish(s: Simulation, b: Binding, i: i32): void {
  const ordered = decide(s, b, i) && s.fill == FILL_CLOSE;
  // what closes with the data is in the last equity
  const closes = s.endOfData == END_CLOSE && i == b.bars - 1;
  const afterMark = s.markBeforeCloseFill != 0 && !closes;
  if (ordered && !afterMark) fillOrder(s, b, i, at(b.close, i), true);
  finish(s, b, i, ordered && afterMark);
}

/** Signals that act at their own bar's open, after the levels of the position carried in. */
function stepSameOpen(s: Simulation, b: Binding, i: i32): void {
  const carried = s.quantity != 0;
  if (s.carries) {
    chargeAtOpen(s, b, i);
    chargeInside(s, b, i);
  }
  const high = at(b.high, i);
  const low = at(b.low, i);
  if (carried) testLevels(s, b, i, low, high);
  if (s.quantity != 0) {
    trail(s, high, low);
    moveStops(s, b, i);
  }
  if (decideOn(s, b, i)) fillOrder(s, b, i, at(b.open, i), false);
  if (s.quantity != 0) {
    see(s, low);
    see(s, high);
    if (s.timeLimit != 0) limitTime(s, b, i);
  }
  finish(s, b, i, false);
}

/** Levels inside the bar; what outlives them is held to the close. */
@inline
export function holdThrough(s: Simulation, b: Binding, i: i32): void {
  if (s.quantity == 0) return;
  const high = at(b.high, i);
  const low = at(b.low, i);
  testLevels(s, b, i, low, high);
  if (s.quantity == 0) return;
  trail(s, high, low);
  moveStops(s, b, i);
  see(s, low);
  see(s, high);
  if (s.timeLimit != 0) limitTime(s, b, i);
}

/** Ends a trade that has been held for its longest time, at this bar's close. */
function limitTime(s: Simulation, b: Binding, i: i32): void {
  const entered = at(b.timestamp, s.entryBar) + (s.enteredAtClose ? s.barMs : 0);
  if (at(b.timestamp, i) + s.barMs - entered < s.timeLimit) return;
  const close = at(b.close, i);
  closeTrade(s, b, i, close, marketPrice(s, close, s.quantity > 0 ? -1 : 1, exitSlippage(s, b, i, true)), EXIT_TIME);
  s.levelExit = 1;
}

/** End of data, mark to market, the account's state at the close. */
@inline
export function finish(s: Simulation, b: Binding, i: i32, fillsAfterMark: bool): void {
  const close = at(b.close, i);
  const last = i == b.bars - 1;
  if (last && s.endOfData == END_CLOSE && s.quantity != 0) closeAt(s, b, i, close, true);
  mark(s, b, i, close);
  if (s.liquidation == LIQUIDATION_CLOSE && !s.shared && s.cash + s.quantity * close <= 0) return endRun(s, b, i, close);
  if (fillsAfterMark) {
    fillOrder(s, b, i, close, true);
    checkMoney(s, close);
  }
  if (last && s.endOfData == END_FINALIZE && s.quantity != 0) {
    // a trade opened at the last close cannot end before it
    const bar = s.fill == FILL_CLOSE ? max(i - 1, s.entryBar) : i;
    const atClose = s.fill == FILL_CLOSE;
    closeAt(s, b, bar, atClose ? at(b.close, bar) : at(b.open, i), atClose);
    put(b.equity, i, s.cash);
    checkMoney(s, close);
  }
}

/** Records equity of bar i at its close, and checks that no money came or went. */
@inline
function mark(s: Simulation, b: Binding, i: i32, close: f64): void {
  const q = s.quantity;
  put(b.equity, i, s.cash + q * close);
  if (q != 0) s.barsInMarket++;
  checkMoney(s, close);
}

/** start + realised - fees - funding + bad debt + transfers + open profit = equity. */
@inline
function checkMoney(s: Simulation, close: f64): void {
  const q = s.quantity;
  const equity = s.cash + q * close;
  const open = q == 0 ? 0 : q * (close - s.entryPrice);
  const expected = s.capital + s.grossProfit - s.commissionPaid - s.fundingPaid + s.badDebt + s.transferred + open;
  const scale = max(abs(equity), s.capital);
  const error = abs(equity - expected);
  if (error > s.conservationError * scale) s.conservationError = error / scale;
}

function closeAt(s: Simulation, b: Binding, bar: i32, raw: f64, atClose: bool): void {
  closeTrade(s, b, bar, raw, marketPrice(s, raw, s.quantity > 0 ? -1 : 1, exitSlippage(s, b, bar, atClose)), EXIT_END);
  s.orderQueued = 0;
}

/** Equity at or below zero at a close: what is held goes at that close, the rest of the curve is zero. */
function endRun(s: Simulation, b: Binding, i: i32, close: f64): void {
  if (s.quantity != 0) {
    closeTrade(s, b, i, close, marketPrice(s, close, s.quantity > 0 ? -1 : 1, 0), EXIT_BANKRUPT);
  }
  goBankrupt(s, i);
  put(b.equity, i, 0);
  checkMoney(s, close);
}
