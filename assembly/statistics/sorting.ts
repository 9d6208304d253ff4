// Sorting, for quantiles.

import { at, put } from "../core/columns";

/** Sorts n float64 values (no NaN) upwards, in place: heap sort, so that no input is slow. */
export function sort(x: usize, n: i32): void {
  for (let k = n / 2 - 1; k >= 0; k--) sink(x, k, n);
  for (let end = n - 1; end > 0; end--) {
    const largest = at(x, 0);
    put(x, 0, at(x, end));
    put(x, end, largest);
    sink(x, 0, end);
  }
}

function sink(x: usize, root: i32, n: i32): void {
  const value = at(x, root);
  let hole = root;
  for (;;) {
    let child = 2 * hole + 1;
    if (child >= n) break;
    if (child + 1 < n && at(x, child + 1) > at(x, child)) child++;
    if (at(x, child) <= value) break;
    put(x, hole, at(x, child));
    hole = child;
  }
  put(x, hole, value);
}

/** Quantile of sorted values by linear interpolation (numpy's default). */
export function quantile(x: usize, n: i32, p: f64): f64 {
  const position = p * f64(n - 1);
  const k = i32(floor(position));
  const weight = position - f64(k);
  const low = at(x, k);
  if (k + 1 >= n) return low;
  const high = at(x, k + 1);
  // numpy's form: from the nearer end
  return weight < 0.5 ? low + (high - low) * weight : high - (high - low) * (1.0 - weight);
}
