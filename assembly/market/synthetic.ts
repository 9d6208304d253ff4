// The synthetic market: regimes, volatility clustering, jumps and volume, from + - * / and the kernel's exp alone.
//
// A bar's log return is drift + momentum + volatility x noise. Volatility follows a GARCH(1,1) recursion (Bollerslev 1986) around
// the regime's level; regimes (bull, bear, calm, turbulent) last a random number of days; jumps arrive rarely (Merton 1976).
// For bars up to a day: where most bars have a jump, the variance has no level to return to. Inside a bar the price walks `STEPS` small steps, so that open, high, low and close belong to one path.

import { put } from "../core/columns";
import { exp } from "../core/math";
import { below, gauss, openStream, PURPOSE_MARKET, Stream, uniform } from "../core/random";

const STEPS: i32 = 16;
const DAY: f64 = 86400000;
const YEAR_DAYS: f64 = 365;
/** jumps a day, and their size */
const JUMP_RATE: f64 = 0.02;
const JUMP_SCALE: f64 = 0.03;
const GARCH_ALPHA: f64 = 0.08;
const GARCH_BETA: f64 = 0.9;

const streamBytes: usize = memory.data(16, 4);

/** annual drift of regime k */
function driftOf(regime: u32): f64 {
  if (regime == 0) return 0.9;
  if (regime == 1) return -0.7;
  return regime == 2 ? 0.05 : 0.0;
}

/** annual volatility of regime k */
function volatilityOf(regime: u32): f64 {
  if (regime == 0) return 0.55;
  if (regime == 1) return 0.8;
  return regime == 2 ? 0.3 : 1.2;
}

/**
 * Writes n bars of `barMs` milliseconds from `start` (ms UTC).
 *
 * @param trial number of the series under this seed (symbols of one market)
 * @param price open of the first bar, quote currency
 * @param pull of log(price / first price) this part is taken back a day, so that long series stay on a scale a reader knows
 * @param tick prices are rounded to a multiple of 1 / inverseTick
 */
export function synthesise(
  seed: u32, trial: u32, n: i32, start: f64, barMs: f64, price: f64, pull: f64, inverseTick: f64,
  stamps: usize, open: usize, high: usize, low: usize, close: usize, volume: usize,
): void {
  const r = changetype<Stream>(streamBytes);
  openStream(r, seed, PURPOSE_MARKET, trial, 0);
  const barDays = barMs / DAY;
  const stepDays = barDays / f64(STEPS);
  const rootStep = sqrt(stepDays / YEAR_DAYS);
  let daysLeft: f64 = 0;
  let regime: u32 = 0;
  let momentum: f64 = 0;
  // variance relative to the regime's own
  let variance: f64 = 1;
  let logPrice: f64 = 0;
  let last = round(price, inverseTick);
  for (let i = 0; i < n; i++) {
    daysLeft -= barDays;
    if (daysLeft <= 0) {
      regime = (regime + 1 + below(r, 3)) & 3;
      daysLeft = 10.0 + 80.0 * uniform(r);
    }
    const level = volatilityOf(regime);
    const drift = (driftOf(regime) - 0.5 * level * level) / YEAR_DAYS;
    const deviation = level * sqrt(variance) * rootStep;
    const first = last;
    let top = first;
    let bottom = first;
    let shock: f64 = 0;
    for (let k = 0; k < STEPS; k++) {
      const noise = gauss(r);
      shock += noise;
      momentum = 0.98 * momentum + 0.02 * noise;
      logPrice += drift * stepDays + deviation * (noise + 0.5 * momentum);
      if (uniform(r) < JUMP_RATE * stepDays) {
        const size = JUMP_SCALE * gauss(r);
        logPrice += size;
        shock += 8.0 * gauss(r);
      }
      logPrice -= logPrice * pull * stepDays;
      last = max(1.0 / inverseTick, round(price * exp(logPrice), inverseTick));
      top = max(top, last);
      bottom = min(bottom, last);
    }
    const z = shock / 4.0; // 4 = sqrt(STEPS)
    variance = 1.0 - GARCH_ALPHA - GARCH_BETA + variance * (GARCH_BETA + GARCH_ALPHA * z * z);
    variance = min(variance, 25.0);
    const activity = (0.4 + 1.2 * uniform(r)) * (0.5 + 0.5 * variance) * (1.0 + abs(z)) * barDays;
    put(stamps, i, start + f64(i) * barMs);
    put(open, i, first);
    put(high, i, top);
    put(low, i, bottom);
    put(close, i, last);
    put(volume, i, nearest(activity * 24000.0 * 1000.0 * level) / 1000.0);
  }
}

@inline
function round(x: f64, inverseTick: f64): f64 {
  return nearest(x * inverseTick) / inverseTick;
}
