// Volume with the sign or the share that its bar's close gives it, and the sums of it.

import { at, put } from "../../core/columns";

@unmanaged
export class FlowState {
  /** 1 from the first valid bar on */
  running: i32;
  previousClose: f64;
  sum: f64;
}

/** On-balance volume: starts at the first bar's volume; adds that of a close above the one before, subtracts that of one below. */
export function obv(s: FlowState, close: usize, volume: usize, out: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    const price = at(close, i);
    const traded = at(volume, i);
    if (price - price != 0 || traded - traded != 0) {
      s.running = 0;
      put(out, i, NaN);
      continue;
    }
    if (!s.running) s.sum = traded;
    else if (price > s.previousClose) s.sum += traded;
    else if (price < s.previousClose) s.sum -= traded;
    s.running = 1;
    s.previousClose = price;
    put(out, i, s.sum);
  }
}

/** ((c - l) - (h - c)) / (h - l) x volume; 0 of a bar with high = low. */
@inline
function moneyFlow(high: usize, low: usize, close: usize, volume: usize, i: i32): f64 {
  const top = at(high, i);
  const bottom = at(low, i);
  const price = at(close, i);
  const traded = at(volume, i);
  const range = top - bottom;
  const flow = ((price - bottom - (top - price)) / range) * traded;
  if (range > 0) return flow;
  // what is no number stays none
  return range == 0 ? (price - price) * traded : NaN;
}

/** Money-flow volume of each bar. */
export function moneyFlowVolume(
  high: usize, low: usize, close: usize, volume: usize, out: usize, from: i32, to: i32,
): void {
  for (let i = from; i < to; i++) put(out, i, moneyFlow(high, low, close, volume, i));
}

/** The sum of it so far. */
export function accumulation(
  s: FlowState, high: usize, low: usize, close: usize, volume: usize, out: usize, from: i32, to: i32,
): void {
  for (let i = from; i < to; i++) {
    const flow = moneyFlow(high, low, close, volume, i);
    const valid = flow - flow == 0;
    s.sum = valid ? s.sum + flow : 0;
    put(out, i, valid ? s.sum : NaN);
  }
}

/** a / b; NaN where b is 0 or either is infinite. */
export function ratio(a: usize, b: usize, out: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    const value = at(a, i);
    const divisor = at(b, i);
    put(out, i, divisor == 0 || value - value + (divisor - divisor) != 0 ? NaN : value / divisor);
  }
}
