// Directional movement, its indicators and their index (Wilder 1978), with TA-Lib's first values.

import { at, put } from "../../core/columns";

@unmanaged
export class DirectionalState {
  /** bars so far, at most 2 n + 1 */
  count: i32;
  /** smoothed sums of the movements and of the true range */
  plus: f64;
  minus: f64;
  range: f64;
  index: f64;
  average: f64;
}

/** What rises further than the other falls counts; without branches, which no processor would foresee. */
@inline
function larger(movement: f64, other: f64): f64 {
  return select<f64>(movement, 0.0, i32(movement > 0) & i32(movement > other));
}

@inline
function share(movement: f64, range: f64): f64 {
  return range > 0 ? 100.0 * (movement / range) : 0;
}

/** Smoothed movements up and down, from bar n - 1 on: n - 1 of them are summed, from then on sum - sum / n + movement. */
export function directionalMovement(
  s: DirectionalState, high: usize, low: usize, outPlus: usize, outMinus: usize, from: i32, to: i32, n: i32,
): void {
  const keep = 1.0 - 1.0 / f64(n);
  const first = max(n, 2);
  let count = s.count;
  let plus = s.plus;
  let minus = s.minus;
  for (let i = from; i < to; i++) {
    const top = at(high, i);
    const bottom = at(low, i);
    const range = top - bottom;
    if (range - range != 0) {
      count = 0;
      plus = 0;
      minus = 0;
    } else {
      if (count > 0) {
        const kept = count < n ? 1.0 : keep;
        const up = top - at(high, i - 1);
        const down = at(low, i - 1) - bottom;
        plus = kept * plus + larger(up, down);
        minus = kept * minus + larger(down, up);
      }
      count = min(count + 1, first);
    }
    put(outPlus, i, count == first ? plus : NaN);
    put(outMinus, i, count == first ? minus : NaN);
  }
  s.count = count;
  s.plus = plus;
  s.minus = minus;
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
  const alpha = 1.0 / f64(n);
  let count = s.count;
  let plus = s.plus;
  let minus = s.minus;
  let range = s.range;
  let index = s.index;
  let average = s.average;
  for (let i = from; i < to; i++) {
    const top = at(high, i);
    const bottom = at(low, i);
    const sum = top - bottom + at(close, i);
    if (sum - sum != 0) {
      count = 0;
      plus = 0;
      minus = 0;
      range = 0;
      index = 0;
      average = 0;
    } else {
      if (count > 0) {
        const kept = count < n ? 1.0 : keep;
        const up = top - at(high, i - 1);
        const down = at(low, i - 1) - bottom;
        const before = at(close, i - 1);
        range = kept * range + (max(top, before) - min(bottom, before));
        plus = kept * plus + larger(up, down);
        minus = kept * minus + larger(down, up);
      }
      count = min(count + 1, 2 * n + 1);
    }
    const upShare = share(plus, range);
    const downShare = share(minus, range);
    if (count > n) {
      const both = upShare + downShare;
      if (both > 0) index = 100.0 * (abs(upShare - downShare) / both);
      if (count > 2 * n) average = keep * average + alpha * index;
      else {
        average += index;
        if (count == 2 * n) average /= f64(n);
      }
    }
    put(plusDi, i, count > n ? upShare : NaN);
    put(minusDi, i, count > n ? downShare : NaN);
    put(dx, i, count > n ? index : NaN);
    put(adx, i, count >= 2 * n ? average : NaN);
  }
  s.count = count;
  s.plus = plus;
  s.minus = minus;
  s.range = range;
  s.index = index;
  s.average = average;
}
