// Rolling standard deviation and Bollinger bands, population form (ddof 0).

import { at, put } from "../core/columns";
import { COLLAPSED, FRESH } from "./sliding";

@unmanaged
export class MomentState {
  /** inputs so far, at most n */
  count: i32;
  /** length of the run of equal inputs that ends here */
  run: i32;
  last: f64;
  mean: f64;
  /** sum of squared deviations from the mean */
  squares: f64;
  /** `squares` below this have collapsed */
  least: f64;
}

/**
 * Mean and squares of the last n inputs slide by Welford's update; afresh on every 1,024th bar and when the squares collapse.
 * A flat window has exactly its value and 0. An infinite input is no value, as NaN is.
 */
@inline
function slide(
  s: MomentState, x: usize, upper: usize, middle: usize, lower: usize, from: i32, to: i32, n: i32, width: f64, bands: bool,
): void {
  const share = 1.0 / f64(n);
  let i = from;
  while (true) {
    if (s.count == n && n > 1) {
      const end = min(to, (i + FRESH - 1) / FRESH * FRESH);
      let run = s.run;
      let last = s.last;
      let mean = s.mean;
      let squares = s.squares;
      let least = s.least;
      for (; i < end; i++) {
        const value = at(x, i);
        const old = at(x, i - n);
        const nextMean = mean + (value - old) * share;
        const nextSquares = squares + (value - old) * (value - nextMean + (old - mean));
        const nextRun = value == last ? run + 1 : 1;
        if (nextRun >= n) {
          mean = value;
          squares = 0;
          least = 0;
        } else {
          const floor = nextSquares * COLLAPSED;
          if (floor > least) least = floor;
          // also for NaN
          else if (!(nextSquares >= least)) break;
          mean = nextMean;
          squares = nextSquares;
        }
        run = nextRun;
        last = value;
        write(upper, middle, lower, i, mean, squares, share, width, bands);
      }
      s.run = run;
      s.last = last;
      s.mean = mean;
      s.squares = squares;
      s.least = least;
    }
    if (i >= to) return;
    fresh(s, x, i, n);
    write(upper, middle, lower, i, s.mean, s.squares, share, width, bands);
    i++;
  }
}

@inline
function write(
  upper: usize, middle: usize, lower: usize, i: i32, mean: f64, squares: f64, share: f64, width: f64, bands: bool,
): void {
  const deviation = sqrt(squares * share);
  if (bands) {
    const band = width * deviation;
    put(upper, i, mean + band);
    put(middle, i, mean);
    put(lower, i, mean - band);
  } else {
    put(middle, i, deviation);
  }
}

/** Takes input i in and sums the window up; NaN while it is not full. */
function fresh(s: MomentState, x: usize, i: i32, n: i32): void {
  const value = at(x, i);
  const valid = value - value == 0;
  s.run = s.count > 0 && value == s.last ? s.run + 1 : 1;
  s.last = value;
  s.count = valid ? min(s.count + 1, n) : 0;
  s.mean = NaN;
  s.squares = NaN;
  if (s.count == n) {
    const flat = s.run >= n;
    s.mean = flat ? value : meanOf(x, i, n);
    s.squares = flat ? 0 : squaresOf(x, i, n, s.mean);
  }
  s.least = s.squares * COLLAPSED;
}

function meanOf(x: usize, i: i32, n: i32): f64 {
  let sum: f64 = 0;
  for (let k = i - n + 1; k <= i; k++) sum += at(x, k);
  return sum / f64(n);
}

function squaresOf(x: usize, i: i32, n: i32, mean: f64): f64 {
  let squares: f64 = 0;
  for (let k = i - n + 1; k <= i; k++) {
    const d = at(x, k) - mean;
    squares += d * d;
  }
  return squares;
}

/** Standard deviation of the last n inputs. */
export function standardDeviation(s: MomentState, x: usize, out: usize, from: i32, to: i32, n: i32): void {
  slide(s, x, 0, out, 0, from, to, n, 0, false);
}

/** Bollinger bands: mean +- width deviations (Bollinger 2002). */
export function bollinger(
  s: MomentState, x: usize, upper: usize, middle: usize, lower: usize, from: i32, to: i32, n: i32, width: f64,
): void {
  slide(s, x, upper, middle, lower, from, to, n, width, true);
}
