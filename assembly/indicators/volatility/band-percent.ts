// Where a value is between two bands about a mean.

import { at, put } from "../../core/columns";

@unmanaged
export class PercentState {
  /** equal inputs that end here, at most the window */
  run: i32;
  last: f64;
}

/**
 * (x - lower) / (upper - lower) with bands of `width` deviations about the middle; NaN where all values of the window are equal. As 1/2 + (x -
 * middle) / (2 width deviation), which keeps digits that bands close to their middle have lost.
 */
export function bandPercent(
  s: PercentState, x: usize, middle: usize, deviation: usize, out: usize, from: i32, to: i32, n: i32, width: f64,
): void {
  for (let i = from; i < to; i++) {
    const value = at(x, i);
    s.run = s.run > 0 && value == s.last ? min(s.run + 1, n) : 1;
    s.last = value;
    const distance = 2.0 * width * at(deviation, i);
    if (s.run == n || distance != distance) put(out, i, NaN);
    // a window of neighbouring numbers has a deviation that is too small for a number
    else put(out, i, distance > 0 ? 0.5 + (value - at(middle, i)) / distance : 0.5);
  }
}
