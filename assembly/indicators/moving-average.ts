// Moving averages. Every indicator works on a range of bars and keeps in its state what the next range needs, so that
// batch, chunks and single bars give the same bits. A NaN in the input gives NaN and starts the warm-up anew; the state
// is all zeros before the first bar.

import { at, put } from "../core/columns";
import { COLLAPSED, FRESH } from "./sliding";

@unmanaged
export class SmaState {
  /** inputs so far, at most n */
  count: i32;
  sum: f64;
  /** sum of the inputs' sizes, without their signs */
  size: f64;
  /** a `size` below this has collapsed */
  least: f64;
}

/** Simple moving average; first value at the n-th valid input. */
export function sma(s: SmaState, x: usize, out: usize, from: i32, to: i32, n: i32): void {
  if (n == 1) {
    memory.copy(out + (usize(from) << 3), x + (usize(from) << 3), usize(to - from) << 3);
    return;
  }
  const divisor = f64(n);
  let i = from;
  while (true) {
    if (s.count == n) {
      const end = min(to, (i + FRESH - 1) / FRESH * FRESH);
      let sum = s.sum;
      let size = s.size;
      let least = s.least;
      for (; i < end; i++) {
        const value = at(x, i);
        const old = at(x, i - n);
        const next = size + (abs(value) - abs(old));
        const floor = next * COLLAPSED;
        if (floor > least) least = floor;
        // also for NaN
        else if (!(next >= least)) break;
        size = next;
        sum += value - old;
        put(out, i, sum / divisor);
      }
      s.sum = sum;
      s.size = size;
      s.least = least;
    }
    if (i >= to) return;
    takeIn(s, x, i, n);
    put(out, i, s.count == n ? s.sum / divisor : NaN);
    i++;
  }
}

/** Adds input i; to a full window by summing it up afresh. */
function takeIn(s: SmaState, x: usize, i: i32, n: i32): void {
  const value = at(x, i);
  if (value != value) {
    s.count = 0;
    return;
  }
  const full = s.count == n;
  let sum = full || s.count == 0 ? 0 : s.sum;
  let size = full || s.count == 0 ? 0 : s.size;
  for (let k = full ? i - n + 1 : i; k <= i; k++) {
    const term = at(x, k);
    sum += term;
    size += abs(term);
  }
  s.count = min(s.count + 1, n);
  s.sum = sum;
  s.size = size;
  s.least = size * COLLAPSED;
}

@unmanaged
export class EmaState {
  count: i32;
  value: f64;
}

/** One bar of an exponential average in its warm-up; the value to put out. */
@inline
function warmUp(s: EmaState, value: f64, n: i32, alpha: f64, firstSeeds: bool): f64 {
  if (value != value) {
    s.count = 0;
    s.value = 0;
    return NaN;
  }
  s.count++;
  if (firstSeeds) s.value = s.count == 1 ? value : (1.0 - alpha) * s.value + alpha * value;
  else {
    s.value += value;
    if (s.count == n) s.value /= f64(n);
  }
  return s.count == n ? s.value : NaN;
}

/**
 * Exponential moving average e = (1 - alpha) e + alpha x, first value at the n-th valid input; seeded with the mean of
 * the first n inputs (TA-Lib), or with the first input. With alpha = 1/n it is Wilder's smoothing.
 */
export function ema(
  s: EmaState, x: usize, out: usize, from: i32, to: i32, n: i32, alpha: f64, firstSeeds: bool,
): void {
  const keep = 1.0 - alpha;
  let i = from;
  while (i < to) {
    while (i < to && s.count < n) {
      put(out, i, warmUp(s, at(x, i), n, alpha, firstSeeds));
      i++;
    }
    let value = s.value;
    while (i < to) {
      const next = keep * value + alpha * at(x, i);
      if (next != next) break;
      value = next;
      put(out, i, value);
      i++;
    }
    s.value = value;
    if (i < to) {
      s.count = 0;
      s.value = 0;
      put(out, i, NaN);
      i++;
    }
  }
}

/** Two exponential averages of one input side by side; bit-equal to two calls of `ema`. */
export function emaPair(
  s0: EmaState, s1: EmaState, x: usize, out0: usize, out1: usize, from: i32, to: i32,
  n0: i32, alpha0: f64, n1: i32, alpha1: f64, firstSeeds: bool,
): void {
  let i = from;
  if (s0.count < n0 || s1.count < n1) {
    const longer = n0 > n1 ? n0 : n1;
    i = min(to, from + longer);
    ema(s0, x, out0, from, i, n0, alpha0, firstSeeds);
    ema(s1, x, out1, from, i, n1, alpha1, firstSeeds);
    if (s0.count < n0 || s1.count < n1) {
      ema(s0, x, out0, i, to, n0, alpha0, firstSeeds);
      ema(s1, x, out1, i, to, n1, alpha1, firstSeeds);
      return;
    }
  }
  const start = i;
  const alpha = f64x2.replace_lane(f64x2.splat(alpha0), 1, alpha1);
  const keep = f64x2.replace_lane(f64x2.splat(1.0 - alpha0), 1, 1.0 - alpha1);
  let value = f64x2.replace_lane(f64x2.splat(s0.value), 1, s1.value);
  for (; i < to; i++) {
    const offset = usize(i) << 3;
    value = f64x2.add(f64x2.mul(keep, value), f64x2.mul(alpha, v128.load64_splat(x + offset)));
    v128.store64_lane(out0 + offset, value, 0);
    v128.store64_lane(out1 + offset, value, 1);
  }
  const last0 = f64x2.extract_lane(value, 0);
  const last1 = f64x2.extract_lane(value, 1);
  if (last0 != last0 || last1 != last1 || start >= to) {
    // a NaN came: the careful form from where the values were still sound
    if (start < to) {
      ema(s0, x, out0, start, to, n0, alpha0, firstSeeds);
      ema(s1, x, out1, start, to, n1, alpha1, firstSeeds);
    }
    return;
  }
  s0.value = last0;
  s1.value = last1;
}
