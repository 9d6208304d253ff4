// Moving average convergence/divergence (Appel 1979).

import { at, put } from "../core/columns";

@unmanaged
export class MacdState {
  /** inputs so far, at most one more than the warm-up takes */
  count: i32;
  fast: f64;
  slow: f64;
  /** average of the differences of the two */
  signal: f64;
}

/** Inputs up to the first value. */
@inline
export function macdWarmUp(fast: i32, slow: i32, signal: i32): i32 {
  return max(fast, slow) + signal - 1;
}

/** Weight of the newest input in an exponential average. */
@inline
export function weight(n: i32): f64 {
  return 2.0 / (f64(n) + 1.0);
}

/**
 * Fast average less slow one, the average of that (signal), and what it is above that (histogram). Seeded with means, both averages
 * with those of the inputs that end on one bar (TA-Lib), or with the first input.
 */
export function macd(
  s: MacdState, x: usize, line: usize, signal: usize, histogram: usize, from: i32, to: i32, fastN: i32, slowN: i32, signalN: i32,
  firstSeeds: bool,
): void {
  const start = firstSeeds ? 1 : max(fastN, slowN);
  const full = macdWarmUp(fastN, slowN, signalN);
  const fastWeight = weight(fastN);
  const slowWeight = weight(slowN);
  const signalWeight = weight(signalN);
  for (let i = from; i < to; i++) {
    const value = at(x, i);
    const count = min(s.count + 1, full + 1);
    s.count = count;
    let difference: f64 = 0;
    if (count <= start) {
      if (firstSeeds || count > start - fastN) s.fast += value;
      if (firstSeeds || count > start - slowN) s.slow += value;
      if (count == start && !firstSeeds) {
        s.fast /= f64(fastN);
        s.slow /= f64(slowN);
      }
    } else {
      s.fast = (1.0 - fastWeight) * s.fast + fastWeight * value;
      s.slow = (1.0 - slowWeight) * s.slow + slowWeight * value;
    }
    if (count >= start) {
      difference = s.fast - s.slow;
      const seeds = firstSeeds ? 1 : signalN;
      if (count < start + seeds) {
        s.signal += difference;
        if (count == start + seeds - 1) s.signal /= f64(seeds);
      } else s.signal = (1.0 - signalWeight) * s.signal + signalWeight * difference;
    }
    // a value that is none, or what an infinite one leaves
    if (s.fast + s.slow != s.fast + s.slow || s.signal != s.signal) {
      s.count = 0;
      s.fast = 0;
      s.slow = 0;
      s.signal = 0;
    }
    const shows = s.count >= full;
    put(line, i, shows ? difference : NaN);
    put(signal, i, shows ? s.signal : NaN);
    put(histogram, i, shows ? difference - s.signal : NaN);
  }
}
