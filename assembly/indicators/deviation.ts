// Rolling standard deviation and Bollinger bands, population form (ddof 0).

import { at, put } from "../core/columns";

const FRESH: i32 = 1024;

@unmanaged
export class MomentState {
  count: i32;
  /** length of the run of equal inputs that ends here */
  run: i32;
  last: f64;
  mean: f64;
  /** sum of squared deviations from the mean */
  squares: f64;
}

/**
 * Takes input i into the window of the last n; true when the window is full. Sliding mean and squares by Welford's
 * update, computed afresh on every 1,024th bar; a flat window has exactly its value and 0.
 */
@inline
function slide(s: MomentState, x: usize, i: i32, n: i32): bool {
  const value = at(x, i);
  if (value != value) {
    s.count = 0;
    s.run = 0;
    return false;
  }
  s.run = s.count > 0 && value == s.last ? min(s.run + 1, n) : 1;
  s.last = value;
  s.count = min(s.count + 1, n + 1);
  if (s.count < n) return false;
  if (s.run >= n) {
    s.mean = value;
    s.squares = 0;
  } else if (s.count == n || i % FRESH == 0) {
    fresh(s, x, i, n);
  } else {
    const old = at(x, i - n);
    const before = s.mean;
    s.mean = before + (value - old) * (1.0 / f64(n));
    s.squares = max(0.0, s.squares + (value - old) * (value - s.mean + (old - before)));
  }
  return true;
}

function fresh(s: MomentState, x: usize, i: i32, n: i32): void {
  let sum: f64 = 0;
  for (let k = i - n + 1; k <= i; k++) sum += at(x, k);
  const mean = sum / f64(n);
  let squares: f64 = 0;
  for (let k = i - n + 1; k <= i; k++) {
    const d = at(x, k) - mean;
    squares += d * d;
  }
  s.mean = mean;
  s.squares = squares;
}

/** Standard deviation of the last n inputs. */
export function standardDeviation(s: MomentState, x: usize, out: usize, from: i32, to: i32, n: i32): void {
  for (let i = from; i < to; i++) put(out, i, slide(s, x, i, n) ? sqrt(s.squares / f64(n)) : NaN);
}

/** Bollinger bands: mean +- width deviations (Bollinger 2002). */
export function bollinger(
  s: MomentState, x: usize, upper: usize, middle: usize, lower: usize, from: i32, to: i32, n: i32, width: f64,
): void {
  for (let i = from; i < to; i++) {
    const full = slide(s, x, i, n);
    const band = full ? width * sqrt(s.squares / f64(n)) : NaN;
    const mean = full ? s.mean : NaN;
    put(upper, i, mean + band);
    put(middle, i, mean);
    put(lower, i, mean - band);
  }
}
