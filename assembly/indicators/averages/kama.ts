// Kaufman's adaptive moving average.

import { at, put } from "../../core/columns";
import { COLLAPSED, FRESH } from "../sliding";

@unmanaged
export class KamaState {
  /** inputs so far, at most n + 1 */
  count: i32;
  value: f64;
  /** sum of the last n changes without their signs */
  path: f64;
  least: f64;
}

/**
 * value += c (x - value), c = (e (fast - slow) + slow)^2, e = change over n bars / sum of the n changes without their signs, and 1 where the
 * path is no longer than the change or 0 (TA-Lib). Starts from the n-th valid input; first value at the one after it.
 */
export function kama(s: KamaState, x: usize, out: usize, from: i32, to: i32, n: i32, fast: f64, slow: f64): void {
  const range = fast - slow;
  for (let i = from; i < to; i++) {
    const value = at(x, i);
    if (value - value != 0) {
      s.count = 0;
      put(out, i, NaN);
      continue;
    }
    s.count = min(s.count + 1, n + 1);
    if (s.count <= n) {
      s.value = value;
      s.least = Infinity;
      put(out, i, NaN);
      continue;
    }
    slide(s, x, i, n);
    const change = value - at(x, i - n);
    const efficiency = s.path <= change || s.path == 0 ? 1.0 : abs(change / s.path);
    const c = efficiency * range + slow;
    s.value += c * c * (value - s.value);
    put(out, i, s.value);
  }
}

function slide(s: KamaState, x: usize, i: i32, n: i32): void {
  const path = s.path + (abs(at(x, i) - at(x, i - 1)) - abs(at(x, i - n) - at(x, i - n - 1)));
  const floor = path * COLLAPSED;
  if (i % FRESH != 0 && s.least < Infinity && path >= s.least) {
    s.path = path;
    if (floor > s.least) s.least = floor;
    return;
  }
  let sum: f64 = 0;
  for (let k = i - n + 1; k <= i; k++) sum += abs(at(x, k) - at(x, k - 1));
  s.path = sum;
  s.least = sum * COLLAPSED;
}
