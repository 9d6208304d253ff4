// Slices back to their weights: cash moves at once, positions follow in the next phase at an open (PORTFOLIO.md, "The account's mark", 4).

import { isValid } from "../core/columns";
import { toLot } from "../simulation/price";
import { valueOf } from "./account";
import { writeTransfer } from "./output";
import { markOf, Portfolio, Sleeve, sleeveAt, stateOf } from "./state";

export function rebalance(p: Portfolio, equity: f64): void {
  if (!(equity > 0) || !hasDrifted(p, equity)) return;
  p.rebalanced++;
  for (let k = 0; k < p.count; k++) {
    const v = sleeveAt(p, k);
    if (v.other >= 0) {
      if (v.first) rebalancePair(p, k, v, equity);
    } else {
      const value = valueOf(p, v);
      const target = v.weight * p.scale * equity;
      p.reserve -= target - value;
      give(p, k, target - value);
      v.scaling = scalingOf(p, v, target, value);
    }
  }
}

function hasDrifted(p: Portfolio, equity: f64): bool {
  for (let k = 0; k < p.count; k++) {
    const v = sleeveAt(p, k);
    const value = v.other >= 0 ? valueOf(p, v) + valueOf(p, sleeveAt(p, v.other)) : valueOf(p, v);
    if (abs(value / equity - v.weight * p.scale) > p.drift) return true;
  }
  return false;
}

function rebalancePair(p: Portfolio, k: i32, v: Sleeve, equity: f64): void {
  const w = sleeveAt(p, v.other);
  const value = valueOf(p, v) + valueOf(p, w);
  const target = v.weight * p.scale * equity;
  const half = (target - value) / 2;
  p.reserve -= target - value;
  give(p, k, half);
  give(p, v.other, half);
  const first = scalingOf(p, v, target, value);
  const second = scalingOf(p, w, target, value);
  const both = first != 0 && second != 0;
  v.scaling = both ? first : 0;
  w.scaling = both ? second : 0;
}

function give(p: Portfolio, k: i32, amount: f64): void {
  const s = stateOf(sleeveAt(p, k));
  s.cash += amount;
  s.transferred += amount;
  writeTransfer(p, k, amount);
}

/** Signed units that bring a position to its new slice; 0 = none. */
function scalingOf(p: Portfolio, v: Sleeve, target: f64, value: f64): f64 {
  const s = stateOf(v);
  const q = s.quantity;
  if (q == 0 || !(value > 0) || (s.orderQueued && s.orderCloses)) return 0;
  const change = q * (target / value) - q;
  const units = toLot(s, abs(change));
  if (!isValid(units) || units * markOf(p, v) < p.minimumOrder) return 0;
  v.scaled = s.position;
  return change > 0 ? units : -units;
}
