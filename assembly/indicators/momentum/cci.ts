// Commodity channel index.

import { at, put } from "../../core/columns";
import { distances, insert, NODE_BYTES, remove, totalOf } from "./ordered-window";

/** Followed by the nodes of the ordered window, where that is used. */
@unmanaged
export class CciState {
  /** inputs so far, at most n */
  count: i32;
  /** length of the run of equal inputs that ends here */
  run: i32;
  last: f64;
  /** of the ordered window */
  root: i32;
  reserved: i32;
}

/** What Lambert divides by, so that most values lie between -100 and 100. */
const SCALE: f64 = 0.015;
/** Longer windows are kept in order, O(log n) a bar; up to here it is quicker to sum every one up by itself. */
const LONGEST_SUMMED: i32 = 1024;

export function cciBytes(n: i32): i32 {
  return offsetof<CciState>() + (n > LONGEST_SUMMED ? n * NODE_BYTES : 0);
}

/** (x - mean) / (0.015 mean deviation from it) of the last n inputs, 0 where one of the two is 0. */
export function cci(s: CciState, x: usize, out: usize, from: i32, to: i32, n: i32): void {
  const ordered = n > LONGEST_SUMMED;
  for (let i = from; i < to; i++) {
    const value = at(x, i);
    if (ordered) order(s, value, i, n);
    s.count = value - value == 0 ? min(s.count + 1, n) : 0;
    s.run = s.count > 1 && value == s.last ? s.run + 1 : 1;
    s.last = value;
    if (s.count < n) put(out, i, NaN);
    else if (s.run >= n) put(out, i, 0);
    else put(out, i, ordered ? ofOrdered(s, value, n) : ofSummed(x, value, i - n + 1, n));
  }
}

/** Measured from the newest value: of a window that hardly moves the distances keep all their digits. */
function ofSummed(x: usize, value: f64, from: i32, n: i32): f64 {
  const mean = sumAbove(x, value, from, n) / f64(n);
  return scaled(-mean, distancesFrom(x, value, mean, from, n) / f64(n));
}

function ofOrdered(s: CciState, value: f64, n: i32): f64 {
  const nodes = nodesOf(s);
  const mean = totalOf(nodes, s.root) / f64(n);
  return scaled(value - mean, distances(nodes, s.root, mean) / f64(n));
}

@inline
function scaled(difference: f64, deviation: f64): f64 {
  return difference != 0 && deviation > 0 ? difference / (SCALE * deviation) : 0;
}

/** Takes the value of bar i into the ordered window, and out of it what leaves. */
function order(s: CciState, value: f64, i: i32, n: i32): void {
  if (value - value != 0) {
    s.root = 0;
    return;
  }
  const nodes = nodesOf(s);
  const k = 1 + (i % n);
  if (s.count == n) s.root = remove(nodes, s.root, k);
  s.root = insert(nodes, s.root, k, value, i);
}

@inline
function nodesOf(s: CciState): usize {
  return changetype<usize>(s) + offsetof<CciState>();
}

/** Sum of what the inputs are above one number. */
function sumAbove(x: usize, base: f64, from: i32, n: i32): f64 {
  const bases = f64x2.splat(base);
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  let place = x + (usize(from) << 3);
  let k = n;
  for (; k >= 4; k -= 4) {
    a = f64x2.add(a, f64x2.sub(v128.load(place), bases));
    b = f64x2.add(b, f64x2.sub(v128.load(place, 16), bases));
    place += 32;
  }
  a = f64x2.add(a, b);
  let total = f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
  for (; k > 0; k--) {
    total += load<f64>(place) - base;
    place += 8;
  }
  return total;
}

/** Sum of the inputs' distances from base + mean. */
function distancesFrom(x: usize, base: f64, mean: f64, from: i32, n: i32): f64 {
  const bases = f64x2.splat(base);
  const means = f64x2.splat(mean);
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  let place = x + (usize(from) << 3);
  let k = n;
  for (; k >= 4; k -= 4) {
    a = f64x2.add(a, f64x2.abs(f64x2.sub(f64x2.sub(v128.load(place), bases), means)));
    b = f64x2.add(b, f64x2.abs(f64x2.sub(f64x2.sub(v128.load(place, 16), bases), means)));
    place += 32;
  }
  a = f64x2.add(a, b);
  let total = f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
  for (; k > 0; k--) {
    total += abs(load<f64>(place) - base - mean);
    place += 8;
  }
  return total;
}
