// Levels against one bar: whether the open trade ends inside it, where, and why (SEMANTICS.md, B).

import { at } from "../core/columns";
import { EXIT_LIQUIDATION, EXIT_TARGET, INTRABAR_LOWER, INTRABAR_OHLC, INTRABAR_OPTIMISTIC } from "../core/codes";
import { leaveWorking } from "../orders/protect";
import { closeTrade, see } from "./legs";
import { stopReason } from "./levels";
import { trail, trails } from "./moving";
import { marketPrice } from "./price";
import { exitSlippage, slippageOf } from "./slippage";
import { Binding, Simulation } from "./state";

/** Tests the levels on bar i and closes the trade where one is met. */
@inline
export function testLevels(s: Simulation, b: Binding, i: i32, low: f64, high: f64): void {
  const walks = s.intrabar >= INTRABAR_OHLC && trails(s);
  if (walks || low <= s.levelLow || high >= s.levelHigh) meetLevels(s, b, i, low, high, walks);
}

function meetLevels(s: Simulation, b: Binding, i: i32, low: f64, high: f64, walks: bool): void {
  // a short's prices are mirrored, so that below, "low" is always the losing side
  const d: f64 = s.quantity > 0 ? 1 : -1;
  const open = d * at(b.open, i);
  const worst = d > 0 ? low : -high;
  const best = d > 0 ? high : -low;
  const stop = d > 0 ? s.levelLow : -s.levelHigh;
  const target = d > 0 ? s.levelHigh : -s.levelLow;
  const touchesStop = worst <= stop;
  const touchesTarget = best >= target;

  if (open <= stop) return exitAtStop(s, b, i, d * open, d * open);
  if (open >= target) {
    if (s.stopFirstAtOpen && touchesStop) return exitAtStop(s, b, i, d * open, d * stop);
    return exitAtTarget(s, b, i, d * open, d * open);
  }
  if (s.intrabar == INTRABAR_LOWER && (walks || (touchesStop && touchesTarget))) {
    if (load<u8>(b.finerComplete + usize(i))) return walkFiner(s, b, i, d, open);
    if (touchesStop && touchesTarget) s.withoutFiner++;
  } else if (walks) return walkPath(s, b, i, d, open, worst, best, d * at(b.close, i));
  if (touchesStop && touchesTarget) {
    s.ambiguous++;
    if (targetFirst(s.intrabar, open, worst, best)) return exitAtTarget(s, b, i, d * open, d * target);
  } else if (touchesTarget) return exitAtTarget(s, b, i, d * open, d * target);
  if (touchesStop) exitAtStop(s, b, i, d * open, d * stop);
}

@inline
function targetFirst(intrabar: i32, open: f64, worst: f64, best: f64): bool {
  if (intrabar == INTRABAR_OHLC) return best - open < open - worst;
  return intrabar == INTRABAR_OPTIMISTIC;
}

/** open -> nearer extreme -> other extreme -> close, the trailing stop moving with every point reached. */
function walkPath(s: Simulation, b: Binding, i: i32, d: f64, open: f64, worst: f64, best: f64, close: f64): void {
  const stopBefore = d > 0 ? s.levelLow : -s.levelHigh;
  const target = d > 0 ? s.levelHigh : -s.levelLow;
  const bestFirst = best - open < open - worst;
  const touchesBoth = worst <= stopBefore && best >= target;
  if (d > 0) trail(s, open, open);
  else trail(s, -open, -open);
  let from = open;
  for (let leg = 0; leg < 3; leg++) {
    const to = leg == 2 ? close : (leg == 0) == bestFirst ? best : worst;
    if (to > from) {
      if (to >= target) {
        if (touchesBoth) s.ambiguous++;
        return exitAtTarget(s, b, i, d * open, d * target);
      }
      if (d > 0) trail(s, to, to);
      else trail(s, -to, -to);
    } else {
      const stop = d > 0 ? s.levelLow : -s.levelHigh;
      if (to <= stop) {
        // pessimistic, with the trail of the bar before, exits here only at that level
        if (touchesBoth || stop != stopBefore) s.ambiguous++;
        return exitAtStop(s, b, i, d * open, d * stop);
      }
    }
    from = to;
  }
}

/** The finer bars of bar i in their order, each by the pessimistic rule; stops that follow the best price move after each. */
function walkFiner(s: Simulation, b: Binding, i: i32, d: f64, open: f64): void {
  const first = i32(at(b.finerFrom, i));
  for (let k = first; k < first + b.finerCount; k++) {
    const finerLow = at(b.finerLow, k);
    const finerHigh = at(b.finerHigh, k);
    const stop = d > 0 ? s.levelLow : -s.levelHigh;
    const target = d > 0 ? s.levelHigh : -s.levelLow;
    const start = d * at(b.finerOpen, k);
    if (start <= stop) return exitAtStop(s, b, i, d * open, d * start);
    const touchesStop = (d > 0 ? finerLow : -finerHigh) <= stop;
    if (start >= target) {
      if (s.stopFirstAtOpen && touchesStop) return exitAtStop(s, b, i, d * open, d * stop);
      return exitAtTarget(s, b, i, d * open, d * start);
    }
    const touchesTarget = (d > 0 ? finerHigh : -finerLow) >= target;
    if (touchesStop) {
      if (touchesTarget) {
        s.ambiguous++;
        s.ambiguousFiner++;
      }
      return exitAtStop(s, b, i, d * open, d * stop);
    }
    if (touchesTarget) return exitAtTarget(s, b, i, d * open, d * target);
    trail(s, finerHigh, finerLow);
  }
}

export function exitAtStop(s: Simulation, b: Binding, i: i32, open: f64, raw: f64): void {
  const reason = stopReason(s);
  if (reason == EXIT_LIQUIDATION) s.liquidatedAt = raw;
  if (s.working) return leaveWorking(s, b, i, open, raw, reason, false);
  leave(s, b, i, open, raw, marketPrice(s, raw, s.quantity > 0 ? -1 : 1, exitSlippage(s, b, i, false)), reason);
}

export function exitAtTarget(s: Simulation, b: Binding, i: i32, open: f64, raw: f64): void {
  if (s.working) return leaveWorking(s, b, i, open, raw, EXIT_TARGET, false);
  const price = s.slipTargets
    ? marketPrice(s, raw, s.quantity > 0 ? -1 : 1, slippageOf(s, b, i, abs(s.quantity), false))
    : raw;
  leave(s, b, i, open, raw, price, EXIT_TARGET);
}

function leave(s: Simulation, b: Binding, i: i32, open: f64, raw: f64, price: f64, reason: i32): void {
  see(s, open);
  see(s, raw);
  s.levelExit = 1;
  closeTrade(s, b, i, raw, price, reason);
}
