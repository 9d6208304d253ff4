// Relative strength index (Wilder 1978).

import { at, put } from "../core/columns";

@unmanaged
export class RsiState {
  count: i32;
  previous: f64;
  gain: f64;
  loss: f64;
}

/** 100 gain / (gain + loss), Wilder-smoothed, seeded with the means of the first n changes; 0 where both are 0. */
export function rsi(s: RsiState, x: usize, out: usize, from: i32, to: i32, n: i32): void {
  const alpha = 1.0 / f64(n);
  const keep = 1.0 - alpha;
  let count = s.count;
  let previous = s.previous;
  let gain = s.gain;
  let loss = s.loss;
  for (let i = from; i < to; i++) {
    const value = at(x, i);
    if (value != value) {
      count = 0;
      gain = 0;
      loss = 0;
      put(out, i, NaN);
      continue;
    }
    count++;
    if (count > 1) {
      const change = value - previous;
      const up = max(change, 0.0);
      const down = max(0.0 - change, 0.0);
      if (count <= n + 1) {
        gain += up;
        loss += down;
        if (count == n + 1) {
          gain /= f64(n);
          loss /= f64(n);
        }
      } else {
        gain = keep * gain + alpha * up;
        loss = keep * loss + alpha * down;
        count = n + 2;
      }
    }
    previous = value;
    const sum = gain + loss;
    put(out, i, count > n ? (sum > 0 ? (100.0 * gain) / sum : 0) : NaN);
  }
  s.count = count;
  s.previous = previous;
  s.gain = gain;
  s.loss = loss;
}
