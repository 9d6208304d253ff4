// Both crossings of two columns straight into packed signals: what compare twice and pack do, in one pass. Crossings are rare, so sixteen
// bars at a time are only asked whether there can be one among them.

import { at } from "../core/columns";

/**
 * How sixteen values of `a` lie to those of `b`: a byte each, above 0 where a - b is, below 0 where it is, 0 where they are equal (or next to it).
 * The upper half of a float64 has its sign, and is 0 for a 0; narrowed with saturation it keeps both. Of NaN: either sign. Infinite values, and -0
 * beside 0, would not show that they are equal.
 */
@inline
function sides(a: usize, b: usize): v128 {
  return i8x16.narrow_i16x8_s(half(a, b), half(a + 64, b + 64));
}

@inline
function half(a: usize, b: usize): v128 {
  const first = v128.shuffle<i32>(difference(a, b), difference(a + 16, b + 16), 1, 3, 5, 7);
  const second = v128.shuffle<i32>(difference(a + 32, b + 32), difference(a + 48, b + 48), 1, 3, 5, 7);
  return i16x8.narrow_i32x4_s(first, second);
}

@inline
function difference(a: usize, b: usize): v128 {
  return f64x2.sub(v128.load(a), v128.load(b));
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

/** out[i] = `up` where a crosses above b, `down` where it crosses below (compare.ts). Both columns are finite or NaN, without -0. */
export function crossSignals(a: usize, b: usize, out: usize, from: i32, to: i32, up: i32, down: i32): void {
  let i = from;
  // of the bar before: it is below; it is equal
  let below = i > 0 && at(a, i - 1) < at(b, i - 1) ? 1 : 0;
  let tied = i > 0 && at(a, i - 1) == at(b, i - 1) ? 1 : 0;
  const none = i8x16.splat(0);
  for (; i + 16 <= to; i += 16) {
    const offset = usize(i) << 3;
    const side = sides(a + offset, b + offset);
    const belows = i8x16.bitmask(side);
    v128.store(out + usize(i), none);
    // bars on another side than the one before; beside equal ones, all
    let rare = (belows ^ ((belows << 1) | below)) & 0xffff;
    below = belows >>> 15;
    if (tied | i32(!i8x16.all_true(side))) {
      rare = 0xffff;
      tied = i32(i8x16.extract_lane_s(side, 15) == 0);
    }
    while (rare) {
      const k = i + ctz(rare);
      store<u8>(out + usize(k), u8(signalsAt(a, b, k, up, down)));
      rare &= rare - 1;
    }
  }
  for (; i < to; i++) store<u8>(out + usize(i), u8(signalsAt(a, b, i, up, down)));
}
