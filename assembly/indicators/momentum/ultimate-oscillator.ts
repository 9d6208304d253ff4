// Williams's ultimate oscillator.

import { at, put } from "../../core/columns";
import { COLLAPSED, FRESH } from "../sliding";

/** Sums over one of the windows. */
@unmanaged
class Sums {
  bought: f64;
  ranged: f64;
  /** a `ranged` below this has collapsed */
  least: f64;
}

/** Followed by the sums of three windows. */
@unmanaged
export class UltimateState {
  /** bars so far, at most one more than the longest window */
  count: i32;
  reserved: i32;
}

export const ULTIMATE_BYTES: i32 = offsetof<UltimateState>() + 3 * offsetof<Sums>();

/**
 * 100 (4 a + 2 b + c) / 7; a, b and c are sums of buying pressure over sums of true range in three windows, 0 where the range is 0 (TA-Lib).
 * First value when the longest window is full.
 */
export function ultimateOscillator(
  s: UltimateState, pressure: usize, range: usize, out: usize, from: i32, to: i32, n: i32, shorter: i32, middle: i32, longer: i32,
): void {
  const first = changetype<Sums>(changetype<usize>(s) + offsetof<UltimateState>());
  const second = changetype<Sums>(changetype<usize>(first) + offsetof<Sums>());
  const third = changetype<Sums>(changetype<usize>(second) + offsetof<Sums>());
  for (let i = from; i < to; i++) {
    const both = at(pressure, i) + at(range, i);
    s.count = both - both == 0 ? min(s.count + 1, n + 1) : 0;
    if (s.count < n) {
      put(out, i, NaN);
      continue;
    }
    const fresh = s.count == n || i % FRESH == 0;
    const a = share(first, pressure, range, i, shorter, fresh);
    const b = share(second, pressure, range, i, middle, fresh);
    const c = share(third, pressure, range, i, longer, fresh);
    put(out, i, 100.0 * ((4.0 * a + 2.0 * b + c) / 7.0));
  }
}

/** Buying pressure over range of the n bars that end at bar i. */
@inline
function share(s: Sums, pressure: usize, range: usize, i: i32, n: i32, fresh: bool): f64 {
  const ranged = fresh ? -1.0 : s.ranged + (at(range, i) - at(range, i - n));
  if (ranged >= s.least) {
    s.bought += at(pressure, i) - at(pressure, i - n);
    s.ranged = ranged;
    s.least = max(s.least, ranged * COLLAPSED);
  } else sumUp(s, pressure, range, i, n);
  return s.ranged > 0 ? s.bought / s.ranged : 0;
}

function sumUp(s: Sums, pressure: usize, range: usize, i: i32, n: i32): void {
  s.bought = 0;
  s.ranged = 0;
  for (let k = i - n + 1; k <= i; k++) {
    s.bought += at(pressure, k);
    s.ranged += at(range, k);
  }
  s.least = s.ranged * COLLAPSED;
}
