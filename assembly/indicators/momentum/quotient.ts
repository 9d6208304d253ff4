// A difference as a part of another one: what an oscillator is that says where a price stands in a range.

import { at, put } from "../../core/columns";

/** factor (a - b) / (c - d), 0 where c = d (TA-Lib). d may be absent, or b and d. No value where something is not finite. */
export function quotient(
  a: usize, b: usize, c: usize, d: usize, out: usize, from: i32, to: i32, factor: f64,
): void {
  if (b != 0 && d != 0) loop(a, b, c, d, out, from, to, factor);
  else if (b != 0) loop(a, b, c, 0, out, from, to, factor);
  else loop(a, 0, c, 0, out, from, to, factor);
}

@inline
function loop(a: usize, b: usize, c: usize, d: usize, out: usize, from: i32, to: i32, factor: f64): void {
  for (let i = from; i < to; i++) {
    const part = b == 0 ? at(a, i) : at(a, i) - at(b, i);
    const whole = d == 0 ? at(c, i) : at(c, i) - at(d, i);
    const value = whole == 0 ? 0.0 * part : factor * (part / whole);
    // 0 and not -0; nothing is a part of what has no end
    put(out, i, value - value == 0 && whole - whole == 0 ? value + 0.0 : NaN);
  }
}
