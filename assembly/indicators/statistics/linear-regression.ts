// Least-squares line through the last n inputs, over their places 0 to n - 1.

import { at, put } from "../../core/columns";
import { FRESH } from "../sliding";
import { NARROWED } from "./centred";
import { centreOf } from "./variance";

/** of a radian */
const DEGREES: f64 = 57.29577951308232;

@unmanaged
export class LineState {
  /** inputs so far, at most n */
  count: i32;
  /** length of the run of equal inputs that ends here */
  run: i32;
  last: f64;
  centre: f64;
  /** sums of the deviations from the centre, of their squares, and of them times their places less the middle place */
  sum: f64;
  squares: f64;
  weighted: f64;
  /** the largest `squares` since they were summed up */
  most: f64;
}

/** The line's value at the newest input, its slope a bar, and the share of the variance that it explains: none of a flat window. */
export function linearRegression(
  s: LineState, x: usize, value: usize, slope: usize, determination: usize, from: i32, to: i32, n: i32,
): void {
  const share = 1.0 / f64(n);
  const middle = (f64(n) - 1.0) / 2.0;
  let i = from;
  while (true) {
    if (s.count == n && n > 1) {
      const end = min(to, (i + FRESH - 1) / FRESH * FRESH);
      let run = s.run;
      let last = s.last;
      let centre = s.centre;
      let sum = s.sum;
      let squares = s.squares;
      let weighted = s.weighted;
      let most = s.most;
      for (; i < end; i++) {
        const newest = at(x, i);
        const nextRun = newest == last ? run + 1 : 1;
        if (nextRun >= n) {
          centre = newest;
          sum = 0;
          squares = 0;
          weighted = 0;
          most = 0;
        } else {
          const now = newest - centre;
          const old = at(x, i - n) - centre;
          const nextSum = sum + (now - old);
          const nextSquares = squares + (now - old) * (now + old);
          const nextMost = max(most, nextSquares);
          // also for NaN
          if (!(nextSquares - nextSum * nextSum * share >= nextMost * NARROWED)) break;
          // those that stay move one place down
          weighted += middle * (now + old) - (sum - old);
          sum = nextSum;
          squares = nextSquares;
          most = nextMost;
        }
        run = nextRun;
        last = newest;
        write(value, slope, determination, i, n, centre, sum, squares, weighted);
      }
      s.run = run;
      s.last = last;
      s.centre = centre;
      s.sum = sum;
      s.squares = squares;
      s.weighted = weighted;
      s.most = most;
    }
    if (i >= to) return;
    takeIn(s, x, i, n);
    if (s.count == n) write(value, slope, determination, i, n, s.centre, s.sum, s.squares, s.weighted);
    else {
      put(value, i, NaN);
      put(slope, i, NaN);
      put(determination, i, NaN);
    }
    i++;
  }
}

@inline
function write(
  value: usize, slope: usize, determination: usize, i: i32, n: i32, centre: f64, sum: f64, squares: f64, weighted: f64,
): void {
  const size = f64(n);
  const places = (size * (size * size - 1.0)) / 12.0;
  const rise = weighted / places;
  put(value, i, centre + (sum / size + rise * ((size - 1.0) / 2.0)));
  put(slope, i, rise);
  put(determination, i, min((rise * weighted) / max(squares - (sum * sum) / size, 0.0), 1.0));
}

/** Counts input i, and sums the window up when it is full. */
function takeIn(s: LineState, x: usize, i: i32, n: i32): void {
  const newest = at(x, i);
  s.run = s.count > 0 && newest == s.last ? s.run + 1 : 1;
  s.last = newest;
  s.count = newest - newest == 0 ? min(s.count + 1, n) : 0;
  if (s.count < n) return;
  s.centre = centreOf(x, i, n);
  s.sum = 0;
  s.squares = 0;
  s.weighted = 0;
  const middle = (f64(n) - 1.0) / 2.0;
  for (let k = 0; k < n; k++) {
    const d = at(x, i - n + 1 + k) - s.centre;
    s.sum += d;
    s.squares += d * d;
    s.weighted += (f64(k) - middle) * d;
  }
  s.most = s.squares;
}

/** atan of each value, in degrees; AssemblyScript's own atan is compiled in, to within an ulp. */
export function angle(x: usize, out: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) put(out, i, NativeMath.atan(at(x, i)) * DEGREES);
}
