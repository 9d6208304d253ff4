// Rolling variance, and how many deviations a value lies from its mean.

import { at, put } from "../../core/columns";
import { FRESH } from "../sliding";
import { NARROWED } from "./centred";

@unmanaged
export class SpreadState {
  /** inputs so far, at most n */
  count: i32;
  /** length of the run of equal inputs that ends here */
  run: i32;
  last: f64;
  centre: f64;
  /** sums of the deviations from the centre and of their squares */
  sum: f64;
  squares: f64;
  /** the largest `squares` since they were summed up */
  most: f64;
}

/** A flat window has exactly 0, and its z-scores are none. `divisor` is n, or n - 1 for a sample. */
@inline
function slide(s: SpreadState, x: usize, out: usize, from: i32, to: i32, n: i32, divisor: f64, scores: bool): void {
  const share = 1.0 / f64(n);
  let i = from;
  while (true) {
    if (s.count == n && n > 1) {
      const end = min(to, (i + FRESH - 1) / FRESH * FRESH);
      let run = s.run;
      let last = s.last;
      let centre = s.centre;
      let sum = s.sum;
      let squares = s.squares;
      let most = s.most;
      for (; i < end; i++) {
        const value = at(x, i);
        const nextRun = value == last ? run + 1 : 1;
        if (nextRun >= n) {
          centre = value;
          sum = 0;
          squares = 0;
          most = 0;
        } else {
          const now = value - centre;
          const old = at(x, i - n) - centre;
          const nextSum = sum + (now - old);
          const nextSquares = squares + (now - old) * (now + old);
          const nextMost = max(most, nextSquares);
          // also for NaN
          if (!(nextSquares - nextSum * nextSum * share >= nextMost * NARROWED)) break;
          sum = nextSum;
          squares = nextSquares;
          most = nextMost;
        }
        run = nextRun;
        last = value;
        write(out, i, value - centre, sum, squares, share, divisor, scores);
      }
      s.run = run;
      s.last = last;
      s.centre = centre;
      s.sum = sum;
      s.squares = squares;
      s.most = most;
    }
    if (i >= to) return;
    takeIn(s, x, i, n);
    if (s.count < n) put(out, i, NaN);
    else write(out, i, at(x, i) - s.centre, s.sum, s.squares, share, divisor, scores);
    i++;
  }
}

@inline
function write(out: usize, i: i32, now: f64, sum: f64, squares: f64, share: f64, divisor: f64, scores: bool): void {
  const variance = max(squares - sum * sum * share, 0.0) / divisor;
  if (scores) put(out, i, variance > 0 ? (now - sum * share) / sqrt(variance) : NaN);
  else put(out, i, variance);
}

/** Counts input i, and sums the window up when it is full. */
function takeIn(s: SpreadState, x: usize, i: i32, n: i32): void {
  const value = at(x, i);
  s.run = s.count > 0 && value == s.last ? s.run + 1 : 1;
  s.last = value;
  s.count = value - value == 0 ? min(s.count + 1, n) : 0;
  if (s.count < n) return;
  s.centre = centreOf(x, i, n);
  s.sum = 0;
  s.squares = 0;
  for (let k = i - n + 1; k <= i; k++) {
    const d = at(x, k) - s.centre;
    s.sum += d;
    s.squares += d * d;
  }
  s.most = s.squares;
}

/** Mean of n inputs up to i; of equal ones exactly their value. */
export function centreOf(x: usize, i: i32, n: i32): f64 {
  const newest = at(x, i);
  let sum: f64 = 0;
  for (let k = i - n + 1; k < i; k++) sum += at(x, k) - newest;
  return newest + sum / f64(n);
}

/** Squared deviations from the mean of the last n inputs, by n, or by n - 1 for a sample. */
export function variance(s: SpreadState, x: usize, out: usize, from: i32, to: i32, n: i32, sample: bool): void {
  slide(s, x, out, from, to, n, f64(sample ? n - 1 : n), false);
}

/** (x - mean) / deviation of the last n inputs, x the newest; NaN where the deviation is 0. */
export function zScore(s: SpreadState, x: usize, out: usize, from: i32, to: i32, n: i32, sample: bool): void {
  slide(s, x, out, from, to, n, f64(sample ? n - 1 : n), true);
}
