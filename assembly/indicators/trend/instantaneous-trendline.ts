// Ehlers's instantaneous trendline (2004).

import { at, put } from "../../core/columns";

@unmanaged
export class TrendlineState {
  /** inputs so far, at most 7 */
  count: i32;
  last: f64;
  secondLast: f64;
}

/**
 * (a - a^2/4) x + a^2/2 x[1] - (a - 3a^2/4) x[2] + 2 (1-a) it[1] - (1-a)^2 it[2] from the seventh input on, before that the simple form (x +
 * 2 x[1] + x[2]) / 4; trigger = 2 it - it[2].
 */
export function instantaneousTrendline(
  s: TrendlineState, x: usize, trend: usize, trigger: usize, simple: usize, from: i32, to: i32, a: f64,
): void {
  const now = a - (a * a) / 4.0;
  const one = (a * a) / 2.0;
  const two = a - (3.0 * a * a) / 4.0;
  const keep = 1.0 - a;
  for (let i = from; i < to; i++) {
    const value = at(x, i);
    s.count = value - value == 0 ? min(s.count + 1, 7) : 0;
    if (s.count < 3) {
      put(trend, i, NaN);
      put(trigger, i, NaN);
      put(simple, i, NaN);
      continue;
    }
    const mean = (value + 2.0 * at(x, i - 1) + at(x, i - 2)) / 4.0;
    let line = mean;
    if (s.count == 7) {
      line = now * value + one * at(x, i - 1) - two * at(x, i - 2) + (2.0 * keep * s.last - keep * keep * s.secondLast);
    }
    put(trend, i, line);
    put(trigger, i, s.count >= 5 ? 2.0 * line - s.secondLast : NaN);
    put(simple, i, mean);
    s.secondLast = s.last;
    s.last = line;
  }
}
