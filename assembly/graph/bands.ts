// Bollinger bands past their warm-up, two blocks of bars side by side. Bit-equal to the careful form (assembly/indicators), which does the
// rest.

import { at } from "../core/columns";
import { bollinger, COLLAPSED, FRESH, meanOf, MomentState, squaresOf } from "../indicators/deviation";
import { fixed } from "./fixed";
import { Instruction } from "./instruction";

export function bollingerColumns(t: Instruction, from: i32, to: i32): void {
  const s = changetype<MomentState>(t.state);
  for (let i = from; i < to; ) {
    // the window of a block's first bar is summed afresh: two blocks have nothing to do with each other
    const two = i % FRESH == 0 && i + 2 * FRESH <= to;
    const end = two ? i + 2 * FRESH : min(to, (i / FRESH + 1) * FRESH);
    if (two) {
      carefully(t, i, i + 1);
      if (s.count != t.n0 || t.n0 == 1 || !twoBlocks(t, i)) carefully(t, i + 1, end);
    } else carefully(t, i, end);
    i = end;
  }
}

function carefully(t: Instruction, from: i32, to: i32): void {
  bollinger(changetype<MomentState>(t.state), t.in0, t.out0, t.out1, t.out2, from, to, t.n0, t.p0);
}

@inline
function lanes(first: f64, second: f64): v128 {
  return f64x2.replace_lane(f64x2.splat(first), 1, second);
}

/** Length of the run of equal values that ends at bar i, at most a window's. */
function runEndingAt(x: usize, i: i32, n: i32): i32 {
  const value = at(x, i);
  let run = 1;
  while (run < n && at(x, i - run) == value) run++;
  return run;
}

/** The values at p and a block later. */
@inline
function both(p: usize): v128 {
  return v128.load64_lane(p + BLOCK_BYTES, v128.load64_zero(p), 1);
}

@inline
function putBoth(p: usize, values: v128): void {
  v128.store64_lane(p, values, 0);
  v128.store64_lane(p + BLOCK_BYTES, values, 1);
}

const BLOCK_BYTES: usize = 8 * 1024; // FRESH bars

/**
 * Bands of two blocks side by side; bar `first` has been taken. False, with nothing of the state changed, where in one of them a value was none or
 * infinite, or a window may have been flat or lost its digits.
 */
function twoBlocks(t: Instruction, first: i32): bool {
  const s = changetype<MomentState>(t.state);
  const x = t.in0;
  const n = t.n0;
  const second = first + FRESH;
  if (runEndingAt(x, second, n) == n) return false;
  const secondMean = meanOf(x, second, n);
  const secondSquares = squaresOf(x, second, n, secondMean);
  const share = fixed(0, 1.0 / f64(n));
  const width = fixed(1, t.p0);
  let means = lanes(s.mean, secondMean);
  let squares = lanes(s.squares, secondSquares);
  // the second block's first bar; the first block's has the values that it has
  const start = f64x2.mul(width, f64x2.sqrt(f64x2.mul(squares, share)));
  let least = squares;
  let most = squares;
  let flat = f64x2.splat(0);
  const toUpper = t.out0 - x;
  const toMiddle = t.out1 - x;
  const toLower = t.out2 - x;
  let p = x + (usize(first) << 3);
  let old = p - (usize(n) << 3);
  putBoth(p + toUpper, f64x2.add(means, start));
  putBoth(p + toMiddle, means);
  putBoth(p + toLower, f64x2.sub(means, start));
  let before = both(p);
  let left = both(old + 8);
  for (const end = p + BLOCK_BYTES - 8; p < end; ) {
    p += 8;
    old += 8;
    const value = both(p);
    const change = f64x2.sub(value, left);
    const next = f64x2.add(means, f64x2.mul(change, share));
    squares = f64x2.add(squares, f64x2.mul(change, f64x2.add(f64x2.sub(value, next), f64x2.sub(left, means))));
    means = next;
    least = f64x2.pmin(least, squares);
    most = f64x2.pmax(most, squares);
    // a flat window's last value equals the one before it, and its first
    left = both(old + 8);
    flat = v128.or(flat, v128.and(f64x2.eq(value, before), f64x2.eq(value, left)));
    before = value;
    const band = f64x2.mul(width, f64x2.sqrt(f64x2.mul(squares, share)));
    putBoth(p + toUpper, f64x2.add(means, band));
    putBoth(p + toMiddle, means);
    putBoth(p + toLower, f64x2.sub(means, band));
  }
  const ends = f64x2.add(means, squares);
  const sound = f64x2.eq(f64x2.sub(ends, ends), f64x2.splat(0));
  const floors = f64x2.pmax(lanes(s.least, secondSquares * COLLAPSED), f64x2.mul(most, f64x2.splat(COLLAPSED)));
  if (v128.any_true(flat) || !i64x2.all_true(v128.and(sound, f64x2.ge(least, floors)))) return false;
  s.mean = f64x2.extract_lane(means, 1);
  s.squares = f64x2.extract_lane(squares, 1);
  s.least = f64x2.extract_lane(floors, 1);
  s.last = at(x, second + FRESH - 1);
  s.run = runEndingAt(x, second + FRESH - 1, n);
  return true;
}
