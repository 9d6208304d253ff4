// The statistics that every run is asked for, taken chunk by chunk while its equity is still in the cache.

import { at } from "../core/columns";

const BLOCK: i32 = 64;
/** 1, read from memory: hosts make a constant anew in every turn of a loop. */
const ONE: usize = memory.data<f64>([1]);

/** Carried from chunk to chunk; before the first, `before`, `peak` and `trough` are the start capital. */
@unmanaged
export class EquitySummary {
  /** the last value so far */
  before: f64;
  peak: f64;
  /** lowest value since the peak */
  trough: f64;
  /** deepest drawdown so far, a positive fraction */
  deepest: f64;
  /** sums of simple returns and of their squares, even and odd bars */
  sumEven: f64;
  sumOdd: f64;
  squaresEven: f64;
  squaresOdd: f64;
}

/**
 * Takes bars [from, to) in; `from` is a multiple of 64 and where the last call ended. The value before them is written to its place. A return
 * from 0 is 0. Blocks of 64 bars are summed by themselves, so that it does not matter how the bars are cut up.
 *
 * Four returns share one division: with values a, b, c two bars apart, (b - a) / a = (b - a) c / (a c) and (c' - c) / c = (c' - c) a / (a c).
 */
export function summarise(s: EquitySummary, equity: usize, from: i32, to: i32): void {
  const one = f64x2.splat(load<f64>(ONE));
  store<f64>(equity + (usize(from) << 3) - 8, s.before);
  let sum = f64x2.replace_lane(f64x2.splat(s.sumEven), 1, s.sumOdd);
  let squares = f64x2.replace_lane(f64x2.splat(s.squaresEven), 1, s.squaresOdd);
  for (let i = from; i < to; i += BLOCK) {
    const end = min(i + BLOCK, to);
    let blockSum = f64x2.splat(0);
    let blockSquares = blockSum;
    let high = v128.load64_splat(equity + (usize(i) << 3));
    let low = high;
    let k = i;
    // from the value before bar k on
    let p = equity + (usize(k) << 3) - 8;
    for (; k + 4 <= end; k += 4, p += 32) {
      const a = v128.load(p);
      const b = v128.load(p, 8);
      const c = v128.load(p, 16);
      const d = v128.load(p, 24);
      const inverse = f64x2.div(one, f64x2.mul(a, c));
      const r = f64x2.mul(f64x2.sub(b, a), f64x2.mul(c, inverse));
      const q = f64x2.mul(f64x2.sub(d, c), f64x2.mul(a, inverse));
      blockSum = f64x2.add(blockSum, f64x2.add(r, q));
      blockSquares = f64x2.add(blockSquares, f64x2.add(f64x2.mul(r, r), f64x2.mul(q, q)));
      high = f64x2.pmax(high, f64x2.pmax(b, d));
      low = f64x2.pmin(low, f64x2.pmin(b, d));
    }
    for (; k < end; k++) {
      const value = at(equity, k);
      const r = lane(k, simple(value, at(equity, k - 1)));
      blockSum = f64x2.add(blockSum, r);
      blockSquares = f64x2.add(blockSquares, f64x2.mul(r, r));
      high = f64x2.pmax(high, f64x2.splat(value));
      low = f64x2.pmin(low, f64x2.splat(value));
    }
    if (f64x2.extract_lane(blockSum, 0) + f64x2.extract_lane(blockSum, 1) != f64x2.extract_lane(blockSum, 0) + f64x2.extract_lane(blockSum, 1)) {
      // an equity of 0 somewhere (bankrupt): one by one
      blockSum = f64x2.splat(0);
      blockSquares = blockSum;
      for (k = i; k < end; k++) {
        const r = lane(k, simple(at(equity, k), at(equity, k - 1)));
        blockSum = f64x2.add(blockSum, r);
        blockSquares = f64x2.add(blockSquares, f64x2.mul(r, r));
      }
    }
    sum = f64x2.add(sum, blockSum);
    squares = f64x2.add(squares, blockSquares);
    const highest = max(f64x2.extract_lane(high, 0), f64x2.extract_lane(high, 1));
    const lowest = min(f64x2.extract_lane(low, 0), f64x2.extract_lane(low, 1));
    // a block without a new peak can only deepen the trough
    if (highest <= s.peak) s.trough = min(s.trough, lowest);
    // no drawdown in it can be deeper than from its highest value to its lowest
    else if (1.0 - min(s.trough, lowest) / highest <= s.deepest) {
      s.peak = highest;
      s.trough = lowestSince(equity, highest, i, end);
    } else for (k = i; k < end; k++) follow(s, at(equity, k));
  }
  s.before = at(equity, to - 1);
  s.sumEven = f64x2.extract_lane(sum, 0);
  s.sumOdd = f64x2.extract_lane(sum, 1);
  s.squaresEven = f64x2.extract_lane(squares, 0);
  s.squaresOdd = f64x2.extract_lane(squares, 1);
}

/** Lowest value from the first that is `peak` on. */
function lowestSince(equity: usize, peak: f64, from: i32, to: i32): f64 {
  const wide = f64x2.splat(peak);
  let k = from;
  while (k + 2 <= to && !v128.any_true(f64x2.eq(v128.load(equity + (usize(k) << 3)), wide))) k += 2;
  while (at(equity, k) != peak) k++;
  let lowest = wide;
  for (; k + 2 <= to; k += 2) lowest = f64x2.pmin(lowest, v128.load(equity + (usize(k) << 3)));
  const last = k < to ? at(equity, k) : peak;
  return min(last, min(f64x2.extract_lane(lowest, 0), f64x2.extract_lane(lowest, 1)));
}

/** Takes one value into peak, trough and deepest drawdown. */
@inline
function follow(s: EquitySummary, value: f64): void {
  if (value > s.peak) {
    s.deepest = max(s.deepest, 1.0 - s.trough / s.peak);
    s.peak = value;
    s.trough = value;
  } else s.trough = min(s.trough, value);
}

@inline
function simple(value: f64, before: f64): f64 {
  return before != 0 ? (value - before) / before : 0.0;
}

@inline
function lane(k: i32, value: f64): v128 {
  return k & 1 ? f64x2.replace_lane(f64x2.splat(0), 1, value) : f64x2.replace_lane(f64x2.splat(0), 0, value);
}
