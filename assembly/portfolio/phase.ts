// Orders that are filled together: each is tried alone, then what they cross changes hands without cost (PORTFOLIO.md, "A phase").

import { FILL_CLOSE, REJECT_HALTED, REJECT_OTHER_LEG } from "../core/codes";
import { at, isValid } from "../core/columns";
import { portionOf } from "../orders/budget";
import { fillQueue } from "../orders/fill";
import { closeLeg, fillOrder, openLeg } from "../simulation/legs";
import { toLot } from "../simulation/price";
import { Binding, Simulation } from "../simulation/state";
import { lookAround } from "./account";
import { endIfBankrupt, follow } from "./closing";
import { isLimited, refusalOf } from "./limits";
import { addToNet, beginNet, endNet, seeFills, writeTransfer } from "./output";
import { shareSlice, sizeLegs } from "./pairs";
import { fillScaling } from "./scale";
import { bindingOf, LONE, orderAt, PhaseOrder, Portfolio, Sleeve, sleeveAt, stateOf } from "./state";

/** At an open: rebalancing orders and queues. */
export const PHASE_OPEN: i32 = 0;
/** At a close: what a budget has left; what has just been decided. */
export const PHASE_RESTS: i32 = 1;
export const PHASE_DECIDED: i32 = 2;

/** Sums of units this near each other, relatively, are the same. */
const SAME: f64 = 1e-12;

/** Fills every order of a phase. */
export function fillPhase(p: Portfolio, phase: i32): void {
  const count = collect(p, phase);
  if (count == 0) return;
  const atClose = phase != PHASE_OPEN;
  if (count == 1 && sleeveAt(p, orderAt(p, 0).sleeve).other < 0) fillAlone(p, orderAt(p, 0), atClose);
  else fillTogether(p, count, atClose);
  for (let k = 0; k < count; k++) {
    const v = sleeveAt(p, orderAt(p, k).sleeve);
    if (!stateOf(v).orderQueued) v.forced = 0;
    follow(p, orderAt(p, k).sleeve);
  }
}

// --- which orders there are

function collect(p: Portfolio, phase: i32): i32 {
  let count = 0;
  if (phase == PHASE_OPEN && p.rebalances) {
    for (let pass = 0; pass < 2; pass++) {
      for (let k = 0; k < p.count; k++) {
        const v = sleeveAt(p, k);
        if (pass == 0) dropScaling(p, v);
        if (v.scaling == 0 || !v.acts || v.scaling > 0 != (pass == 1)) continue;
        if (v.other < 0) count = add(p, count, k, true);
        else if (v.first && sleeveAt(p, v.other).acts) count = add(p, add(p, count, k, true), v.other, true);
      }
    }
  }
  for (let k = 0; k < p.count; k++) {
    const v = sleeveAt(p, k);
    if (isDue(p, v, phase)) count = add(p, count, k, false);
  }
  return count;
}

/** A rebalancing order goes with the position, and before an order to close. */
function dropScaling(p: Portfolio, v: Sleeve): void {
  const s = stateOf(v);
  if (s.quantity != 0 && v.scaled == s.position && !(s.orderQueued && s.orderCloses)) return;
  v.scaling = 0;
  if (v.other >= 0) sleeveAt(p, v.other).scaling = 0;
}

function isDue(p: Portfolio, v: Sleeve, phase: i32): bool {
  const s = stateOf(v);
  if (!v.acts || !s.orderQueued || s.done) return false;
  const atClose = s.fill == FILL_CLOSE;
  if (phase == PHASE_OPEN ? atClose && !v.forced : !atClose) return false;
  if (phase == PHASE_RESTS) return s.working != 0 && !v.fresh;
  if (v.other >= 0 && v.forced != LONE) return sleeveAt(p, v.other).acts != 0;
  return phase == PHASE_OPEN || v.decided || (v.forced && !s.working);
}

function add(p: Portfolio, count: i32, sleeve: i32, scales: bool): i32 {
  const o = orderAt(p, count);
  o.sleeve = sleeve;
  o.scales = i32(scales);
  o.group = count;
  o.refused = -1;
  o.closing = 0;
  o.opening = 0;
  return count + 1;
}

@inline
function rawOf(v: Sleeve, atClose: bool): f64 {
  const b = bindingOf(v);
  return at(atClose ? b.close : b.open, stateOf(v).nextBar);
}

// --- one order

@inline
function budgetOf(p: Portfolio, v: Sleeve): usize {
  return p.budgets + (usize(v.series) << 3);
}

/** Fills an order that has its phase to itself by the rules of a single run. */
function fillAlone(p: Portfolio, o: PhaseOrder, atClose: bool): void {
  const v = sleeveAt(p, o.sleeve);
  const s = stateOf(v);
  lookAround(p, o.sleeve);
  s.budget = load<f64>(budgetOf(p, v));
  const raw = rawOf(v, atClose);
  if (o.scales) {
    o.direction = v.scaling > 0 ? 1 : -1;
    fillScaling(s, bindingOf(v), s.nextBar, raw, o.direction, abs(v.scaling), false);
    v.scaling = 0;
  } else {
    if (isLimited(p) && s.orderSide != 0 && closesWhole(s)) {
      memory.copy(v.tried, v.state, offsetof<Simulation>());
      hideRows(v);
      s.budget = Infinity;
      s.alone = 0;
      fillOwn(s, bindingOf(v), raw, atClose);
      const reason = s.opened > 0 ? refusalOf(p, v.symbol, -1) : -1;
      memory.copy(v.state, v.tried, offsetof<Simulation>());
      showRows(v);
      if (reason >= 0) refuse(s, reason);
    }
    fillOwn(s, bindingOf(v), raw, atClose);
    s.settledSize = NaN;
  }
  store<f64>(budgetOf(p, v), s.budget);
  seeFills(p, o.sleeve);
}

/** The opening part is looked at when the closing part is whole. */
function closesWhole(s: Simulation): bool {
  if (!s.orderCloses || s.quantity == 0) return true;
  const size = abs(s.quantity);
  return portionOf(s, size) == size;
}

/** Its opening part will be refused, and counted. */
@inline
function refuse(s: Simulation, reason: i32): void {
  s.settledSize = 0;
  s.refused = reason;
  // as if it had not been
  if (reason >= REJECT_HALTED) s.orderReverses = 0;
}

@inline
function fillOwn(s: Simulation, b: Binding, raw: f64, atClose: bool): void {
  s.opened = 0;
  if (s.working) fillQueue(s, b, s.nextBar, raw, atClose);
  else fillOrder(s, b, s.nextBar, raw, atClose);
}

function hideRows(v: Sleeve): void {
  const b = bindingOf(v);
  b.trades = 0;
  b.fills = 0;
}

function showRows(v: Sleeve): void {
  const b = bindingOf(v);
  b.trades = v.trades;
  b.fills = v.fills;
}

// --- many orders

function fillTogether(p: Portfolio, count: i32, atClose: bool): void {
  save(p, count);
  for (let k = 0; k < count; k++) {
    const o = orderAt(p, k);
    const v = sleeveAt(p, o.sleeve);
    o.raw = rawOf(v, atClose);
    if (o.scales) tryScaling(p, o, v);
    else if (isPair(p, k, count, v)) {
      orderAt(p, k + 1).raw = rawOf(sleeveAt(p, orderAt(p, k + 1).sleeve), atClose);
      tryLegs(p, o, orderAt(p, k + 1), atClose);
      k++;
    } else tryQueue(p, o, v, atClose);
  }
  group(p, count);
  for (let k = 0; k < count; k++) if (orderAt(p, k).group == k) net(p, k, count);
  restore(p, count);
  for (let k = 0; k < count; k++) {
    const o = orderAt(p, k);
    if (!o.scales && isPair(p, k, count, sleeveAt(p, o.sleeve))) {
      settleLegs(p, o, orderAt(p, k + 1), atClose);
      k++;
    } else settle(p, o, atClose);
  }
  for (let k = 0; k < count; k++) {
    const o = orderAt(p, k);
    if (trades(o) && isFirst(p, k)) report(p, o.group, count);
  }
}

/** It has a part that is not 0. */
@inline
function trades(o: PhaseOrder): bool {
  return o.closing + o.opening > 0;
}

/** No order before it in its group trades anything. */
function isFirst(p: Portfolio, k: i32): bool {
  const group = orderAt(p, k).group;
  for (let j = group; j < k; j++) if (orderAt(p, j).group == group && trades(orderAt(p, j))) return false;
  return true;
}

/** The queue at `k` and the next are those of the two legs of a pair. */
@inline
function isPair(p: Portfolio, k: i32, count: i32, v: Sleeve): bool {
  return v.other >= 0 && v.first != 0 && k + 1 < count && orderAt(p, k + 1).sleeve == v.other && !orderAt(p, k + 1).scales;
}

/** States as they are before the phase; nothing writes rows until they are back. */
function save(p: Portfolio, count: i32): void {
  for (let k = 0; k < count; k++) sleeveAt(p, orderAt(p, k).sleeve).inPhase = 0;
  for (let k = 0; k < count; k++) {
    const v = sleeveAt(p, orderAt(p, k).sleeve);
    if (v.inPhase) continue;
    v.inPhase = 1;
    memory.copy(v.saved, v.state, offsetof<Simulation>());
    hideRows(v);
    stateOf(v).budget = Infinity;
  }
}

function restore(p: Portfolio, count: i32): void {
  for (let k = 0; k < count; k++) {
    const v = sleeveAt(p, orderAt(p, k).sleeve);
    memory.copy(v.state, v.saved, offsetof<Simulation>());
    showRows(v);
  }
}

function tryScaling(p: Portfolio, o: PhaseOrder, v: Sleeve): void {
  const s = stateOf(v);
  lookAround(p, o.sleeve);
  o.direction = v.scaling > 0 ? 1 : -1;
  const reduces = s.quantity * o.direction < 0;
  s.alone = 0;
  fillScaling(s, bindingOf(v), s.nextBar, o.raw, o.direction, abs(v.scaling), false);
  if (reduces) o.closing = s.opened;
  else o.opening = s.opened;
}

function tryQueue(p: Portfolio, o: PhaseOrder, v: Sleeve, atClose: bool): void {
  const s = stateOf(v);
  const b = bindingOf(v);
  lookAround(p, o.sleeve);
  const limited = isLimited(p) && s.orderSide != 0;
  if (limited) memory.copy(v.tried, v.state, offsetof<Simulation>());
  begin(o, s);
  s.alone = 0;
  fillOwn(s, b, o.raw, atClose);
  o.opening = s.opened;
  o.refused = s.refused;
  if (!limited || s.opened == 0) return;
  const reason = refusalOf(p, v.symbol, -1);
  if (reason < 0) return;
  memory.copy(v.state, v.tried, offsetof<Simulation>());
  refuse(s, reason);
  fillOwn(s, b, o.raw, atClose);
  s.settledSize = NaN;
  o.opening = 0;
  o.refused = reason;
}

/** What an order is before it is filled. */
function begin(o: PhaseOrder, s: Simulation): void {
  const closes = s.orderCloses != 0 && s.quantity != 0;
  o.closing = closes ? abs(s.quantity) : 0;
  o.direction = closes ? (s.quantity > 0 ? -1 : 1) : f64(s.orderSide);
}

/** Both closing parts, then both opening parts, or neither of these. */
function tryLegs(p: Portfolio, oa: PhaseOrder, ob: PhaseOrder, atClose: bool): void {
  const va = sleeveAt(p, oa.sleeve);
  const vb = sleeveAt(p, ob.sleeve);
  const a = stateOf(va);
  const b = stateOf(vb);
  begin(oa, a);
  begin(ob, b);
  memory.copy(va.tried, va.state, offsetof<Simulation>());
  memory.copy(vb.tried, vb.state, offsetof<Simulation>());
  fillLegs(p, oa, ob, atClose, true);
  const wanted = a.orderSide != 0 && b.orderSide != 0;
  let refusedA = -1;
  let refusedB = -1;
  if (wanted && (a.opened == 0 || b.opened == 0)) {
    refusedA = a.opened == 0 ? a.refused : REJECT_OTHER_LEG;
    refusedB = a.opened == 0 ? REJECT_OTHER_LEG : b.refused;
  } else if (wanted && isLimited(p)) {
    refusedA = refusalOf(p, va.symbol, vb.symbol);
    if (refusedA >= 0) refusedB = REJECT_OTHER_LEG;
  }
  if (refusedA >= 0) {
    memory.copy(va.state, va.tried, offsetof<Simulation>());
    memory.copy(vb.state, vb.tried, offsetof<Simulation>());
    refuse(a, refusedA);
    refuse(b, refusedB);
    fillLegs(p, oa, ob, atClose, true);
    a.settledSize = NaN;
    b.settledSize = NaN;
  }
  oa.opening = a.opened;
  ob.opening = b.opened;
  oa.refused = refusedA;
  ob.refused = refusedB;
}

function fillLegs(p: Portfolio, oa: PhaseOrder, ob: PhaseOrder, atClose: bool, tries: bool): void {
  const va = sleeveAt(p, oa.sleeve);
  const vb = sleeveAt(p, ob.sleeve);
  const a = stateOf(va);
  const b = stateOf(vb);
  a.opened = 0;
  b.opened = 0;
  lookAround(p, oa.sleeve);
  if (tries) a.alone = 0;
  const closedA = closeLeg(a, bindingOf(va), a.nextBar, oa.raw, atClose);
  lookAround(p, ob.sleeve);
  if (tries) b.alone = 0;
  const closedB = closeLeg(b, bindingOf(vb), b.nextBar, ob.raw, atClose);
  if (a.done || b.done || (a.orderSide == 0 && b.orderSide == 0)) return;
  shareSlice(a, b);
  sizeLegs(a, b, oa.raw, ob.raw);
  lookAround(p, oa.sleeve);
  openLeg(a, bindingOf(va), a.nextBar, oa.raw, atClose, closedA);
  if (tries && a.orderSide != 0 && a.opened == 0) return;
  lookAround(p, ob.sleeve);
  openLeg(b, bindingOf(vb), b.nextBar, ob.raw, atClose, closedB);
}

// --- who crosses whom

function group(p: Portfolio, count: i32): void {
  for (let k = 0; k < count; k++) {
    const o = orderAt(p, k);
    const symbol = sleeveAt(p, o.sleeve).symbol;
    o.bought = 0;
    o.sold = 0;
    o.members = 0;
    o.group = k;
    for (let j = 0; j < k; j++) {
      const earlier = orderAt(p, j);
      if (earlier.group != j || earlier.raw != o.raw || sleeveAt(p, earlier.sleeve).symbol != symbol) continue;
      o.group = j;
      break;
    }
    const first = orderAt(p, o.group);
    if (trades(o)) first.members++;
    if (o.direction > 0) first.bought = first.bought + o.closing + o.opening;
    else first.sold = first.sold + o.closing + o.opening;
  }
}

/** Of the group that order `at` is the first of: how much is filled of the net, and what each order pays and may fill. */
function net(p: Portfolio, first: i32, count: i32): void {
  const o = orderAt(p, first);
  const s = stateOf(sleeveAt(p, o.sleeve));
  const crossed = min(o.bought, o.sold);
  const heavier: f64 = o.bought >= o.sold ? 1 : -1;
  let whole = abs(o.bought - o.sold);
  if (whole <= SAME * o.bought) whole = 0;
  let filled = whole;
  if (s.participation != 0) {
    const budget = smallestBudget(p, first, count);
    if (!(whole <= budget * (1.0 + SAME))) filled = lotsOf(firstOf(p, first, count), budget);
  }
  o.net = whole;
  o.filled = filled;
  const traded = crossed + filled;
  const share: f64 = traded == 0 ? 0 : filled / traded;
  for (let k = first; k < count; k++) {
    const member = orderAt(p, k);
    if (member.group != first) continue;
    member.allowed = Infinity;
    member.share = 0;
    if (member.direction != heavier) continue;
    member.share = share;
    if (filled < whole) {
      const part = traded / (crossed + whole);
      member.allowed = lotsOf(stateOf(sleeveAt(p, member.sleeve)), (member.closing + member.opening) * part);
    }
  }
  if (s.participation != 0) spend(p, first, count, filled);
}

/** Of a group the first that trades anything. */
function firstOf(p: Portfolio, first: i32, count: i32): Simulation {
  for (let k = first; k < count; k++) {
    const o = orderAt(p, k);
    if (o.group == first && trades(o)) return stateOf(sleeveAt(p, o.sleeve));
  }
  return stateOf(sleeveAt(p, orderAt(p, first).sleeve));
}

@inline
function lotsOf(s: Simulation, units: f64): f64 {
  const lots = toLot(s, units);
  return isValid(lots) ? lots : 0;
}

function smallestBudget(p: Portfolio, first: i32, count: i32): f64 {
  let budget = Infinity;
  for (let k = first; k < count; k++) {
    const o = orderAt(p, k);
    if (o.group == first && trades(o)) budget = min(budget, load<f64>(budgetOf(p, sleeveAt(p, o.sleeve))));
  }
  return budget;
}

/** Units leave the budget of every series in a group, once. */
function spend(p: Portfolio, first: i32, count: i32, units: f64): void {
  for (let k = first; k < count; k++) {
    const o = orderAt(p, k);
    if (o.group != first || !trades(o)) continue;
    const v = sleeveAt(p, o.sleeve);
    let seen = false;
    for (let j = first; j < k && !seen; j++) {
      const earlier = orderAt(p, j);
      seen = earlier.group == first && trades(earlier) && sleeveAt(p, earlier.sleeve).series == v.series;
    }
    if (!seen) store<f64>(budgetOf(p, v), load<f64>(budgetOf(p, v)) - units);
  }
}

// --- for good

function terms(p: Portfolio, o: PhaseOrder): void {
  const v = sleeveAt(p, o.sleeve);
  const s = stateOf(v);
  const first = orderAt(p, o.group);
  s.costShare = o.share;
  s.slipSize = first.members > 1 ? first.filled : NaN;
  s.budget = o.allowed;
  // an opening part whose closing part is not whole waits
  s.settledSize = o.allowed >= o.closing ? o.opening : NaN;
  if (s.settledSize == 0) refuse(s, o.refused);
  o.from = s.fillRows;
}

function endTerms(p: Portfolio, o: PhaseOrder): void {
  const v = sleeveAt(p, o.sleeve);
  const s = stateOf(v);
  s.costShare = 1;
  s.slipSize = NaN;
  s.settledSize = NaN;
  o.to = s.fillRows;
  v.seen = s.fillRows;
}

function settle(p: Portfolio, o: PhaseOrder, atClose: bool): void {
  const v = sleeveAt(p, o.sleeve);
  const s = stateOf(v);
  o.from = s.fillRows;
  o.to = s.fillRows;
  // the account has ended in this phase
  if (s.done) return;
  lookAround(p, o.sleeve);
  terms(p, o);
  if (o.scales) {
    const units = o.closing + o.opening;
    fillScaling(s, bindingOf(v), s.nextBar, o.raw, o.direction, units, true);
    v.scaling = 0;
  } else fillOwn(s, bindingOf(v), o.raw, atClose);
  endTerms(p, o);
  endIfBankrupt(p);
}

function settleLegs(p: Portfolio, oa: PhaseOrder, ob: PhaseOrder, atClose: bool): void {
  const a = stateOf(sleeveAt(p, oa.sleeve));
  const b = stateOf(sleeveAt(p, ob.sleeve));
  oa.from = oa.to = a.fillRows;
  ob.from = ob.to = b.fillRows;
  if (a.done || b.done) return;
  const beforeA = a.transferred;
  const beforeB = b.transferred;
  terms(p, oa);
  terms(p, ob);
  fillLegs(p, oa, ob, atClose, false);
  endTerms(p, oa);
  endTerms(p, ob);
  endIfBankrupt(p);
  if (a.transferred == beforeA) return;
  writeTransfer(p, oa.sleeve, a.transferred - beforeA);
  writeTransfer(p, ob.sleeve, b.transferred - beforeB);
}

/** The account's fill of a group. */
function report(p: Portfolio, first: i32, count: i32): void {
  const o = orderAt(p, first);
  beginNet();
  for (let k = first; k < count; k++) {
    const member = orderAt(p, k);
    if (member.group == first) addToNet(p, member.sleeve, member.from, member.to);
  }
  if (o.net != 0) endNet(p, sleeveAt(p, o.sleeve).symbol);
}
