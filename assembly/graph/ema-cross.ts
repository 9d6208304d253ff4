// Two exponential averages of one input and both of their crossings in one pass. Bit-equal to `emaPair` followed by two `compare`s.
//
// A recursion waits for its own result: most of the processor idles. So long ranges are taken in quarters side by side. A quarter starts
// from a guess some way before its first bar; the guess fades until the values are the true ones to the last bit, and that is checked where
// the quarters meet. If they do not meet, the range is done again in one piece.

import { put } from "../core/columns";
import { CHUNK, OP_CROSSES_ABOVE, OP_CROSSES_BELOW } from "../core/codes";
import { emaPair, EmaState } from "../indicators/moving-average";
import { compare } from "./compare";
import { FADE } from "./fade";
import { firsts, lanes, seconds } from "./lanes";

const QUARTER: usize = 4096; // CHUNK / 4
const QUARTER_BYTES: usize = 32768;

/** Which average is above in each quarter: a 16-bit value a bar, the first of the bar before. */
const orders: usize = memory.data(2 * (4096 + 8), 16);

/**
 * `above`, `below`: flags of the first average crossing the second. `unread`: nobody else reads the averages, so that of a quarter only
 * the last values are written.
 */
export function emaCross(
  s0: EmaState, s1: EmaState, x: usize, out0: usize, out1: usize, above: usize, below: usize, from: i32, to: i32,
  n0: i32, alpha0: f64, n1: i32, alpha1: f64, firstSeeds: bool, unread: bool,
): void {
  if (s0.count >= n0 && s1.count >= n1 && from > 0) {
    const fade = 2 * i32(f64(FADE) / 2 / min(alpha0, alpha1));
    if (to - from == CHUNK && fade < from && 3 * fade <= CHUNK / 4) {
      const met = unread
        ? quarters(s0, s1, x, out0, out1, above, below, from, fade, alpha0, alpha1, false)
        : quarters(s0, s1, x, out0, out1, above, below, from, fade, alpha0, alpha1, true);
      if (met) return;
    }
    clear(above, below, from, to);
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

@inline
function step(value: v128, keep: v128, weighted: v128): v128 {
  return f64x2.add(f64x2.mul(keep, value), weighted);
}

/**
 * Four stretches of QUARTER bars at once, two to a vector; false, with nothing of the states changed, if they do not meet to the bit, or
 * if the averages are equal somewhere: only where they never are is "not above" the same as "below". `fade` is even.
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
  let aF = firsts(v128.load(p), v128.load(p, QUARTER_BYTES));
  let bF = firsts(v128.load(p, 2 * QUARTER_BYTES), v128.load(p, 3 * QUARTER_BYTES));
  let aS = aF;
  let bS = bF;
  for (const end = x + (usize(from) << 3); p < end; p += 16) {
    const x0 = v128.load(p);
    const x1 = v128.load(p, QUARTER_BYTES);
    const x2 = v128.load(p, 2 * QUARTER_BYTES);
    const x3 = v128.load(p, 3 * QUARTER_BYTES);
    let xa = firsts(x0, x1);
    let xb = firsts(x2, x3);
    aF = step(aF, keepF, f64x2.mul(alphaF, xa));
    aS = step(aS, keepS, f64x2.mul(alphaS, xa));
    bF = step(bF, keepF, f64x2.mul(alphaF, xb));
    bS = step(bS, keepS, f64x2.mul(alphaS, xb));
    xa = seconds(x0, x1);
    xb = seconds(x2, x3);
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
  let order = orders;
  store<u16>(order, aboves(aF, aS, bF, bS));
  let ties = v128.or(f64x2.eq(aF, aS), f64x2.eq(bF, bS));
  const toOut0 = out0 - x;
  const toOut1 = out1 - x;
  for (const end = p + QUARTER_BYTES; p < end; p += 16, order += 4) {
    const x0 = v128.load(p);
    const x1 = v128.load(p, QUARTER_BYTES);
    const x2 = v128.load(p, 2 * QUARTER_BYTES);
    const x3 = v128.load(p, 3 * QUARTER_BYTES);
    let xa = firsts(x0, x1);
    let xb = firsts(x2, x3);
    aF = step(aF, keepF, f64x2.mul(alphaF, xa));
    aS = step(aS, keepS, f64x2.mul(alphaS, xa));
    bF = step(bF, keepF, f64x2.mul(alphaF, xb));
    bS = step(bS, keepS, f64x2.mul(alphaS, xb));
    ties = v128.or(ties, v128.or(f64x2.eq(aF, aS), f64x2.eq(bF, bS)));
    store<u16>(order, aboves(aF, aS, bF, bS), 2);
    if (writes) {
      writeQuarters(p + toOut0, aF, bF);
      writeQuarters(p + toOut1, aS, bS);
    }
    xa = seconds(x0, x1);
    xb = seconds(x2, x3);
    aF = step(aF, keepF, f64x2.mul(alphaF, xa));
    aS = step(aS, keepS, f64x2.mul(alphaS, xa));
    bF = step(bF, keepF, f64x2.mul(alphaF, xb));
    bS = step(bS, keepS, f64x2.mul(alphaS, xb));
    ties = v128.or(ties, v128.or(f64x2.eq(aF, aS), f64x2.eq(bF, bS)));
    store<u16>(order, aboves(aF, aS, bF, bS), 4);
    if (writes) {
      writeQuarters(p + toOut0 + 8, aF, bF);
      writeQuarters(p + toOut1 + 8, aS, bS);
    }
  }
  const meet =
    same(aF, 0, startAF) & same(aF, 1, startBF) & sameNext(bF, startBF) &
    same(aS, 0, startAS) & same(aS, 1, startBS) & sameNext(bS, startBS);
  const lastF = f64x2.extract_lane(bF, 1);
  const lastS = f64x2.extract_lane(bS, 1);
  if (!meet || v128.any_true(ties) || lastF != lastF || lastS != lastS) return false;
  for (let k: usize = 0; k < QUARTER; k += 16) crossings(orders + 2 * k, above + usize(from) + k, below + usize(from) + k);
  s0.value = lastF;
  s1.value = lastS;
  put(out0, from + CHUNK - 1, lastF);
  put(out1, from + CHUNK - 1, lastS);
  return true;
}

/** Bits 4 k to 4 k + 3: in quarter k the first average is above the second. */
@inline
function aboves(aF: v128, aS: v128, bF: v128, bS: v128): u16 {
  return <u16>i8x16.bitmask(i16x8.narrow_i32x4_s(f64x2.gt(aF, aS), f64x2.gt(bF, bS)));
}

/** Flags of 16 bars of every quarter, from the order at these bars and the one before them. */
@inline
function crossings(order: usize, above: usize, below: usize): void {
  const before = v128.load(order);
  const now = v128.load(order, 2);
  const before2 = v128.load(order, 16);
  const now2 = v128.load(order, 18);
  const up = v128.andnot(now, before);
  const up2 = v128.andnot(now2, before2);
  const down = v128.andnot(before, now);
  const down2 = v128.andnot(before2, now2);
  v128.store(above, flags(up, up2, 0x000f));
  v128.store(above, flags(up, up2, 0x00f0), QUARTER);
  v128.store(above, flags(up, up2, 0x0f00), 2 * QUARTER);
  v128.store(above, flags(up, up2, <i16>0xf000), 3 * QUARTER);
  v128.store(below, flags(down, down2, 0x000f));
  v128.store(below, flags(down, down2, 0x00f0), QUARTER);
  v128.store(below, flags(down, down2, 0x0f00), 2 * QUARTER);
  v128.store(below, flags(down, down2, <i16>0xf000), 3 * QUARTER);
}

/** 1 where a bit of `mask` is set in a 16-bit lane, else 0, as 16 bytes. */
@inline
function flags(first: v128, second: v128, mask: i16): v128 {
  const bits = i16x8.splat(mask);
  const zero = i16x8.splat(0);
  const none = i8x16.narrow_i16x8_s(i16x8.eq(v128.and(first, bits), zero), i16x8.eq(v128.and(second, bits), zero));
  return i8x16.add(i8x16.splat(1), none);
}

@inline
function writeQuarters(p: usize, a: v128, b: v128): void {
  v128.store64_lane(p, a, 0);
  v128.store64_lane(p, a, 1, QUARTER_BYTES);
  v128.store64_lane(p, b, 0, 2 * QUARTER_BYTES);
  v128.store64_lane(p, b, 1, 3 * QUARTER_BYTES);
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
