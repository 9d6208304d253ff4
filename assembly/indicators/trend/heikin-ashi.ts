// Heikin-Ashi bars.

import { at, put } from "../../core/columns";

@unmanaged
export class HeikinAshiState {
  /** 1 after a bar */
  count: i32;
  open: f64;
  close: f64;
}

/** close = mean of the four prices; open = middle of the body before, of the bar's own at first; high and low reach these and the bar's. */
export function heikinAshi(
  s: HeikinAshiState, open: usize, high: usize, low: usize, close: usize,
  outOpen: usize, outHigh: usize, outLow: usize, outClose: usize, from: i32, to: i32,
): void {
  for (let i = from; i < to; i++) {
    const mean = (at(open, i) + at(high, i) + at(low, i) + at(close, i)) * 0.25;
    if (mean - mean != 0) {
      s.count = 0;
      put(outOpen, i, NaN);
      put(outHigh, i, NaN);
      put(outLow, i, NaN);
      put(outClose, i, NaN);
      continue;
    }
    const start = s.count == 0 ? (at(open, i) + at(close, i)) * 0.5 : (s.open + s.close) * 0.5;
    put(outOpen, i, start);
    put(outHigh, i, max(at(high, i), max(start, mean)));
    put(outLow, i, min(at(low, i), min(start, mean)));
    put(outClose, i, mean);
    s.count = 1;
    s.open = start;
    s.close = mean;
  }
}
