// How two columns move together: correlation of their values, beta of their returns.

import { at, put } from "../../core/columns";
import { FRESH } from "../sliding";
import { NARROWED } from "./centred";

/** One of the two columns in the window. */
@unmanaged
class Side {
  /** length of the run of equal terms that ends here */
  run: i32;
  last: f64;
  centre: f64;
  /** sums of the deviations from the centre and of their squares */
  sum: f64;
  squares: f64;
  /** the largest `squares` since they were summed up */
  most: f64;
}

/** Followed by the two sides. */
@unmanaged
export class PairState {
  /** bars so far on which both columns have a value, at most those of a full window */
  count: i32;
  /** sum of the products of both deviations */
  products: f64;
}

const SIDES: usize = 16;

/** Bytes of a state. */
export function pairBytes(): i32 {
  return i32(SIDES) + 2 * offsetof<Side>();
}

/** The terms are values, or simple returns, of which one takes two values. A return from 0 is 0 (TA-Lib). */
@inline
function term(x: usize, i: i32, returns: bool): f64 {
  const value = at(x, i);
  if (!returns) return value;
  const before = at(x, i - 1);
  return before == 0 ? 0 : (value - before) / before;
}

/** Takes in one term for another; false where the sums have to be made afresh. */
@inline
function move(s: Side, value: f64, now: f64, old: f64, n: i32): bool {
  const run = value == s.last ? s.run + 1 : 1;
  if (run >= n) {
    s.centre = value;
    s.sum = 0;
    s.squares = 0;
    s.most = 0;
  } else {
    const sum = s.sum + (now - old);
    const squares = s.squares + (now - old) * (now + old);
    const most = max(s.most, squares);
    // also for NaN
    if (!(squares - (sum * sum) / f64(n) >= most * NARROWED)) return false;
    s.sum = sum;
    s.squares = squares;
    s.most = most;
  }
  s.run = run;
  s.last = value;
  return true;
}

/** Squared deviations from the mean. */
@inline
function spread(s: Side, n: i32): f64 {
  return max(s.squares - (s.sum * s.sum) / f64(n), 0.0);
}

@inline
function slide(s: PairState, x: usize, y: usize, out: usize, from: i32, to: i32, n: i32, returns: bool): void {
  const a = changetype<Side>(changetype<usize>(s) + SIDES);
  const b = changetype<Side>(changetype<usize>(s) + SIDES + offsetof<Side>());
  const full = returns ? n + 1 : n;
  for (let i = from; i < to; i++) {
    const fresh = s.count < full || n == 1 || i % FRESH == 0;
    if (fresh || !advance(s, a, b, x, y, i, n, returns)) takeIn(s, a, b, x, y, i, n, full, returns);
    if (s.count < full) {
      put(out, i, NaN);
      continue;
    }
    const joint = s.products - (a.sum * b.sum) / f64(n);
    const first = spread(a, n);
    if (returns) put(out, i, first == 0 ? 0 : joint / first);
    else {
      const scale = sqrt(first) * sqrt(spread(b, n));
      put(out, i, scale == 0 ? 0 : max(-1.0, min(1.0, joint / scale)));
    }
  }
}

@inline
function advance(s: PairState, a: Side, b: Side, x: usize, y: usize, i: i32, n: i32, returns: bool): bool {
  const first = term(x, i, returns);
  const second = term(y, i, returns);
  const firstNow = first - a.centre;
  const firstOld = term(x, i - n, returns) - a.centre;
  const secondNow = second - b.centre;
  const secondOld = term(y, i - n, returns) - b.centre;
  if (!move(a, first, firstNow, firstOld, n) || !move(b, second, secondNow, secondOld, n)) return false;
  // the deviations of a flat side are 0
  if (a.most == 0 || b.most == 0) s.products = 0;
  else s.products += firstNow * secondNow - firstOld * secondOld;
  return true;
}

/** Counts bar i, and sums the window up when it is full. */
function takeIn(
  s: PairState, a: Side, b: Side, x: usize, y: usize, i: i32, n: i32, full: i32, returns: bool,
): void {
  const first = at(x, i);
  const second = at(y, i);
  s.count = first - first == 0 && second - second == 0 ? min(s.count + 1, full) : 0;
  if (s.count < full) return;
  begin(a, x, i, n, returns);
  begin(b, y, i, n, returns);
  s.products = 0;
  for (let k = i - n + 1; k <= i; k++) {
    s.products += (term(x, k, returns) - a.centre) * (term(y, k, returns) - b.centre);
  }
}

function begin(s: Side, x: usize, i: i32, n: i32, returns: bool): void {
  const newest = term(x, i, returns);
  s.last = newest;
  s.run = 1;
  while (s.run < n && term(x, i - s.run, returns) == newest) s.run++;
  let sum: f64 = 0;
  for (let k = i - n + 1; k < i; k++) sum += term(x, k, returns) - newest;
  s.centre = newest + sum / f64(n);
  s.sum = 0;
  s.squares = 0;
  for (let k = i - n + 1; k <= i; k++) {
    const d = term(x, k, returns) - s.centre;
    s.sum += d;
    s.squares += d * d;
  }
  s.most = s.squares;
}

/** Pearson's correlation of the last n values; 0 where a side is flat. */
export function correlation(s: PairState, x: usize, y: usize, out: usize, from: i32, to: i32, n: i32): void {
  slide(s, x, y, out, from, to, n, false);
}

/** Slope of the second column's last n returns on the first's; 0 where these do not vary. */
export function beta(s: PairState, x: usize, y: usize, out: usize, from: i32, to: i32, n: i32): void {
  slide(s, x, y, out, from, to, n, true);
}
