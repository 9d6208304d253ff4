// RSI, ATR and MACD past their warm-up: each alone, or all three of the same closes in one pass. Bit-equal to the careful forms
// (assembly/indicators), which do the warm-up, and do a stretch over again in which something has happened that is not done here.
//
// A recursion waits for its own result. So long ranges are taken in halves side by side, as those of two averages that cross are in quarters
// (ema-cross.ts): the second half starts from a guess some way before its first bar, which fades until the values are the true ones to the
// last bit; where the halves meet that is checked.

import { CHUNK } from "../core/codes";
import { at } from "../core/columns";
import { macd, MacdState, macdWarmUp, weight } from "../indicators/macd";
import { rsi, RsiState } from "../indicators/rsi";
import { atr, RangeState } from "../indicators/true-range";
import { FADE } from "./fade";
import { distance, fixed } from "./fixed";
import { Instruction } from "./instruction";
import { firsts, lanes, seconds } from "./lanes";

export function rsiColumn(t: Instruction, from: i32, to: i32): void {
  pass(true, false, false, t, t, t, from, to);
}

export function atrColumn(t: Instruction, from: i32, to: i32): void {
  pass(false, true, false, t, t, t, from, to);
}

export function macdColumns(t: Instruction, from: i32, to: i32): void {
  pass(false, false, true, t, t, t, from, to);
}

/** Three instructions one after the other: RSI, ATR, MACD. */
export function sideBySide(first: usize, from: i32, to: i32): void {
  const r = changetype<Instruction>(first);
  const a = changetype<Instruction>(first + offsetof<Instruction>());
  const m = changetype<Instruction>(first + 2 * offsetof<Instruction>());
  pass(true, true, true, r, a, m, from, to);
}

@inline
function pass(
  hasRsi: bool, hasAtr: bool, hasMacd: bool, r: Instruction, a: Instruction, m: Instruction, from: i32, to: i32,
): void {
  let done = from;
  if (!isWarm(hasRsi, hasAtr, hasMacd, r, a, m)) {
    done = min(to, from + warmUpOf(hasRsi, hasAtr, hasMacd, r, a, m));
    carefully(hasRsi, hasAtr, hasMacd, r, a, m, from, done);
  }
  if (to - done > 1 && isWarm(hasRsi, hasAtr, hasMacd, r, a, m)) {
    const stop = done + ((to - done) & ~1);
    if (halves(hasRsi, hasAtr, hasMacd, r, a, m, done, stop) || stretch(hasRsi, hasAtr, hasMacd, r, a, m, done, stop, true)) done = stop;
  }
  if (done < to) carefully(hasRsi, hasAtr, hasMacd, r, a, m, done, to);
}

@inline
function carefully(
  hasRsi: bool, hasAtr: bool, hasMacd: bool, r: Instruction, a: Instruction, m: Instruction,
  from: i32, to: i32,
): void {
  if (hasRsi) rsi(changetype<RsiState>(r.state), r.in0, r.out0, from, to, r.n0);
  if (hasAtr) atr(changetype<RangeState>(a.state), a.in0, a.in1, a.in2, a.out0, from, to, a.n0);
  if (hasMacd) {
    macd(changetype<MacdState>(m.state), m.in0, m.out0, m.out1, m.out2, from, to, m.n0, i32(m.p0), i32(m.p1), m.mode != 0);
  }
}

@inline
function isWarm(
  hasRsi: bool, hasAtr: bool, hasMacd: bool, r: Instruction, a: Instruction, m: Instruction,
): bool {
  return (
    (!hasRsi || changetype<RsiState>(r.state).count > r.n0) &&
    (!hasAtr || changetype<RangeState>(a.state).count > a.n0) &&
    (!hasMacd || changetype<MacdState>(m.state).count >= macdWarmUp(m.n0, i32(m.p0), i32(m.p1)))
  );
}

/** Bars after which they are warm if every value is there. */
@inline
function warmUpOf(hasRsi: bool, hasAtr: bool, hasMacd: bool, r: Instruction, a: Instruction, m: Instruction): i32 {
  let bars = 0;
  if (hasRsi) bars = max(bars, r.n0 + 1);
  if (hasAtr) bars = max(bars, a.n0 + 1);
  if (hasMacd) bars = max(bars, macdWarmUp(m.n0, i32(m.p0), i32(m.p1)));
  return bars;
}

/** 0 also where nothing has moved. */
@inline
function shareOf(risen: v128, moved: v128): v128 {
  return f64x2.pmax(f64x2.splat(0), f64x2.div(risen, moved));
}

/** Where values end up that start from a guess: rises and all changes, fast and slow average, range and signal. */
const guess: usize = memory.data(3 * 16, 16);

/**
 * Bars [from, to), an even number of them. False, with nothing of the states changed, where a value was none or infinite. Without `writes` only
 * the guess is changed.
 */
@inline
function stretch(
  hasRsi: bool, hasAtr: bool, hasMacd: bool, r: Instruction, a: Instruction, m: Instruction,
  from: i32, to: i32, writes: bool,
): bool {
  const close = hasRsi ? r.in0 : hasAtr ? a.in2 : m.in0;
  const zero = f64x2.splat(0);

  // rises, and all changes
  const rs = changetype<RsiState>(r.state);
  let moves = zero;
  let keepMoves = zero;
  let toRsi: usize = 0;
  let hundred = zero;
  if (hasRsi) {
    moves = lanes(rs.risen, rs.moved);
    keepMoves = fixed(0, 1.0 - 1.0 / f64(r.n0));
    hundred = fixed(1, 100);
    toRsi = distance(2, close, r.out0);
  }

  const as = changetype<RangeState>(a.state);
  let range: f64 = 0;
  let keepRange: f64 = 0;
  let rangeWeight = zero;
  let closes = zero;
  let toHigh: usize = 0;
  let toLow: usize = 0;
  let toAtr: usize = 0;
  if (hasAtr) {
    const alpha = 1.0 / f64(a.n0);
    range = as.value;
    rangeWeight = fixed(3, alpha);
    keepRange = 1.0 - alpha;
    toHigh = distance(4, close, a.in0);
    toLow = distance(5, close, a.in1);
    toAtr = distance(6, close, a.out0);
  }

  const ms = changetype<MacdState>(m.state);
  let averages = zero;
  let keepAverages = zero;
  let averageWeights = zero;
  let signal: f64 = 0;
  let keepSignal: f64 = 0;
  let signalWeight = zero;
  let toLine: usize = 0;
  let toSignal: usize = 0;
  let toHistogram: usize = 0;
  if (hasMacd) {
    const fastWeight = weight(m.n0);
    const slowWeight = weight(i32(m.p0));
    const alpha = weight(i32(m.p1));
    averages = lanes(ms.fast, ms.slow);
    averageWeights = fixed(7, fastWeight, slowWeight);
    keepAverages = fixed(8, 1.0 - fastWeight, 1.0 - slowWeight);
    signal = ms.signal;
    signalWeight = fixed(9, alpha);
    keepSignal = 1.0 - alpha;
    toLine = distance(10, close, m.out0);
    toSignal = distance(11, close, m.out1);
    toHistogram = distance(12, close, m.out2);
  }

  // average range and signal share a vector
  let smooth = lanes(range, signal);
  const keepSmooth = fixed(13, keepRange, keepSignal);

  // p is a bar behind
  const last = close + (usize(to - 1) << 3);
  for (let p = close + (usize(from - 1) << 3); p < last; p += 16) {
    const before = v128.load(p);
    const value = v128.load(p, 8);
    if (hasRsi) {
      const change = f64x2.sub(value, before);
      const rise = f64x2.pmax(zero, change);
      const move = f64x2.abs(change);
      const first = f64x2.add(f64x2.mul(keepMoves, moves), firsts(rise, move));
      moves = f64x2.add(f64x2.mul(keepMoves, first), seconds(rise, move));
      if (writes) v128.store(p + toRsi, f64x2.mul(hundred, shareOf(firsts(first, moves), seconds(first, moves))), 8);
    }
    let line = zero;
    if (hasMacd) {
      const first = f64x2.add(f64x2.mul(keepAverages, averages), f64x2.mul(averageWeights, v128.load64_splat(p, 8)));
      averages = f64x2.add(f64x2.mul(keepAverages, first), f64x2.mul(averageWeights, v128.load64_splat(p, 16)));
      line = f64x2.sub(firsts(first, averages), seconds(first, averages));
    }
    if (hasAtr || hasMacd) {
      let ranges = zero;
      if (hasAtr) {
        const top = f64x2.pmax(v128.load(p + toHigh, 8), before);
        const bottom = f64x2.pmin(v128.load(p + toLow, 8), before);
        ranges = f64x2.mul(rangeWeight, f64x2.sub(top, bottom));
        // of the others a close that is none shows by itself
        if (!hasRsi && !hasMacd) closes = f64x2.add(closes, value);
      }
      let lines = zero;
      if (hasMacd) lines = f64x2.mul(signalWeight, line);
      const first = f64x2.add(f64x2.mul(keepSmooth, smooth), firsts(ranges, lines));
      smooth = f64x2.add(f64x2.mul(keepSmooth, first), seconds(ranges, lines));
      if (hasAtr && writes) v128.store(p + toAtr, firsts(first, smooth), 8);
      if (hasMacd && writes) {
        const signals = seconds(first, smooth);
        v128.store(p + toLine, line, 8);
        v128.store(p + toSignal, signals, 8);
        v128.store(p + toHistogram, f64x2.sub(line, signals), 8);
      }
    }
  }

  if (!writes) {
    v128.store(guess, moves);
    v128.store(guess, averages, 16);
    v128.store(guess, smooth, 32);
    return true;
  }
  // what is no number, or infinite, somewhere is so at the end
  const ends = f64x2.add(f64x2.add(moves, averages), f64x2.add(closes, smooth));
  if (!i64x2.all_true(f64x2.eq(f64x2.sub(ends, ends), zero))) return false;
  if (hasRsi) keepRsi(r, at(close, to - 1), f64x2.extract_lane(moves, 0), f64x2.extract_lane(moves, 1));
  if (hasAtr) keepAtr(a, at(close, to - 1), f64x2.extract_lane(smooth, 0));
  if (hasMacd) keepMacd(m, f64x2.extract_lane(averages, 0), f64x2.extract_lane(averages, 1), f64x2.extract_lane(smooth, 1));
  return true;
}

/** Bars after which a guess has faded; an even number. */
@inline
function fadeOf(hasRsi: bool, hasAtr: bool, hasMacd: bool, r: Instruction, a: Instruction, m: Instruction): i32 {
  let bars = 0;
  if (hasRsi) bars = max(bars, r.n0);
  if (hasAtr) bars = max(bars, a.n0);
  // the signal is of averages that have to fade first
  if (hasMacd) bars = max(bars, (max(m.n0, i32(m.p0)) + i32(m.p1)) / 2 + 1);
  return FADE * min(bars, CHUNK);
}

/** The first half's value, and what the guess has come to. */
@inline
function together(own: f64, place: usize): v128 {
  return lanes(own, load<f64>(guess + place));
}

/** The first half has ended where the second one began. */
@inline
function meets(end: v128, place: usize): bool {
  return i64x2.extract_lane(end, 0) == load<i64>(guess + place);
}

const HALF: i32 = 8192; // CHUNK / 2
const HALF_BYTES: usize = 65536;

/** Two bars of each half, one vector a bar, to their places; p is a bar behind. */
@inline
function putFour(p: usize, one: v128, two: v128): void {
  v128.store(p, firsts(one, two), 8);
  v128.store(p, seconds(one, two), HALF_BYTES + 8);
}

/** The same as `stretch`, of a whole chunk in halves; false also where the halves do not meet. */
@inline
function halves(
  hasRsi: bool, hasAtr: bool, hasMacd: bool, r: Instruction, a: Instruction, m: Instruction,
  from: i32, to: i32,
): bool {
  const fade = fadeOf(hasRsi, hasAtr, hasMacd, r, a, m);
  if (to - from != CHUNK || 4 * fade > HALF) return false;
  const middle = from + HALF;
  stretch(hasRsi, hasAtr, hasMacd, r, a, m, middle - fade, middle, false);

  const close = hasRsi ? r.in0 : hasAtr ? a.in2 : m.in0;
  const zero = f64x2.splat(0);
  const rs = changetype<RsiState>(r.state);
  let risen = zero;
  let moved = zero;
  let keepMoves = zero;
  let hundred = zero;
  let toRsi: usize = 0;
  if (hasRsi) {
    risen = together(rs.risen, 0);
    moved = together(rs.moved, 8);
    keepMoves = fixed(0, 1.0 - 1.0 / f64(r.n0));
    hundred = fixed(1, 100);
    toRsi = distance(2, close, r.out0);
  }
  const ms = changetype<MacdState>(m.state);
  let fast = zero;
  let slow = zero;
  let signal = zero;
  let keepFast = zero;
  let keepSlow = zero;
  let keepSignal = zero;
  let fastWeight = zero;
  let slowWeight = zero;
  let signalWeight = zero;
  let toLine: usize = 0;
  let toSignal: usize = 0;
  let toHistogram: usize = 0;
  if (hasMacd) {
    const ofFast = weight(m.n0);
    const ofSlow = weight(i32(m.p0));
    const ofSignal = weight(i32(m.p1));
    fast = together(ms.fast, 16);
    slow = together(ms.slow, 24);
    signal = together(ms.signal, 40);
    keepFast = fixed(3, 1.0 - ofFast);
    keepSlow = fixed(4, 1.0 - ofSlow);
    keepSignal = fixed(5, 1.0 - ofSignal);
    fastWeight = fixed(6, ofFast);
    slowWeight = fixed(7, ofSlow);
    signalWeight = fixed(8, ofSignal);
    toLine = distance(9, close, m.out0);
    toSignal = distance(10, close, m.out1);
    toHistogram = distance(11, close, m.out2);
  }
  const as = changetype<RangeState>(a.state);
  let range = zero;
  let keepRange = zero;
  let rangeWeight = zero;
  let closes = zero;
  let toHigh: usize = 0;
  let toLow: usize = 0;
  let toAtr: usize = 0;
  if (hasAtr) {
    const alpha = 1.0 / f64(a.n0);
    range = together(as.value, 32);
    keepRange = fixed(12, 1.0 - alpha);
    rangeWeight = fixed(13, alpha);
    toHigh = distance(14, close, a.in0);
    toLow = distance(15, close, a.in1);
    toAtr = distance(16, close, a.out0);
  }

  let before = lanes(at(close, from - 1), at(close, middle - 1));
  // p is a bar behind
  const last = close + (usize(middle - 1) << 3);
  for (let p = close + (usize(from - 1) << 3); p < last; p += 16) {
    const lower = v128.load(p, 8);
    const upper = v128.load(p, HALF_BYTES + 8);
    const value = firsts(lower, upper);
    const next = seconds(lower, upper);
    if (hasRsi) {
      let change = f64x2.sub(value, before);
      risen = f64x2.add(f64x2.mul(keepMoves, risen), f64x2.pmax(zero, change));
      moved = f64x2.add(f64x2.mul(keepMoves, moved), f64x2.abs(change));
      const one = f64x2.mul(hundred, shareOf(risen, moved));
      change = f64x2.sub(next, value);
      risen = f64x2.add(f64x2.mul(keepMoves, risen), f64x2.pmax(zero, change));
      moved = f64x2.add(f64x2.mul(keepMoves, moved), f64x2.abs(change));
      putFour(p + toRsi, one, f64x2.mul(hundred, shareOf(risen, moved)));
    }
    if (hasMacd) {
      fast = f64x2.add(f64x2.mul(keepFast, fast), f64x2.mul(fastWeight, value));
      slow = f64x2.add(f64x2.mul(keepSlow, slow), f64x2.mul(slowWeight, value));
      const line = f64x2.sub(fast, slow);
      const firstSignal = f64x2.add(f64x2.mul(keepSignal, signal), f64x2.mul(signalWeight, line));
      fast = f64x2.add(f64x2.mul(keepFast, fast), f64x2.mul(fastWeight, next));
      slow = f64x2.add(f64x2.mul(keepSlow, slow), f64x2.mul(slowWeight, next));
      const nextLine = f64x2.sub(fast, slow);
      signal = f64x2.add(f64x2.mul(keepSignal, firstSignal), f64x2.mul(signalWeight, nextLine));
      putFour(p + toLine, line, nextLine);
      putFour(p + toSignal, firstSignal, signal);
      putFour(p + toHistogram, f64x2.sub(line, firstSignal), f64x2.sub(nextLine, signal));
    }
    if (hasAtr) {
      const lowerHigh = v128.load(p + toHigh, 8);
      const upperHigh = v128.load(p + toHigh, HALF_BYTES + 8);
      const lowerLow = v128.load(p + toLow, 8);
      const upperLow = v128.load(p + toLow, HALF_BYTES + 8);
      const reach = f64x2.sub(f64x2.pmax(firsts(lowerHigh, upperHigh), before), f64x2.pmin(firsts(lowerLow, upperLow), before));
      const one = f64x2.add(f64x2.mul(keepRange, range), f64x2.mul(rangeWeight, reach));
      const nextReach = f64x2.sub(f64x2.pmax(seconds(lowerHigh, upperHigh), value), f64x2.pmin(seconds(lowerLow, upperLow), value));
      range = f64x2.add(f64x2.mul(keepRange, one), f64x2.mul(rangeWeight, nextReach));
      putFour(p + toAtr, one, range);
      // of the others a close that is none shows by itself
      if (!hasRsi && !hasMacd) closes = f64x2.add(closes, f64x2.add(value, next));
    }
    before = next;
  }

  // what is no number, or infinite, somewhere is so at the end
  const ends = f64x2.add(f64x2.add(f64x2.add(risen, moved), f64x2.add(fast, slow)), f64x2.add(f64x2.add(range, signal), closes));
  if (!i64x2.all_true(f64x2.eq(f64x2.sub(ends, ends), zero))) return false;
  if (hasRsi && !(meets(risen, 0) && meets(moved, 8))) return false;
  if (hasMacd && !(meets(fast, 16) && meets(slow, 24) && meets(signal, 40))) return false;
  if (hasAtr && !meets(range, 32)) return false;
  if (hasRsi) keepRsi(r, at(close, to - 1), f64x2.extract_lane(risen, 1), f64x2.extract_lane(moved, 1));
  if (hasAtr) keepAtr(a, at(close, to - 1), f64x2.extract_lane(range, 1));
  if (hasMacd) keepMacd(m, f64x2.extract_lane(fast, 1), f64x2.extract_lane(slow, 1), f64x2.extract_lane(signal, 1));
  return true;
}

@inline
function keepRsi(r: Instruction, close: f64, risen: f64, moved: f64): void {
  const s = changetype<RsiState>(r.state);
  s.count = r.n0 + 2;
  s.previous = close;
  s.risen = risen;
  s.moved = moved;
}

@inline
function keepAtr(a: Instruction, close: f64, value: f64): void {
  const s = changetype<RangeState>(a.state);
  s.count = a.n0 + 2;
  s.previousClose = close;
  s.value = value;
}

@inline
function keepMacd(m: Instruction, fast: f64, slow: f64, signal: f64): void {
  const s = changetype<MacdState>(m.state);
  s.count = macdWarmUp(m.n0, i32(m.p0), i32(m.p1)) + 1;
  s.fast = fast;
  s.slow = slow;
  s.signal = signal;
}
