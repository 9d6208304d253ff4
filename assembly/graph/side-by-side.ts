// RSI, ATR and MACD past their warm-up, two bars a turn: each alone, or all three of the same closes in one pass, in which one recursion is worked on while another waits for its own result. Bit-equal to the careful forms (assembly/indicators), which do
// the warm-up, and do a stretch over again in which something has happened that is not done here.

import { at } from "../core/columns";
import { macd, MacdState, macdWarmUp, weight } from "../indicators/macd";
import { rsi, RsiState } from "../indicators/rsi";
import { atr, RangeState } from "../indicators/true-range";
import { distance, fixed } from "./fixed";
import { Instruction } from "./instruction";

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
  if (to - from > 1 && isWarm(hasRsi, hasAtr, hasMacd, r, a, m)) {
    const stop = from + ((to - from) & ~1);
    if (stretch(hasRsi, hasAtr, hasMacd, r, a, m, from, stop)) done = stop;
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

@inline
function lanes(first: f64, second: f64): v128 {
  return f64x2.replace_lane(f64x2.splat(first), 1, second);
}

@inline
function firsts(a: v128, b: v128): v128 {
  return v128.shuffle<f64>(a, b, 0, 2);
}

@inline
function seconds(a: v128, b: v128): v128 {
  return v128.shuffle<f64>(a, b, 1, 3);
}

/** Bars [from, to), an even number of them. False, with nothing of the states changed, where a value was none or infinite. */
@inline
function stretch(
  hasRsi: bool, hasAtr: bool, hasMacd: bool, r: Instruction, a: Instruction, m: Instruction,
  from: i32, to: i32,
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
      // 0 also where nothing has moved
      const share = f64x2.pmax(zero, f64x2.div(firsts(first, moves), seconds(first, moves)));
      v128.store(p + toRsi, f64x2.mul(hundred, share), 8);
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
      if (hasAtr) v128.store(p + toAtr, firsts(first, smooth), 8);
      if (hasMacd) {
        const signals = seconds(first, smooth);
        v128.store(p + toLine, line, 8);
        v128.store(p + toSignal, signals, 8);
        v128.store(p + toHistogram, f64x2.sub(line, signals), 8);
      }
    }
  }

  // what is no number, or infinite, somewhere is so at the end
  const ends = f64x2.add(f64x2.add(moves, averages), f64x2.add(closes, smooth));
  if (!i64x2.all_true(f64x2.eq(f64x2.sub(ends, ends), zero))) return false;
  if (hasRsi) {
    rs.count = r.n0 + 2;
    rs.previous = at(close, to - 1);
    rs.risen = f64x2.extract_lane(moves, 0);
    rs.moved = f64x2.extract_lane(moves, 1);
  }
  if (hasAtr) {
    as.count = a.n0 + 2;
    as.previousClose = at(close, to - 1);
    as.value = f64x2.extract_lane(smooth, 0);
  }
  if (hasMacd) {
    ms.count = macdWarmUp(m.n0, i32(m.p0), i32(m.p1)) + 1;
    ms.fast = f64x2.extract_lane(averages, 0);
    ms.slow = f64x2.extract_lane(averages, 1);
    ms.signal = f64x2.extract_lane(smooth, 1);
  }
  return true;
}
