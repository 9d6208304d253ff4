// Noise on prices: every price of every bar times exp(scale x noise), each with a draw of its own.

import { at, put } from "../core/columns";
import { exp } from "../core/math";
import { gauss, openStream, PURPOSE_NOISE, Stream } from "../core/random";

/**
 * Writes n bars around those given. A high is then the highest of its bar's four prices, a low the lowest, so that bars stay bars.
 *
 * @param stream where the stream is kept, 16 bytes
 * @param scale deviation of the noise, fraction of the price
 */
export function perturb(
  stream: usize, seed: u32, trial: u32, path: u32, n: i32, scale: f64,
  open: usize, high: usize, low: usize, close: usize, newOpen: usize, newHigh: usize, newLow: usize, newClose: usize,
): void {
  const r = changetype<Stream>(stream);
  openStream(r, seed, PURPOSE_NOISE, trial, path);
  for (let i = 0; i < n; i++) {
    const o = at(open, i) * exp(scale * gauss(r));
    const h = at(high, i) * exp(scale * gauss(r));
    const l = at(low, i) * exp(scale * gauss(r));
    const c = at(close, i) * exp(scale * gauss(r));
    put(newOpen, i, o);
    put(newHigh, i, max(max(o, c), max(h, l)));
    put(newLow, i, min(min(o, c), min(h, l)));
    put(newClose, i, c);
  }
}
