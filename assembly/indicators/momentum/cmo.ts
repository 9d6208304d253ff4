// Chande's momentum oscillator in TA-Lib's form.

import { at, put } from "../../core/columns";

@unmanaged
export class CmoState {
  /** inputs so far, at most n + 2 */
  count: i32;
  previous: f64;
  /** smoothed sum of the changes */
  net: f64;
  /** the same of the changes without their signs */
  moved: f64;
}

/**
 * 100 net / moved, both Wilder-smoothed from the first n changes; 0 where nothing moves. Never beyond -100 and 100, because no rounding puts
 * the changes above what they are without their signs.
 */
export function cmo(s: CmoState, x: usize, out: usize, from: i32, to: i32, n: i32): void {
  const keep = 1.0 - 1.0 / f64(n);
  for (let i = from; i < to; i++) {
    const value = at(x, i);
    if (value - value != 0) {
      s.count = 0;
      s.net = 0;
      s.moved = 0;
      put(out, i, NaN);
      continue;
    }
    const count = min(s.count + 1, n + 2);
    if (count > 1) {
      const change = value - s.previous;
      const kept = count <= n + 1 ? 1.0 : keep;
      s.net = kept * s.net + change;
      s.moved = kept * s.moved + abs(change);
    }
    s.count = count;
    s.previous = value;
    put(out, i, count > n ? (s.moved > 0 ? 100.0 * (s.net / s.moved) : 0) : NaN);
  }
}
