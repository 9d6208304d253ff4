// Sums over a return series, in two lanes (even and odd index) that are added at the end.

import { at, put } from "../core/columns";

@inline
function pair(x: usize, i: i32): v128 {
  return v128.load(x + (usize(i) << 3));
}

/** A last, unpaired value stands on an even index: its lane is the even one, the other adds nothing. */
@inline
function lastOne(x: usize, i: i32): v128 {
  return f64x2.replace_lane(f64x2.splat(0), 0, at(x, i));
}

@inline
function total(lanes: v128): f64 {
  return f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1);
}

/** Writes sum of x and sum of x^2. */
export function sums(x: usize, n: i32, out: usize): void {
  let sum = f64x2.splat(0);
  let squares = f64x2.splat(0);
  let i = 0;
  for (; i + 2 <= n; i += 2) {
    const value = pair(x, i);
    sum = f64x2.add(sum, value);
    squares = f64x2.add(squares, f64x2.mul(value, value));
  }
  if (i < n) {
    const value = lastOne(x, i);
    sum = f64x2.add(sum, value);
    squares = f64x2.add(squares, f64x2.mul(value, value));
  }
  put(out, 0, total(sum));
  put(out, 1, total(squares));
}

/** Writes sums of the second, third and fourth powers of x - mean. */
export function centralSums(x: usize, n: i32, mean: f64, out: usize): void {
  const wide = f64x2.splat(mean);
  let second = f64x2.splat(0);
  let third = f64x2.splat(0);
  let fourth = f64x2.splat(0);
  let i = 0;
  for (; i < n; i += 2) {
    const d = i + 2 <= n ? f64x2.sub(pair(x, i), wide) : f64x2.replace_lane(f64x2.splat(0), 0, at(x, i) - mean);
    const square = f64x2.mul(d, d);
    second = f64x2.add(second, square);
    third = f64x2.add(third, f64x2.mul(square, d));
    fourth = f64x2.add(fourth, f64x2.mul(square, square));
  }
  put(out, 0, total(second));
  put(out, 1, total(third));
  put(out, 2, total(fourth));
}

/** Writes, about a threshold: sum of gains, sum of losses (positive), sum of squared losses, number of losses. */
export function partialSums(x: usize, n: i32, threshold: f64, out: usize): void {
  const wide = f64x2.splat(threshold);
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  let gains = zero;
  let losses = zero;
  let squares = zero;
  let count = zero;
  let i = 0;
  for (; i < n; i += 2) {
    const d = i + 2 <= n ? f64x2.sub(pair(x, i), wide) : f64x2.replace_lane(zero, 0, at(x, i) - threshold);
    const loss = f64x2.pmax(zero, f64x2.neg(d));
    gains = f64x2.add(gains, f64x2.pmax(zero, d));
    losses = f64x2.add(losses, loss);
    squares = f64x2.add(squares, f64x2.mul(loss, loss));
    count = f64x2.add(count, v128.and(one, f64x2.lt(d, zero)));
  }
  put(out, 0, total(gains));
  put(out, 1, total(losses));
  put(out, 2, total(squares));
  put(out, 3, total(count));
}

/** Writes sums of dx dy and dx dx about the means given, and of the squared deviations of y - x from its mean. */
export function coSums(x: usize, y: usize, n: i32, meanX: f64, meanY: f64, out: usize): void {
  const wideX = f64x2.splat(meanX);
  const wideY = f64x2.splat(meanY);
  const zero = f64x2.splat(0);
  let xy = zero;
  let xx = zero;
  let difference = zero;
  let i = 0;
  for (; i < n; i += 2) {
    const whole = i + 2 <= n;
    const dx = whole ? f64x2.sub(pair(x, i), wideX) : f64x2.replace_lane(zero, 0, at(x, i) - meanX);
    const dy = whole ? f64x2.sub(pair(y, i), wideY) : f64x2.replace_lane(zero, 0, at(y, i) - meanY);
    const d = f64x2.sub(dy, dx);
    xy = f64x2.add(xy, f64x2.mul(dx, dy));
    xx = f64x2.add(xx, f64x2.mul(dx, dx));
    difference = f64x2.add(difference, f64x2.mul(d, d));
  }
  put(out, 0, total(xy));
  put(out, 1, total(xx));
  put(out, 2, total(difference));
}
