// Swing points: highs and lows with lower highs (higher lows) about them, known when the bars after them are there.

import { at, put } from "../../core/columns";
import { placeBytes, placeOf, PlaceState } from "../place";

@unmanaged
export class SwingState {
  hasHigh: i32;
  hasLow: i32;
  lastHigh: f64;
  lastLow: f64;
}

export function swingBytes(n: i32): i32 {
  return offsetof<SwingState>() + ((placeBytes(n) + 7) & ~7) + placeBytes(n);
}

/**
 * A swing high is above the `left` highs before it and not below the `right` ones after it; n = left + 1 + right. On the bar that confirms it, `right`
 * bars later, its price, else NaN; and the last one so far. Lows likewise.
 */
export function swings(
  s: SwingState, high: usize, low: usize, swingHigh: usize, swingLow: usize, lastHigh: usize, lastLow: usize,
  from: i32, to: i32, n: i32, right: i32,
): void {
  const highs = changetype<usize>(s) + offsetof<SwingState>();
  const lows = highs + usize((placeBytes(n) + 7) & ~7);
  for (let i = from; i < to; i++) {
    const top = placeOf(changetype<PlaceState>(highs), high, i, n, true);
    const bottom = placeOf(changetype<PlaceState>(lows), low, i, n, false);
    const isHigh = top >= 0 && top == i - right;
    const isLow = bottom >= 0 && bottom == i - right;
    if (isHigh) {
      s.hasHigh = 1;
      s.lastHigh = at(high, top);
    }
    if (isLow) {
      s.hasLow = 1;
      s.lastLow = at(low, bottom);
    }
    put(swingHigh, i, isHigh ? s.lastHigh : NaN);
    put(swingLow, i, isLow ? s.lastLow : NaN);
    put(lastHigh, i, s.hasHigh ? s.lastHigh : NaN);
    put(lastLow, i, s.hasLow ? s.lastLow : NaN);
  }
}
