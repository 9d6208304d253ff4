// Two exponential averages of one input and both of their crossings in one pass. Bit-equal to `emaPair` followed by two `compare`s.
//
// A recursion waits for its own result: most of the processor idles. So long ranges are taken in quarters side by side. A quarter starts
// from a guess some way before its first bar; the guess fades until the values are the true ones to the last bit, and that is checked where
// the quarters meet. If they do not meet, the range is done again in one piece.

import { put } from "../core/columns";
import { CHUNK, OP_CROSSES_ABOVE, OP_CROSSES_BELOW } from "../core/codes";
import { emaPair, EmaState } from "../indicators/moving-average";
import { compare } from "./compare";

/** A guess has faded, but for bad luck, after this many times 1 / alpha. */
const FADE: f64 = 48;

const QUARTER: usize = 4096; // CHUNK / 4
const QUARTER_BYTES: usize = 32768;

/**
 * `above`, `below`: flags of the first average crossing the second. `unread`: nobody else reads the averages, so that of a quarter only
 * the last values are written.
 */
export function emaCross(
  s0: EmaState, s1: EmaState, x: usize, out0: usize, out1: usize, above: usize, below: usize, from: i32, to: i32,
  n0: i32, alpha0: f64, n1: i32, alpha1: f64, firstSeeds: bool, unread: bool,
): void {
  if (s0.count >= n0 && s1.count >= n1 && from > 0) {
    clear(above, below, from, to);
    const fade = i32(FADE / min(alpha0, alpha1));
    if (to - from == CHUNK && fade < from && 3 * fade <= CHUNK / 4) {
      const met = unread
        ? quarters(s0, s1, x, out0, out1, above, below, from, fade, alpha0, alpha1, false)
        : quarters(s0, s1, x, out0, out1, above, below, from, fade, alpha0, alpha1, true);
      if (met) return;
      clear(above, below, from, to);
    }
    if (onePiece(s0, s1, x, out0, out1, above, below, from, to, alpha0, alpha1)) return;
  }
  emaPair(s0, s1, x, out0, out1, from, to, n0, alpha0, n1, alpha1, firstSeeds);
  compare(OP_CROSSES_ABOVE, out0, out1, 0, above, from, to);
  compare(OP_CROSSES_BELOW, out0, out1, 0, below, from, to);
}

@inline
function clear(above: usize, below: usize, from: i32, to: i32): void {
  memory.fill(above + usize(from), 0, usize(to - from));
  memory.fill(below + usize(from), 0, usize(to - from));
}

@inline
function lanes(first: f64, second: f64): v128 {
  return f64x2.replace_lane(f64x2.splat(first), 1, second);
}

@inline
function next(value: v128, keep: v128, alpha: v128, x: usize): v128 {
  return f64x2.add(f64x2.mul(keep, value), f64x2.mul(alpha, v128.load64_splat(x)));
}

/** Lane 0: the first average is above the second; lane 1: it is below. */
@inline
function order(value: v128): v128 {
  return f64x2.gt(value, v128.shuffle<f64>(value, value, 1, 0));
}

@inline
function write(value: v128, out0: usize, out1: usize): void {
  v128.store64_lane(out0, value, 0);
  v128.store64_lane(out1, value, 1);
}

@inline
function mark(now: v128, before: v128, above: usize, below: usize): void {
  const crossed = i64x2.bitmask(v128.andnot(now, before));
  store<u8>(above, u8(crossed & 1));
  store<u8>(below, u8(crossed >> 1));
}

/** Values of the quarters 0 and 1. */
@inline
function lower(p: usize): v128 {
  return v128.load64_lane(p, v128.load64_zero(p), 1, QUARTER_BYTES);
}

/** Values of the quarters 2 and 3. */
@inline
function upper(p: usize): v128 {
  return v128.load64_lane(p, v128.load64_zero(p, 2 * QUARTER_BYTES), 1, 3 * QUARTER_BYTES);
}

@inline
function step(value: v128, keep: v128, weighted: v128): v128 {
  return f64x2.add(f64x2.mul(keep, value), weighted);
}

/**
 * Four stretches of QUARTER bars at once, two to a vector; false, with nothing of the states changed, if they do not meet to the bit.
 */
@inline
function quarters(
  s0: EmaState, s1: EmaState, x: usize, out0: usize, out1: usize, above: usize, below: usize,
  from: i32, fade: i32, alpha0: f64, alpha1: f64, writes: bool,
): bool {
  const alphaF = f64x2.splat(alpha0);
  const alphaS = f64x2.splat(alpha1);
  const keepF = f64x2.splat(1.0 - alpha0);
  const keepS = f64x2.splat(1.0 - alpha1);
  // first average F and second S in the quarters 0 and 1 (a) and 2 and 3 (b)
  let p = x + (usize(from - fade) << 3);
  let aF = lower(p);
  let bF = upper(p);
  let aS = aF;
  let bS = bF;
  for (let k = 0; k < fade; k++, p += 8) {
    const xa = lower(p);
    const xb = upper(p);
    aF = step(aF, keepF, f64x2.mul(alphaF, xa));
    aS = step(aS, keepS, f64x2.mul(alphaS, xa));
    bF = step(bF, keepF, f64x2.mul(alphaF, xb));
    bS = step(bS, keepS, f64x2.mul(alphaS, xb));
  }
  // quarter 0 starts from what is known
  aF = f64x2.replace_lane(aF, 0, s0.value);
  aS = f64x2.replace_lane(aS, 0, s1.value);
  const startAF = aF;
  const startAS = aS;
  const startBF = bF;
  const startBS = bS;
  // bit k: in quarter k the first average is above the second; bit 4 + k: below
  let order = orders(aF, aS, bF, bS);
  let q0 = out0 + (usize(from) << 3);
  let q1 = out1 + (usize(from) << 3);
  for (let i = from; i < from + CHUNK / 4; i++) {
    const xa = lower(p);
    const xb = upper(p);
    aF = step(aF, keepF, f64x2.mul(alphaF, xa));
    aS = step(aS, keepS, f64x2.mul(alphaS, xa));
    bF = step(bF, keepF, f64x2.mul(alphaF, xb));
    bS = step(bS, keepS, f64x2.mul(alphaS, xb));
    if (writes) {
      v128.store64_lane(q0, aF, 0);
      v128.store64_lane(q0, aF, 1, QUARTER_BYTES);
      v128.store64_lane(q0, bF, 0, 2 * QUARTER_BYTES);
      v128.store64_lane(q0, bF, 1, 3 * QUARTER_BYTES);
      v128.store64_lane(q1, aS, 0);
      v128.store64_lane(q1, aS, 1, QUARTER_BYTES);
      v128.store64_lane(q1, bS, 0, 2 * QUARTER_BYTES);
      v128.store64_lane(q1, bS, 1, 3 * QUARTER_BYTES);
    }
    const now = orders(aF, aS, bF, bS);
    if (now != order) {
      const crossed = now & ~order;
      markQuarters(crossed, above + usize(i));
      markQuarters(crossed >> 4, below + usize(i));
      order = now;
    }
    p += 8;
    if (writes) {
      q0 += 8;
      q1 += 8;
    }
  }
  const meet =
    same(aF, 0, startAF) & same(aF, 1, startBF) & sameNext(bF, startBF) &
    same(aS, 0, startAS) & same(aS, 1, startBS) & sameNext(bS, startBS);
  const lastF = f64x2.extract_lane(bF, 1);
  const lastS = f64x2.extract_lane(bS, 1);
  if (!meet || lastF != lastF || lastS != lastS) return false;
  s0.value = lastF;
  s1.value = lastS;
  put(out0, from + CHUNK - 1, lastF);
  put(out1, from + CHUNK - 1, lastS);
  return true;
}

/** The end of the lower quarter is the start of the next one in the same vector (lane 0), or in the next vector (lane 1). */
@inline
function same(end: v128, lane: i32, start: v128): i32 {
  if (lane == 0) return i32(i64x2.extract_lane(end, 0) == i64x2.extract_lane(start, 1));
  return i32(i64x2.extract_lane(end, 1) == i64x2.extract_lane(start, 0));
}

@inline
function sameNext(end: v128, start: v128): i32 {
  return i32(i64x2.extract_lane(end, 0) == i64x2.extract_lane(start, 1));
}

@inline
function orders(aF: v128, aS: v128, bF: v128, bS: v128): i32 {
  const over = i64x2.bitmask(f64x2.gt(aF, aS)) | (i64x2.bitmask(f64x2.gt(bF, bS)) << 2);
  const under = i64x2.bitmask(f64x2.lt(aF, aS)) | (i64x2.bitmask(f64x2.lt(bF, bS)) << 2);
  return over | (under << 4);
}

@inline
function markQuarters(bits: i32, flags: usize): void {
  store<u8>(flags, u8(bits & 1));
  store<u8>(flags, u8((bits >> 1) & 1), QUARTER);
  store<u8>(flags, u8((bits >> 2) & 1), 2 * QUARTER);
  store<u8>(flags, u8((bits >> 3) & 1), 3 * QUARTER);
}

/** The plain recursion; false, with nothing of the states changed, if a NaN came by. The flags are 0 before. */
function onePiece(
  s0: EmaState, s1: EmaState, x: usize, out0: usize, out1: usize, above: usize, below: usize, from: i32, to: i32,
  alpha0: f64, alpha1: f64,
): bool {
  const alpha = lanes(alpha0, alpha1);
  const keep = lanes(1.0 - alpha0, 1.0 - alpha1);
  let value = lanes(s0.value, s1.value);
  let before = order(value);
  for (let i = from; i < to; i++) {
    const offset = usize(i) << 3;
    value = next(value, keep, alpha, x + offset);
    write(value, out0 + offset, out1 + offset);
    const now = order(value);
    if (v128.any_true(v128.xor(now, before))) mark(now, before, above + usize(i), below + usize(i));
    before = now;
  }
  if (!i64x2.all_true(f64x2.eq(value, value))) return false;
  s0.value = f64x2.extract_lane(value, 0);
  s1.value = f64x2.extract_lane(value, 1);
  return true;
}
