// The account from moment to moment: what ends there, then what begins (PORTFOLIO.md, "Moments").

import { LIQUIDATION_INTRABAR, ROWS_PER_SLEEVE, STATUS_DRAIN, STATUS_OK } from "../core/codes";
import { at, put } from "../core/columns";
import { openBudget } from "../orders/budget";
import { holdThrough as holdWorking } from "../orders/step";
import { chargeAtOpen, chargeInside } from "../simulation/carry";
import { decideOn } from "../simulation/decide";
import { relocateLiquidation } from "../simulation/levels";
import { Binding, Simulation } from "../simulation/state";
import { finish, holdThrough } from "../simulation/step";
import { lookAround } from "./account";
import { follow } from "./closing";
import { markAccount } from "./mark";
import { seeFills } from "./output";
import { followLegs, matchLegs } from "./pairs";
import { fillPhase, PHASE_DECIDED, PHASE_OPEN, PHASE_RESTS } from "./phase";
import { bindingOf, Portfolio, Sleeve, sleeveAt, stateOf, symbolAt } from "./state";

/**
 * Takes up to `moments` moments. STATUS_DRAIN: some rows are nearly full; copy them out, clear their counts, and call again. `ended` of the
 * account says whether anything is left.
 */
export function runPortfolio(address: usize, moments: i32): i32 {
  const p = changetype<Portfolio>(address);
  for (; moments > 0; moments--) {
    if (isNearlyFull(p)) return STATUS_DRAIN;
    const moment = nextMoment(p);
    if (moment == Infinity) {
      p.ended = 1;
      return STATUS_OK;
    }
    p.moment = moment;
    if (select(p, true)) takeEnds(p);
    if (select(p, false)) takeBegins(p);
  }
  return STATUS_OK;
}

function isNearlyFull(p: Portfolio): bool {
  const most = ROWS_PER_SLEEVE * p.count;
  if (max(max(p.markRows, p.fillRows), p.transferRows) > p.rows - most) return true;
  for (let k = 0; k < p.count; k++) {
    const v = sleeveAt(p, k);
    const s = stateOf(v);
    if (max(s.tradeRows, s.fillRows) > bindingOf(v).rows - ROWS_PER_SLEEVE) return true;
  }
  return false;
}

function nextMoment(p: Portfolio): f64 {
  let moment = Infinity;
  for (let k = 0; k < p.count; k++) moment = min(moment, sleeveAt(p, k).next);
  return moment;
}

/** Marks the sleeves of which a bar ends, or begins, now. */
function select(p: Portfolio, ends: bool): bool {
  let any = false;
  for (let k = 0; k < p.count; k++) {
    const v = sleeveAt(p, k);
    v.acts = i32(v.next == p.moment && (v.under != 0) == ends);
    v.decided = 0;
    v.fresh = 0;
    if (v.acts) any = true;
  }
  return any;
}

function takeEnds(p: Portfolio): void {
  for (let k = 0; k < p.count; k++) if (sleeveAt(p, k).acts) hold(p, k);
  for (let k = 0; k < p.count; k++) {
    const v = sleeveAt(p, k);
    if (v.acts) symbolAt(p, v.symbol).mark = at(bindingOf(v).close, stateOf(v).nextBar);
  }
  followLegs(p);
  if (stateOf(sleeveAt(p, 0)).working) fillPhase(p, PHASE_RESTS);
  for (let k = 0; k < p.count; k++) if (sleeveAt(p, k).acts) decideFor(p, sleeveAt(p, k));
  matchLegs(p);
  fillPhase(p, PHASE_DECIDED);
  for (let k = 0; k < p.count; k++) if (sleeveAt(p, k).acts) end(p, k);
  markAccount(p);
}

/** Levels of one sleeve, inside the bar that ends. */
function hold(p: Portfolio, k: i32): void {
  const v = sleeveAt(p, k);
  const s = stateOf(v);
  const b = bindingOf(v);
  if (s.done || s.quantity == 0) return;
  lookAround(p, k);
  if (s.liquidation == LIQUIDATION_INTRABAR) relocateLiquidation(s, b);
  const budget = p.budgets + (usize(v.series) << 3);
  s.budget = load<f64>(budget);
  const waited = s.orderProtective;
  if (s.working) holdWorking(s, b, s.nextBar);
  else holdThrough(s, b, s.nextBar);
  v.fresh = i32(s.orderProtective != 0 && waited == 0);
  store<f64>(budget, s.budget);
  seeFills(p, k);
  if (s.liquidatedAt == s.liquidatedAt) symbolAt(p, v.symbol).mark = s.liquidatedAt;
  follow(p, k);
}

function decideFor(p: Portfolio, v: Sleeve): void {
  const s = stateOf(v);
  if (s.orderProtective && s.quantity == 0) {
    // there is nothing left to close
    s.orderQueued = 0;
    s.orderProtective = 0;
  }
  if (!s.orderProtective) v.forced = 0;
  // what is left of a protective exit, or forced, comes first
  if (s.done || s.orderProtective || !decideOn(s, bindingOf(v), s.nextBar)) return;
  s.orderRest = NaN;
  s.orderPosition = 0;
  v.decided = 1;
  v.decidedAt = p.moment;
}

/** End of data, mark to market; the next bar is what comes next. */
function end(p: Portfolio, k: i32): void {
  const v = sleeveAt(p, k);
  const s = stateOf(v);
  const b = bindingOf(v);
  const i = s.nextBar;
  if (s.done) put(b.equity, i, 0);
  else {
    lookAround(p, k);
    finish(s, b, i, false);
    seeFills(p, k);
  }
  s.nextBar = i + 1;
  v.under = 0;
  v.next = i + 1 < b.bars ? at(b.timestamp, i + 1) : Infinity;
  follow(p, k);
}

function takeBegins(p: Portfolio): void {
  for (let k = 0; k < p.count; k++) {
    const v = sleeveAt(p, k);
    if (!v.acts) continue;
    begin(p, v);
    symbolAt(p, v.symbol).mark = at(bindingOf(v).open, stateOf(v).nextBar);
  }
  for (let k = 0; k < p.count; k++) if (sleeveAt(p, k).acts) charge(p, k, true);
  fillPhase(p, PHASE_OPEN);
  for (let k = 0; k < p.count; k++) if (sleeveAt(p, k).acts) charge(p, k, false);
}

function begin(p: Portfolio, v: Sleeve): void {
  const s = stateOf(v);
  const b = bindingOf(v);
  const i = s.nextBar;
  v.under = 1;
  v.next = endOf(s, b, i);
  s.levelExit = 0;
  s.openedInside = 0;
  s.triedLevels = 0;
  openBudget(s, b, i);
  store<f64>(p.budgets + (usize(v.series) << 3), s.budget);
}

/** When a bar is over, ms UTC. */
@inline
function endOf(s: Simulation, b: Binding, i: i32): f64 {
  const nominal = at(b.timestamp, i) + s.barMs;
  return i + 1 < b.bars ? min(nominal, at(b.timestamp, i + 1)) : nominal;
}

function charge(p: Portfolio, k: i32, atOpen: bool): void {
  const v = sleeveAt(p, k);
  const s = stateOf(v);
  if (!s.carries || s.done) return;
  lookAround(p, k);
  if (atOpen) chargeAtOpen(s, bindingOf(v), s.nextBar);
  else chargeInside(s, bindingOf(v), s.nextBar);
}
