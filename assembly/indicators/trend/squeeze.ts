// Squeeze (Carter): Bollinger bands inside the Keltner channel.

import { at, put } from "../../core/columns";

@unmanaged
export class SqueezeState {
  /** of the bar before: 0 no value, 1 off, 2 on */
  before: i32;
}

/** on: 1 where both bands are inside, else 0; released: 1 on the first bar without. */
export function squeeze(
  s: SqueezeState, upper: usize, lower: usize, top: usize, bottom: usize, on: usize, released: usize, from: i32, to: i32,
): void {
  for (let i = from; i < to; i++) {
    const sum = at(upper, i) + at(lower, i) + at(top, i) + at(bottom, i);
    if (sum - sum != 0) {
      s.before = 0;
      put(on, i, NaN);
      put(released, i, NaN);
      continue;
    }
    const inside = at(upper, i) < at(top, i) && at(lower, i) > at(bottom, i);
    put(on, i, inside ? 1 : 0);
    put(released, i, s.before == 0 ? NaN : s.before == 2 && !inside ? 1 : 0);
    s.before = inside ? 2 : 1;
  }
}
