// Breaks of market structure: closes beyond the last swing point.

import { at, put } from "../../core/columns";

@unmanaged
export class BreakState {
  /** a swing point whose price no close has passed yet */
  hasHigh: i32;
  hasLow: i32;
  direction: i32;
  high: f64;
  low: f64;
}

/**
 * The break (1 up, -1 down, else 0) on the first close above the last confirmed swing high, or below the last swing low; the direction that the last
 * break left, 0 before the first; and whether this break turned it (a change of character), 1 or 0.
 */
export function structureBreaks(
  s: BreakState, close: usize, swingHigh: usize, swingLow: usize, broken: usize, direction: usize, turned: usize, from: i32, to: i32,
): void {
  for (let i = from; i < to; i++) {
    const high = at(swingHigh, i);
    const low = at(swingLow, i);
    if (high == high) {
      s.hasHigh = 1;
      s.high = high;
    }
    if (low == low) {
      s.hasLow = 1;
      s.low = low;
    }
    const price = at(close, i);
    const before = s.direction;
    let way = 0;
    if (s.hasHigh && price > s.high) {
      way = 1;
      s.hasHigh = 0;
    } else if (s.hasLow && price < s.low) {
      way = -1;
      s.hasLow = 0;
    }
    if (way != 0) s.direction = way;
    put(broken, i, f64(way));
    put(direction, i, f64(s.direction));
    put(turned, i, way != 0 && before == -way ? 1.0 : 0.0);
  }
}
