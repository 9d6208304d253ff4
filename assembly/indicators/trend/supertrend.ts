// Supertrend (Seban): bands about the middle of the bar that only come closer while the price is inside them.

import { at, put } from "../../core/columns";

@unmanaged
export class SupertrendState {
  /** 1 up, -1 down; 0 before the first value */
  direction: i32;
  close: f64;
  upper: f64;
  lower: f64;
}

/** `range` is the ATR. The first direction is down (TradingView). */
export function supertrend(
  s: SupertrendState, high: usize, low: usize, close: usize, range: usize,
  trend: usize, direction: usize, upper: usize, lower: usize, from: i32, to: i32, multiple: f64,
): void {
  for (let i = from; i < to; i++) {
    const middle = (at(high, i) + at(low, i)) * 0.5;
    const distance = multiple * at(range, i);
    const last = at(close, i);
    const sum = middle + distance + last;
    if (sum - sum != 0) {
      s.direction = 0;
      put(trend, i, NaN);
      put(direction, i, NaN);
      put(upper, i, NaN);
      put(lower, i, NaN);
      continue;
    }
    advance(s, middle + distance, middle - distance, last);
    put(trend, i, s.direction > 0 ? s.lower : s.upper);
    put(direction, i, f64(s.direction));
    put(upper, i, s.upper);
    put(lower, i, s.lower);
  }
}

@inline
function advance(s: SupertrendState, upper: f64, lower: f64, close: f64): void {
  const first = s.direction == 0;
  if (first || upper < s.upper || s.close > s.upper) s.upper = upper;
  if (first || lower > s.lower || s.close < s.lower) s.lower = lower;
  if (first) s.direction = -1;
  else if (s.direction < 0) s.direction = close > s.upper ? 1 : -1;
  else s.direction = close < s.lower ? -1 : 1;
  s.close = close;
}
