// Exposure: how much was held, bar by bar, rebuilt from the fills.

import { at } from "../core/columns";

/**
 * Sum over bars of |quantity| x close, quantity as after the bar's last fill. `bars` and `quantities`: the fills' bars, not falling, and
 * signed sizes (nFills). Two lanes, even and odd bars.
 */
export function heldNotional(close: usize, n: i32, bars: usize, quantities: usize, fills: i32): f64 {
  let even: f64 = 0;
  let odd: f64 = 0;
  let held: f64 = 0;
  let k = 0;
  for (let i = 0; i < n; i++) {
    while (k < fills && i32(at(bars, k)) <= i) {
      held += at(quantities, k);
      k++;
    }
    if (i & 1) odd += abs(held) * at(close, i);
    else even += abs(held) * at(close, i);
  }
  return even + odd;
}
