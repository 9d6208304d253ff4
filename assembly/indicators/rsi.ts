// Relative strength index (Wilder 1978).

import { at, put } from "../core/columns";

@unmanaged
export class RsiState {
  count: i32;
  previous: f64;
  /** smoothed sum of the rises: of the last n changes, were they all as large */
  risen: f64;
  /** the same of all changes, without their signs */
  moved: f64;
}

/**
 * 100 rises / (rises + falls), Wilder-smoothed, seeded with the first n changes; 0 where nothing moves. Sums stand in place of
 * averages, n times these: their ratio is the same. From 0 to 100 exactly, because no rounding puts the rises above all changes.
 */
export function rsi(s: RsiState, x: usize, out: usize, from: i32, to: i32, n: i32): void {
  const keep = 1.0 - 1.0 / f64(n);
  let count = s.count;
  let previous = s.previous;
  let risen = s.risen;
  let moved = s.moved;
  for (let i = from; i < to; i++) {
    const value = at(x, i);
    if (value != value) {
      count = 0;
      risen = 0;
      moved = 0;
      put(out, i, NaN);
      continue;
    }
    count++;
    if (count > 1) {
      const change = value - previous;
      const kept = count <= n + 1 ? 1.0 : keep;
      risen = kept * risen + max(change, 0.0);
      moved = kept * moved + abs(change);
      if (count > n + 1) count = n + 2;
    }
    previous = value;
    put(out, i, count > n ? (moved > 0 ? 100.0 * (risen / moved) : 0) : NaN);
  }
  s.count = count;
  s.previous = previous;
  s.risen = risen;
  s.moved = moved;
}
