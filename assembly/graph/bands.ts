// Bollinger bands past their warm-up, two blocks of bars side by side, two bars of each a turn. Bit-equal to the careful form
// (assembly/indicators), which does the rest.

import { at } from "../core/columns";
import { bollinger, MomentState } from "../indicators/deviation";
import { COLLAPSED, FRESH } from "../indicators/sliding";
import { distance, fixed } from "./fixed";
import { Instruction } from "./instruction";
import { firsts, lanes, seconds } from "./lanes";

export function bollingerColumns(t: Instruction, from: i32, to: i32): void {
  const s = changetype<MomentState>(t.state);
  for (let i = from; i < to; ) {
    // the window of a block's first bar is summed afresh: two blocks have nothing to do with each other
    const two = i % FRESH == 0 && i + 2 * FRESH <= to;
    const end = two ? i + 2 * FRESH : min(to, (i / FRESH + 1) * FRESH);
    if (two) {
      carefully(t, i, i + 2);
      if (s.count != t.n0 || t.n0 == 1 || !twoBlocks(t, i)) carefully(t, i + 2, end);
    } else carefully(t, i, end);
    i = end;
  }
}

function carefully(t: Instruction, from: i32, to: i32): void {
  bollinger(changetype<MomentState>(t.state), t.in0, t.out0, t.out1, t.out2, from, to, t.n0, t.p0);
}

/** Length of the run of equal values that ends at bar i, of which those from `first` on count. */
function runEndingAt(x: usize, i: i32, first: i32): i32 {
  const value = at(x, i);
  let start = i;
  while (start > first && at(x, start - 1) == value) start--;
  return i - start + 1;
}

/** Whether n equal values, at least two, follow each other among bars [first, end). */
function standsStill(x: usize, first: i32, end: i32, n: i32): bool {
  // so many have two of these places among them
  const stride = n >>> 1;
  for (let i = first; i + stride < end; i += stride) {
    const value = at(x, i);
    if (at(x, i + stride) != value) continue;
    let last = i;
    while (last + 1 < end && at(x, last + 1) == value) last++;
    if (runEndingAt(x, last, first) >= n) return true;
  }
  return false;
}

const BLOCK_BYTES: usize = 8 * 1024; // FRESH bars

/** Two values of each block, one after the other: those of a bar go into a vector when they are read, and out of it when they are written. */
@inline
function putFour(p: usize, one: v128, two: v128): void {
  v128.store(p, firsts(one, two));
  v128.store(p, seconds(one, two), BLOCK_BYTES);
}

/**
 * Bands of two blocks side by side; bars `first` and the one after it have been taken. False, with nothing of the state changed, where in one of
 * them a value was none or infinite, or a window is flat or has lost its digits.
 */
function twoBlocks(t: Instruction, first: i32): bool {
  const s = changetype<MomentState>(t.state);
  const x = t.in0;
  const n = t.n0;
  const second = first + FRESH;
  const end = second + FRESH;
  if (standsStill(x, first + 2 - n, end, n)) return false;
  const ownMean = s.mean;
  const ownSquares = s.squares;
  const ownLeast = s.least;
  const ownRun = s.run;
  const ownLast = s.last;
  // the value before the second block is not that of the state
  s.last = NaN;
  carefully(t, second, second + 2);
  const share = fixed(0, 1.0 / f64(n));
  const width = fixed(1, t.p0);
  const toLeft = distance(2, n << 3, 0);
  const toUpper = distance(3, x, t.out0);
  const toMiddle = distance(4, x, t.out1);
  const toLower = distance(5, x, t.out2);
  let means = lanes(ownMean, s.mean);
  let squares = lanes(ownSquares, s.squares);
  let least = squares;
  let most = squares;
  const last = x + (usize(second) << 3);
  for (let p = x + (usize(first + 2) << 3); p < last; p += 16) {
    const firstValues = v128.load(p);
    const secondValues = v128.load(p, BLOCK_BYTES);
    const old = p + toLeft;
    const firstLeft = v128.load(old);
    const secondLeft = v128.load(old, BLOCK_BYTES);

    const value = firsts(firstValues, secondValues);
    const left = firsts(firstLeft, secondLeft);
    const change = f64x2.sub(value, left);
    const one = f64x2.add(means, f64x2.mul(change, share));
    squares = f64x2.add(squares, f64x2.mul(change, f64x2.add(f64x2.sub(value, one), f64x2.sub(left, means))));
    least = f64x2.pmin(least, squares);
    most = f64x2.pmax(most, squares);
    const band = f64x2.mul(width, f64x2.sqrt(f64x2.mul(squares, share)));

    const nextValue = seconds(firstValues, secondValues);
    const nextLeft = seconds(firstLeft, secondLeft);
    const nextChange = f64x2.sub(nextValue, nextLeft);
    means = f64x2.add(one, f64x2.mul(nextChange, share));
    squares = f64x2.add(squares, f64x2.mul(nextChange, f64x2.add(f64x2.sub(nextValue, means), f64x2.sub(nextLeft, one))));
    least = f64x2.pmin(least, squares);
    most = f64x2.pmax(most, squares);
    const nextBand = f64x2.mul(width, f64x2.sqrt(f64x2.mul(squares, share)));

    putFour(p + toUpper, f64x2.add(one, band), f64x2.add(means, nextBand));
    putFour(p + toMiddle, one, means);
    putFour(p + toLower, f64x2.sub(one, band), f64x2.sub(means, nextBand));
  }
  const ends = f64x2.add(means, squares);
  const sound = f64x2.eq(f64x2.sub(ends, ends), f64x2.splat(0));
  const floors = f64x2.pmax(lanes(ownLeast, s.least), f64x2.mul(most, f64x2.splat(COLLAPSED)));
  if (!i64x2.all_true(v128.and(sound, f64x2.ge(least, floors)))) {
    s.mean = ownMean;
    s.squares = ownSquares;
    s.least = ownLeast;
    s.run = ownRun;
    s.last = ownLast;
    return false;
  }
  s.mean = f64x2.extract_lane(means, 1);
  s.squares = f64x2.extract_lane(squares, 1);
  s.least = f64x2.extract_lane(floors, 1);
  s.last = at(x, end - 1);
  s.run = runEndingAt(x, end - 1, end - n);
  return true;
}
