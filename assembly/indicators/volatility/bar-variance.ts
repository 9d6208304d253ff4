// Variance of a bar's log price from its own four prices: means of these over a window are estimates of the volatility.

import { at, put } from "../../core/columns";
import { logRatio } from "./logarithms";

const LN_2: f64 = 0.6931471805599453;

/** ln(high / low)^2 / (4 ln 2) (Parkinson 1980). */
export function parkinson(high: usize, low: usize, out: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    const range = logRatio(at(high, i), at(low, i));
    put(out, i, (range * range) / (4.0 * LN_2));
  }
}

/**
 * ln(high / low)^2 / 2 - (2 ln 2 - 1) ln(close / open)^2 (Garman and Klass 1980). The body's ratio is taken upwards too: so rounding cannot make
 * it larger than the range, and the variance is not negative.
 */
export function garmanKlass(open: usize, high: usize, low: usize, close: usize, out: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    const range = logRatio(at(high, i), at(low, i));
    const body = logRatio(max(at(open, i), at(close, i)), min(at(open, i), at(close, i)));
    put(out, i, 0.5 * range * range - (2.0 * LN_2 - 1.0) * body * body);
  }
}

/** ln(high / close) ln(high / open) + ln(low / close) ln(low / open) (Rogers and Satchell 1991). */
export function rogersSatchell(open: usize, high: usize, low: usize, close: usize, out: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    const o = at(open, i);
    const c = at(close, i);
    const h = at(high, i);
    const l = at(low, i);
    put(out, i, logRatio(h, c) * logRatio(h, o) + logRatio(l, c) * logRatio(l, o));
  }
}
