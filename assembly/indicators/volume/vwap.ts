// Volume-weighted average price since a start.

import { at, put } from "../../core/columns";

const DAY: f64 = 86400000;

// where the sums start: the first bar, the first bar of each UTC day, the first bar at or after a time
const CUMULATIVE: i32 = 0;
const SESSION: i32 = 1;
const ANCHORED: i32 = 2;

@unmanaged
export class VwapState {
  /** the UTC day of the bar before */
  day: f64;
  volume: f64;
  mean: f64;
  variance: f64;
}

/** Mean and deviation of the prices, weighted by volume, by West's update (1979); `width` deviations around. NaN while the volume is 0. */
export function vwap(
  s: VwapState, timestamp: usize, price: usize, volume: usize, out: usize, upper: usize, lower: usize, from: i32, to: i32,
  mode: i32, width: f64, start: f64,
): void {
  for (let i = from; i < to; i++) {
    const time = at(timestamp, i);
    const day = floor(time / DAY);
    if (mode == SESSION && day != s.day) s.volume = 0;
    s.day = day;
    takeIn(s, at(price, i), mode == ANCHORED && !(time >= start) ? 0 : at(volume, i));
    if (!(s.volume > 0)) {
      put(out, i, NaN);
      put(upper, i, NaN);
      put(lower, i, NaN);
      continue;
    }
    const band = width * sqrt(s.variance);
    put(out, i, s.mean);
    put(upper, i, s.mean + band);
    put(lower, i, s.mean - band);
  }
}

@inline
function takeIn(s: VwapState, price: f64, traded: f64): void {
  const volume = s.volume + traded;
  const distance = price - s.mean;
  if (price - price != 0 || volume - volume != 0) s.volume = 0;
  else if (!(s.volume > 0)) {
    s.volume = traded;
    s.mean = price;
    s.variance = 0;
  } else if (traded > 0) {
    const share = traded / volume;
    const step = distance * share;
    s.variance = (s.volume / volume) * (s.variance + distance * step);
    s.mean += step;
    s.volume = volume;
  }
}
