// Directional movement, its indicators and their index (Wilder 1978), with TA-Lib's first values.

import { at, put } from "../../core/columns";

@unmanaged
export class DirectionalState {
  /** bars so far, at most 2 n + 1 */
  count: i32;
  high: f64;
  low: f64;
  close: f64;
  /** smoothed sums of the movements and of the true range */
  plus: f64;
  minus: f64;
  range: f64;
  index: f64;
  average: f64;
}

/** Adds this bar's movements: n - 1 of them are summed, from then on sum - sum / n + movement. */
@inline
function move(s: DirectionalState, high: f64, low: f64, kept: f64): void {
  const up = high - s.high;
  const down = s.low - low;
  s.plus = kept * s.plus + (up > 0 && up > down ? up : 0);
  s.minus = kept * s.minus + (down > 0 && down > up ? down : 0);
  s.high = high;
  s.low = low;
}

function begin(s: DirectionalState, high: f64, low: f64, close: f64): void {
  s.count = 1;
  s.high = high;
  s.low = low;
  s.close = close;
  s.plus = 0;
  s.minus = 0;
  s.range = 0;
  s.index = 0;
  s.average = 0;
}

/** Smoothed movements up and down, from bar n - 1 on. */
export function directionalMovement(
  s: DirectionalState, high: usize, low: usize, plus: usize, minus: usize, from: i32, to: i32, n: i32,
): void {
  const keep = 1.0 - 1.0 / f64(n);
  const first = max(n, 2);
  for (let i = from; i < to; i++) {
    const top = at(high, i);
    const bottom = at(low, i);
    if (top - bottom - (top - bottom) != 0) s.count = 0;
    else if (s.count == 0) begin(s, top, bottom, 0);
    else {
      move(s, top, bottom, s.count < n ? 1.0 : keep);
      s.count = min(s.count + 1, first);
    }
    const shown = s.count == first;
    put(plus, i, shown ? s.plus : NaN);
    put(minus, i, shown ? s.minus : NaN);
  }
}

/**
 * DI = 100 movement / true range, both smoothed, 0 where there is no range; from bar n on. DX = 100 |+DI - -DI| / (+DI + -DI), the one before (0
 * at first) where nothing has moved. ADX = mean of the first n of these at bar 2 n - 1, then Wilder-smoothed.
 */
export function directional(
  s: DirectionalState, high: usize, low: usize, close: usize, adx: usize, plusDi: usize, minusDi: usize, dx: usize,
  from: i32, to: i32, n: i32,
): void {
  const keep = 1.0 - 1.0 / f64(n);
  for (let i = from; i < to; i++) {
    const top = at(high, i);
    const bottom = at(low, i);
    const last = at(close, i);
    const sum = top - bottom + last;
    if (sum - sum != 0) s.count = 0;
    else if (s.count == 0) begin(s, top, bottom, last);
    else advance(s, top, bottom, last, n, keep);
    const shown = s.count > n;
    put(plusDi, i, shown ? share(s.plus, s.range) : NaN);
    put(minusDi, i, shown ? share(s.minus, s.range) : NaN);
    put(dx, i, shown ? s.index : NaN);
    put(adx, i, s.count >= 2 * n ? s.average : NaN);
  }
}

function advance(s: DirectionalState, high: f64, low: f64, close: f64, n: i32, keep: f64): void {
  const kept = s.count < n ? 1.0 : keep;
  s.range = kept * s.range + (max(high, s.close) - min(low, s.close));
  move(s, high, low, kept);
  s.close = close;
  s.count = min(s.count + 1, 2 * n + 1);
  if (s.count <= n) return;
  const plus = share(s.plus, s.range);
  const minus = share(s.minus, s.range);
  if (plus + minus > 0) s.index = 100.0 * (abs(plus - minus) / (plus + minus));
  if (s.count > 2 * n) s.average = keep * s.average + s.index / f64(n);
  else s.average += s.index;
  if (s.count == 2 * n) s.average /= f64(n);
}

@inline
function share(movement: f64, range: f64): f64 {
  return range > 0 ? 100.0 * (movement / range) : 0;
}
