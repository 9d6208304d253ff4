// Both crossings of two columns straight into packed signals: what compare twice and pack do, in one pass. Crossings are rare, so sixteen
// bars at a time are only asked whether there can be one among them.

import { at } from "../core/columns";

/** Which of sixteen values of `a` are above those of `b`, or below them, as bits. */
@inline
function bits(a: usize, b: usize, above: bool): i32 {
  return i8x16.bitmask(i8x16.narrow_i16x8_s(half(a, b, above), half(a + 64, b + 64, above)));
}

/** Eight comparisons as 16-bit masks. */
@inline
function half(a: usize, b: usize, above: bool): v128 {
  const first = v128.shuffle<i32>(pair(a, b, above), pair(a + 16, b + 16, above), 0, 2, 4, 6);
  const second = v128.shuffle<i32>(pair(a + 32, b + 32, above), pair(a + 48, b + 48, above), 0, 2, 4, 6);
  return i16x8.narrow_i32x4_s(first, second);
}

@inline
function pair(a: usize, b: usize, above: bool): v128 {
  const x = v128.load(a);
  const y = v128.load(b);
  return above ? f64x2.gt(x, y) : f64x2.lt(x, y);
}

@inline
function signalsAt(a: usize, b: usize, i: i32, up: i32, down: i32): i32 {
  if (i == 0) return 0;
  const x = at(a, i);
  const y = at(b, i);
  const x0 = at(a, i - 1);
  const y0 = at(b, i - 1);
  return (x0 <= y0 && x > y ? up : 0) | (x0 >= y0 && x < y ? down : 0);
}

/** out[i] = `up` where a crosses above b, `down` where it crosses below (compare.ts). */
export function crossSignals(a: usize, b: usize, out: usize, from: i32, to: i32, up: i32, down: i32): void {
  let i = from;
  // which way it was on the bar before
  let above = i > 0 && at(a, i - 1) > at(b, i - 1) ? 1 : 0;
  let below = i > 0 && at(a, i - 1) < at(b, i - 1) ? 1 : 0;
  const none = i8x16.splat(0);
  for (; i + 16 <= to; i += 16) {
    const offset = usize(i) << 3;
    const gt = bits(a + offset, b + offset, true);
    const lt = bits(a + offset, b + offset, false);
    v128.store(out + usize(i), none);
    // bars that are above, or below, and were not on the bar before
    let rare = (gt & ~((gt << 1) | above)) | (lt & ~((lt << 1) | below));
    while (rare) {
      const k = i + ctz(rare);
      store<u8>(out + usize(k), u8(signalsAt(a, b, k, up, down)));
      rare &= rare - 1;
    }
    above = gt >>> 15;
    below = lt >>> 15;
  }
  for (; i < to; i++) store<u8>(out + usize(i), u8(signalsAt(a, b, i, up, down)));
}
