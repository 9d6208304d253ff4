// Weighted moving average: weights n, n-1, ..., 1, the largest on the newest value.

import { at, put } from "../../core/columns";
import { COLLAPSED, FRESH } from "../sliding";

@unmanaged
export class WmaState {
  /** inputs so far, at most n */
  count: i32;
  sum: f64;
  weighted: f64;
  /** sum of the inputs' sizes, without their signs */
  size: f64;
  /** a `size` below this has collapsed */
  least: f64;
}

/** First value at the n-th valid input. Both sums slide; afresh on every 1,024th bar and when what they hold has shrunk. */
export function wma(s: WmaState, x: usize, out: usize, from: i32, to: i32, n: i32): void {
  const divisor = (f64(n) * (f64(n) + 1.0)) / 2.0;
  const weight = f64(n);
  let i = from;
  while (true) {
    if (s.count == n) {
      const end = min(to, (i + FRESH - 1) / FRESH * FRESH);
      let sum = s.sum;
      let weighted = s.weighted;
      let size = s.size;
      let least = s.least;
      for (; i < end; i++) {
        const value = at(x, i);
        const old = at(x, i - n);
        const next = size + (abs(value) - abs(old));
        const floor = next * COLLAPSED;
        if (floor > least) least = floor;
        // also for NaN
        else if (!(next >= least)) break;
        size = next;
        weighted += weight * value - sum;
        sum += value - old;
        put(out, i, weighted / divisor);
      }
      s.sum = sum;
      s.weighted = weighted;
      s.size = size;
      s.least = least;
    }
    if (i >= to) return;
    takeIn(s, x, i, n);
    put(out, i, s.count == n ? s.weighted / divisor : NaN);
    i++;
  }
}

/** Counts input i, and sums the window up when it is full. */
function takeIn(s: WmaState, x: usize, i: i32, n: i32): void {
  const value = at(x, i);
  s.count = value - value == 0 ? min(s.count + 1, n) : 0;
  if (s.count < n) return;
  let sum: f64 = 0;
  let weighted: f64 = 0;
  let size: f64 = 0;
  for (let k = 1; k <= n; k++) {
    const term = at(x, i - n + k);
    sum += term;
    weighted += f64(k) * term;
    size += abs(term);
  }
  s.sum = sum;
  s.weighted = weighted;
  s.size = size;
  s.least = size * COLLAPSED;
}
