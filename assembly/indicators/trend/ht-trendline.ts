// Instantaneous trendline by the Hilbert transform (Ehlers, Rocket Science for Traders, 2001): the mean price over the dominant cycle, whose
// length is found from how fast the phase of the price turns.

import { at, put } from "../../core/columns";

/** Rings hold the last values of what a Hilbert transform is taken of; it looks 6 bars back. */
const RING: i32 = 16;
/** The cycle is sought from this input on, from nothing before it, and the first value is that of input `SHOWN` (TA-Lib). */
const BEGIN: i32 = 37;
const SHOWN: i32 = 63;

@unmanaged
export class HilbertState {
  /** inputs so far; beyond `SHOWN` it goes round with the rings */
  count: i32;
  inPhase: f64;
  quadrature: f64;
  re: f64;
  im: f64;
  period: f64;
  smoothPeriod: f64;
  mean1: f64;
  mean2: f64;
  mean3: f64;
}

export function hilbertBytes(): i32 {
  return offsetof<HilbertState>() + 3 * RING * 8;
}

export function htTrendline(s: HilbertState, x: usize, out: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    const value = at(x, i);
    if (value - value != 0) {
      memory.fill(changetype<usize>(s), 0, usize(hilbertBytes()));
      put(out, i, NaN);
      continue;
    }
    if (s.count >= BEGIN) {
      measure(s, (4.0 * value + 3.0 * at(x, i - 1) + 2.0 * at(x, i - 2) + at(x, i - 3)) / 10.0);
      const line = trend(s, x, i);
      put(out, i, s.count >= SHOWN ? line : NaN);
    } else put(out, i, NaN);
    s.count = s.count < SHOWN + RING ? s.count + 1 : s.count + 1 - RING;
  }
}

/** Takes the next smooth price in; the length of the dominant cycle goes to `smoothPeriod`. */
function measure(s: HilbertState, smooth: f64): void {
  const k = s.count;
  const prices = changetype<usize>(s) + offsetof<HilbertState>();
  const detrended = prices + RING * 8;
  const quadratures = detrended + RING * 8;
  const gain = 0.075 * s.period + 0.54;
  set(prices, k, smooth);
  set(detrended, k, transform(prices, k, gain));
  const inPhase1 = get(detrended, k - 3);
  const quadrature1 = transform(detrended, k, gain);
  set(quadratures, k, quadrature1);
  // both turned by a quarter more
  const turnedInPhase = transform(detrended, k - 3, gain);
  const turnedQuadrature = transform(quadratures, k, gain);
  const inPhase = 0.2 * (inPhase1 - turnedQuadrature) + 0.8 * s.inPhase;
  const quadrature = 0.2 * (quadrature1 + turnedInPhase) + 0.8 * s.quadrature;
  s.re = 0.2 * (inPhase * s.inPhase + quadrature * s.quadrature) + 0.8 * s.re;
  s.im = 0.2 * (inPhase * s.quadrature - quadrature * s.inPhase) + 0.8 * s.im;
  s.inPhase = inPhase;
  s.quadrature = quadrature;
  s.period = nextPeriod(s);
  s.smoothPeriod = 0.33 * s.period + 0.67 * s.smoothPeriod;
}

/** Bars that a full turn takes: at most 1.5 and at least 0.67 times those before, from 6 to 50, smoothed. */
function nextPeriod(s: HilbertState): f64 {
  let period = s.period;
  if (s.im != 0 && s.re != 0) period = (2.0 * NativeMath.PI) / NativeMath.atan(s.im / s.re);
  period = max(min(period, 1.5 * s.period), 0.67 * s.period);
  period = max(min(period, 50.0), 6.0);
  return 0.2 * period + 0.8 * s.period;
}

/** Mean price over the cycle, weighted 4, 3, 2, 1 with those of the bars before. */
function trend(s: HilbertState, x: usize, i: i32): f64 {
  const length = i32(s.smoothPeriod + 0.5);
  let sum: f64 = 0;
  for (let k = 0; k < length; k++) sum += at(x, i - k);
  const mean = length > 0 ? sum / f64(length) : 0;
  const line = (4.0 * mean + 3.0 * s.mean1 + 2.0 * s.mean2 + s.mean3) / 10.0;
  s.mean3 = s.mean2;
  s.mean2 = s.mean1;
  s.mean1 = mean;
  return line;
}

/** Ehlers's Hilbert transform of what a ring holds at k and every second place before. */
@inline
function transform(ring: usize, k: i32, gain: f64): f64 {
  return (0.0962 * (get(ring, k) - get(ring, k - 6)) + 0.5769 * (get(ring, k - 2) - get(ring, k - 4))) * gain;
}

@inline
function get(ring: usize, k: i32): f64 {
  return load<f64>(ring + (usize(k & (RING - 1)) << 3));
}

@inline
function set(ring: usize, k: i32, value: f64): void {
  store<f64>(ring + (usize(k & (RING - 1)) << 3), value);
}
