// The account's mark: equity at a moment at which bars have ended, and what follows from it (PORTFOLIO.md).

import { EXIT_DRAWDOWN_LIMIT, EXIT_LIQUIDATION, EXIT_OTHER_LEG, LIQUIDATION_CLOSE, LIQUIDATION_INTRABAR } from "../core/codes";
import { at, isValid, put } from "../core/columns";
import { maintenanceMargin } from "../simulation/margin";
import { equityOf, heatOf, netAll, positionsOf } from "./account";
import { closeEverything, endAtMark, markAgain } from "./closing";
import { writeMark } from "./output";
import { rebalance } from "./rebalance";
import { bindingOf, FORCED, LONE, Portfolio, Sleeve, sleeveAt, stateOf, symbolAt } from "./state";

export function markAccount(p: Portfolio): void {
  let equity = equityOf(p);
  if (!p.bankrupt && endsAt(p, equity)) {
    markAgain(p);
    equity = equityOf(p);
  }
  let exposure: f64 = 0;
  let net: f64 = 0;
  netAll(p);
  for (let k = 0; k < p.symbolCount; k++) {
    const q = symbolAt(p, k).net;
    const mark = symbolAt(p, k).mark;
    if (q == 0) continue;
    exposure += abs(q) * mark;
    net += q * mark;
  }
  const stamp = stampOf(p);
  writeMark(p, stamp, equity, exposure, net, heatOf(p), positionsOf(p));
  p.stampBefore = stamp;
  if (p.bankrupt) return;
  limitDrawdown(p, equity);
  if (p.window > 0) setScale(p, equity);
  p.equityBefore = equity;
  if (p.rebalances) rebalance(p, equity);
}

/** Liquidation of several symbols together, or an equity that is gone: true if there was one. */
function endsAt(p: Portfolio, equity: f64): bool {
  const s = stateOf(sleeveAt(p, 0));
  if (s.liquidation == LIQUIDATION_CLOSE) {
    if (equity > 0) return false;
    endAtMark(p);
    return true;
  }
  if (s.liquidation != LIQUIDATION_INTRABAR) return false;
  let symbols = 0;
  let needed: f64 = 0;
  netAll(p);
  for (let k = 0; k < p.symbolCount; k++) {
    const net = symbolAt(p, k).net;
    if (net == 0) continue;
    symbols++;
    needed += maintenanceMargin(s, bindingOf(sleeveAt(p, 0)), abs(net) * symbolAt(p, k).mark);
  }
  if (symbols < 2 || equity - needed > 0) return false;
  closeEverything(p, EXIT_LIQUIDATION, -1);
  for (let k = 0; k < p.count; k++) stateOf(sleeveAt(p, k)).liquidatedAt = NaN;
  return true;
}

/** The bar that a mark is of, ms UTC: an open, as the stamps of bars are. */
function stampOf(p: Portfolio): f64 {
  let stamp = max(p.moment - p.barMs, p.stampBefore + 1);
  for (let k = 0; k < p.count; k++) {
    const v = sleeveAt(p, k);
    if (v.acts) stamp = max(stamp, at(bindingOf(v).timestamp, stateOf(v).nextBar - 1));
  }
  return stamp;
}

function limitDrawdown(p: Portfolio, equity: f64): void {
  p.peak = max(p.peak, equity);
  if (p.maxDrawdown == 0) return;
  if (p.halt > 0) {
    p.halt--;
    if (p.halt == 0) p.peak = equity;
  } else if (1.0 - equity / p.peak >= p.maxDrawdown) {
    p.halts++;
    p.halt = p.haltBars;
    if (!p.closeAll) return;
    for (let k = 0; k < p.count; k++) {
      const v = sleeveAt(p, k);
      if (stateOf(v).quantity != 0) force(v, EXIT_DRAWDOWN_LIMIT);
    }
  }
}

/** An order to close that stands in place of the queue; that of the other leg of a pair does not wait for it. */
export function force(v: Sleeve, reason: i32): void {
  closeFor(v, reason);
  v.forced = reason == EXIT_OTHER_LEG ? LONE : FORCED;
}

export function closeFor(v: Sleeve, reason: i32): void {
  const s = stateOf(v);
  s.orderQueued = 1;
  s.orderCloses = 1;
  s.orderSide = 0;
  s.orderReverses = 0;
  s.orderRest = NaN;
  s.orderPosition = 0;
  s.orderProtective = 1 + reason;
}

/** Scale of the slices from the account's own volatility. */
function setScale(p: Portfolio, equity: f64): void {
  put(p.returns, p.returnCount % p.window, equity / p.equityBefore - 1.0);
  p.returnCount++;
  p.scale = 1;
  if (p.returnCount < p.window) return;
  let sum: f64 = 0;
  for (let k = 0; k < p.window; k++) sum += at(p.returns, (p.returnCount + k) % p.window);
  const mean = sum / f64(p.window);
  let squares: f64 = 0;
  for (let k = 0; k < p.window; k++) {
    const away = at(p.returns, (p.returnCount + k) % p.window) - mean;
    squares += away * away;
  }
  const deviation = sqrt(squares / f64(p.window - 1));
  if (isValid(deviation)) p.scale = min(max(p.target / (deviation * sqrt(p.marksPerYear)), p.least), p.most);
}
