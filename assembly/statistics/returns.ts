// Returns of an equity curve: per bar, or per UTC day by the last equity of each day that has bars.

import { at, put } from "../core/columns";

const DAY: f64 = 86400000;

/** out[i] = equity[i] / equity[i-1] - 1, the first against `start`; a curve that is 0 stays there with return 0. */
export function simpleReturns(equity: usize, n: i32, start: f64, out: usize): void {
  if (n == 0) return;
  put(out, 0, start != 0 ? at(equity, 0) / start - 1.0 : 0.0);
  const one = f64x2.splat(1);
  const zero = f64x2.splat(0);
  let i = 1;
  for (; i + 2 <= n; i += 2) {
    const offset = usize(i) << 3;
    const before = v128.load(equity + offset - 8);
    const change = f64x2.sub(f64x2.div(v128.load(equity + offset), before), one);
    v128.store(out + offset, v128.andnot(change, f64x2.eq(before, zero)));
  }
  if (i < n) {
    const before = at(equity, i - 1);
    put(out, i, before != 0 ? at(equity, i) / before - 1.0 : 0.0);
  }
}

/**
 * The last equity of each day; `sundayIsMonday` (FX) counts Sunday's hours to Monday. Returns the number of days.
 * `stamps`: ms UTC, bar open.
 */
export function dailyLast(stamps: usize, equity: usize, n: i32, sundayIsMonday: bool, out: usize): i32 {
  let days = 0;
  let end = -Infinity;
  for (let i = 0; i < n; i++) {
    const t = at(stamps, i);
    if (t >= end) {
      const day = floor(t / DAY);
      // 1970-01-01 was a Thursday: Sundays are 3 mod 7
      const sunday = day - 7.0 * floor(day / 7.0) == 3.0;
      end = (day + (sunday && sundayIsMonday ? 2.0 : 1.0)) * DAY;
      days++;
    }
    put(out, days - 1, at(equity, i));
  }
  return days;
}
