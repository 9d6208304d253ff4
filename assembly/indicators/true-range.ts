// True range and its Wilder average (Wilder 1978).

import { at, put } from "../core/columns";

@unmanaged
export class RangeState {
  count: i32;
  previousClose: f64;
  value: f64;
}

@inline
function trueRange(high: f64, low: f64, previousClose: f64): f64 {
  const top = high < previousClose ? previousClose : high;
  const bottom = previousClose < low ? previousClose : low;
  return top - bottom;
}

/** max(high, close before) - min(low, close before); first value at bar 1. */
export function trueRangeColumn(s: RangeState, high: usize, low: usize, close: usize, out: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    put(out, i, s.count > 0 ? trueRange(at(high, i), at(low, i), s.previousClose) : NaN);
    const c = at(close, i);
    s.count = c == c ? 1 : 0;
    s.previousClose = c;
  }
}

/** Average true range: seeded with the mean of TR[1..n] at bar n, then Wilder-smoothed. */
export function atr(
  s: RangeState, high: usize, low: usize, close: usize, out: usize, from: i32, to: i32, n: i32,
): void {
  const alpha = 1.0 / f64(n);
  const keep = 1.0 - alpha;
  let count = s.count;
  let previous = s.previousClose;
  let value = s.value;
  for (let i = from; i < to; i++) {
    const c = at(close, i);
    const range = count > 0 ? trueRange(at(high, i), at(low, i), previous) : 0.0;
    if (c != c || range != range) {
      count = c == c ? 1 : 0;
      value = 0;
      previous = c;
      put(out, i, NaN);
      continue;
    }
    count++;
    if (count > 1) {
      if (count <= n + 1) {
        value += range;
        if (count == n + 1) value /= f64(n);
      } else {
        value = keep * value + alpha * range;
        count = n + 2;
      }
    }
    previous = c;
    put(out, i, count > n ? value : NaN);
  }
  s.count = count;
  s.previousClose = previous;
  s.value = value;
}
