// Support and resistance from the last swing points.

import { at, put } from "../../core/columns";

/** Followed by a ring of n prices. */
@unmanaged
export class LevelState {
  count: i32;
  next: i32;
  /** the levels about a close; they hold while it stays between them and no swing point comes */
  below: f64;
  above: f64;
  touchesBelow: f64;
  touchesAbove: f64;
}

export function levelBytes(n: i32): i32 {
  return offsetof<LevelState>() + 8 * n;
}

/**
 * Of the last n swing points, highs and lows: the highest that is not above the close (support), the lowest above it (resistance), NaN where there is
 * none; and how many of them lie within `tolerance` of that price, as a share of it (touches, itself among them).
 */
export function supportResistance(
  s: LevelState, close: usize, swingHigh: usize, swingLow: usize,
  support: usize, resistance: usize, supportTouches: usize, resistanceTouches: usize,
  from: i32, to: i32, n: i32, tolerance: f64,
): void {
  for (let i = from; i < to; i++) {
    const comes = keep(s, at(swingHigh, i), n) | keep(s, at(swingLow, i), n);
    const price = at(close, i);
    if (i == 0 || comes || !(s.below <= price && price < s.above)) look(s, price, tolerance);
    put(support, i, s.below > -Infinity ? s.below : NaN);
    put(resistance, i, s.above < Infinity ? s.above : NaN);
    put(supportTouches, i, s.touchesBelow);
    put(resistanceTouches, i, s.touchesAbove);
  }
}

function look(s: LevelState, price: f64, tolerance: f64): void {
  let below = -Infinity;
  let above = Infinity;
  for (let k = 0; k < s.count; k++) {
    const level = levelAt(s, k);
    if (level <= price) below = max(below, level);
    else if (level > price) above = min(above, level);
  }
  s.below = below;
  s.above = above;
  s.touchesBelow = touches(s, below, tolerance);
  s.touchesAbove = touches(s, above, tolerance);
}

@inline
function levelAt(s: LevelState, k: i32): f64 {
  return load<f64>(changetype<usize>(s) + offsetof<LevelState>() + (usize(k) << 3));
}

/** Takes a swing point in, if there is one. */
function keep(s: LevelState, level: f64, n: i32): bool {
  if (level != level) return false;
  store<f64>(changetype<usize>(s) + offsetof<LevelState>() + (usize(s.next) << 3), level);
  s.next = s.next + 1 == n ? 0 : s.next + 1;
  s.count = min(s.count + 1, n);
  return true;
}

function touches(s: LevelState, level: f64, tolerance: f64): f64 {
  const reach = abs(level) * tolerance;
  // no level
  if (!(reach < Infinity)) return 0;
  let count = 0;
  for (let k = 0; k < s.count; k++) if (abs(levelAt(s, k) - level) <= reach) count++;
  return f64(count);
}
