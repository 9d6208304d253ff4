// Chandelier exits that do not loosen while the price is on their side, and which of them holds.

import { at, put } from "../../core/columns";

@unmanaged
export class RatchetState {
  /** 1 long, -1 short; 0 before the first value */
  direction: i32;
  close: f64;
  long: f64;
  short: f64;
}

/** Long stop: the highest so far while the close before is above it. Long from a close above the short stop before on; long at first. */
export function chandelierRatchet(
  s: RatchetState, long: usize, short: usize, close: usize,
  longRatchet: usize, shortRatchet: usize, direction: usize, from: i32, to: i32,
): void {
  for (let i = from; i < to; i++) {
    const last = at(close, i);
    const sum = at(long, i) + at(short, i) + last;
    if (sum - sum != 0) {
      s.direction = 0;
      put(longRatchet, i, NaN);
      put(shortRatchet, i, NaN);
      put(direction, i, NaN);
      continue;
    }
    advance(s, at(long, i), at(short, i), last);
    put(longRatchet, i, s.long);
    put(shortRatchet, i, s.short);
    put(direction, i, f64(s.direction));
  }
}

@inline
function advance(s: RatchetState, long: f64, short: f64, close: f64): void {
  if (s.direction == 0) {
    s.direction = 1;
    s.long = long;
    s.short = short;
  } else {
    if (close > s.short) s.direction = 1;
    else if (close < s.long) s.direction = -1;
    s.long = s.close > s.long ? max(long, s.long) : long;
    s.short = s.close < s.short ? min(short, s.short) : short;
  }
  s.close = close;
}
