// Drawdowns of an equity curve; the start counts as its first point.

import { at, put } from "../core/columns";

/**
 * Index 0 is the start, index k the k-th value. Writes: the deepest drawdown (fraction), its peak and trough index, the longest
 * stretch from a peak to the first value back at or above it (or to the end), number of drawdowns, mean of their depths,
 * sum of squared percent drawdowns, highest value.
 */
export function drawdowns(equity: usize, n: i32, start: f64, out: usize): void {
  let peak = start;
  let peakIndex = 0;
  let deepest: f64 = 0;
  let deepestPeak = 0;
  let deepestTrough = 0;
  let longest = 0;
  let count = 0;
  let depth: f64 = 0;
  let depths: f64 = 0;
  let squares: f64 = 0;
  let under = false;
  for (let k = 1; k <= n; k++) {
    const value = at(equity, k - 1);
    if (value >= peak) {
      if (under) {
        depths += depth;
        longest = max(longest, k - peakIndex);
        under = false;
        depth = 0;
      }
      peak = value;
      peakIndex = k;
      continue;
    }
    if (!under) {
      under = true;
      count++;
    }
    const drawdown = 1.0 - value / peak;
    squares += 10000.0 * drawdown * drawdown;
    depth = max(depth, drawdown);
    if (drawdown > deepest) {
      deepest = drawdown;
      deepestPeak = peakIndex;
      deepestTrough = k;
    }
  }
  if (under) {
    depths += depth;
    longest = max(longest, n - peakIndex);
  }
  put(out, 0, deepest);
  put(out, 1, f64(deepestPeak));
  put(out, 2, f64(deepestTrough));
  put(out, 3, f64(longest));
  put(out, 4, f64(count));
  put(out, 5, count > 0 ? depths / f64(count) : 0);
  put(out, 6, squares);
  put(out, 7, peak);
}
