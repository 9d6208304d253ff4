// Commodity channel index.

import { at, put } from "../../core/columns";

@unmanaged
export class CciState {
  /** inputs so far, at most n */
  count: i32;
  /** length of the run of equal inputs that ends here */
  run: i32;
  last: f64;
}

/** What Lambert divides by, so that most values lie between -100 and 100. */
const SCALE: f64 = 0.015;

/**
 * (x - mean) / (0.015 mean deviation from it) of the last n inputs, 0 where one of the two is 0. Every window is summed up by itself: 2 n steps
 * of two values a bar.
 */
export function cci(s: CciState, x: usize, out: usize, from: i32, to: i32, n: i32): void {
  for (let i = from; i < to; i++) {
    const value = at(x, i);
    s.count = value - value == 0 ? min(s.count + 1, n) : 0;
    s.run = s.count > 1 && value == s.last ? s.run + 1 : 1;
    s.last = value;
    if (s.count < n) {
      put(out, i, NaN);
      continue;
    }
    if (s.run >= n) {
      put(out, i, 0);
      continue;
    }
    const mean = sum(x, i - n + 1, n) / f64(n);
    const deviation = deviations(x, i - n + 1, n, mean) / f64(n);
    put(out, i, value == mean || deviation == 0 ? 0 : (value - mean) / (SCALE * deviation));
  }
}

function sum(x: usize, from: i32, n: i32): f64 {
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  let place = x + (usize(from) << 3);
  let k = n;
  for (; k >= 4; k -= 4) {
    a = f64x2.add(a, v128.load(place));
    b = f64x2.add(b, v128.load(place, 16));
    place += 32;
  }
  a = f64x2.add(a, b);
  let total = f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
  for (; k > 0; k--) {
    total += load<f64>(place);
    place += 8;
  }
  return total;
}

/** Sum of the distances from the mean. */
function deviations(x: usize, from: i32, n: i32, mean: f64): f64 {
  const middle = f64x2.splat(mean);
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  let place = x + (usize(from) << 3);
  let k = n;
  for (; k >= 4; k -= 4) {
    a = f64x2.add(a, f64x2.abs(f64x2.sub(v128.load(place), middle)));
    b = f64x2.add(b, f64x2.abs(f64x2.sub(v128.load(place, 16), middle)));
    place += 32;
  }
  a = f64x2.add(a, b);
  let total = f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
  for (; k > 0; k--) {
    total += abs(load<f64>(place) - mean);
    place += 8;
  }
  return total;
}
