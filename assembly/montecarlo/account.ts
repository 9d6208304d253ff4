// The account of a path (T = f64) or of two at a time (T = v128): equity, and what the worst of it was.

import { at, put } from "../core/columns";

/** The account's values, 16 bytes each: equity; peak, or equity / peak; lowest equity; least equity / peak; deepest drawdown in money. */
export const ACCOUNT_BYTES: usize = 80;
const PEAK: usize = 16;
const LOWEST: usize = 32;
const KEPT: usize = 48;
const DROP: usize = 64;

export function openAccount<T>(account: usize, start: f64, added: bool): void {
  save<T>(account, splat<T>(start));
  save<T>(account + PEAK, splat<T>(added ? start : 1));
  save<T>(account + LOWEST, splat<T>(start));
  save<T>(account + KEPT, splat<T>(1));
  save<T>(account + DROP, splat<T>(0));
}

/** Takes in `count` amounts of money, `stride` bytes apart. */
export function add<T>(account: usize, units: usize, stride: usize, count: i32): void {
  let equity = load<T>(account);
  let peak = load<T>(account, PEAK);
  let lowest = load<T>(account, LOWEST);
  let kept = load<T>(account, KEPT);
  let drop = load<T>(account, DROP);
  const end = units + stride * count;
  for (let p = units; p < end; p += stride) {
    equity = plus<T>(equity, load<T>(p));
    peak = higher<T>(peak, equity);
    lowest = lower<T>(lowest, equity);
    drop = higher<T>(drop, minus<T>(peak, equity));
    // a share of the peak is worth its division only where it is a new low
    const level = times<T>(kept, peak);
    if (isVector<T>()) {
      const deeper = f64x2.lt(equity, level);
      if (v128.any_true(deeper)) kept = v128.bitselect(f64x2.div(equity, peak), kept, deeper);
    } else if (equity < level) kept = equity / peak;
  }
  save<T>(account, equity);
  save<T>(account + PEAK, peak);
  save<T>(account + LOWEST, lowest);
  save<T>(account + KEPT, kept);
  save<T>(account + DROP, drop);
}

/** Takes in `count` factors. Equity / peak is carried on by itself: it needs no peak, and no division. */
export function compound<T>(account: usize, units: usize, stride: usize, count: i32): void {
  const one = splat<T>(1);
  let equity = load<T>(account);
  let share = load<T>(account, PEAK);
  let lowest = load<T>(account, LOWEST);
  let kept = load<T>(account, KEPT);
  const end = units + stride * count;
  for (let p = units; p < end; p += stride) {
    const factor = load<T>(p);
    equity = times<T>(equity, factor);
    share = lower<T>(one, times<T>(share, factor));
    lowest = lower<T>(lowest, equity);
    kept = lower<T>(kept, share);
  }
  save<T>(account, equity);
  save<T>(account + PEAK, share);
  save<T>(account + LOWEST, lowest);
  save<T>(account + KEPT, kept);
}

/** Equity of a path: lane 0 or 1 of its account. */
@inline
export function equityOf(account: usize, lane: usize): f64 {
  return load<f64>(account + (lane << 3));
}

/** Writes what a path's account came to. */
export function close(
  account: usize, lane: usize, k: i32, start: f64, finals: usize, deepest: usize, lowest: usize, drops: usize,
): void {
  const own = account + (lane << 3);
  put(finals, k, at(own, 0));
  put(deepest, k, 1.0 - load<f64>(own, KEPT));
  put(lowest, k, load<f64>(own, LOWEST) / start);
  put(drops, k, load<f64>(own, DROP));
}

@inline
function save<T>(address: usize, value: T): void {
  store<T>(address, value);
}

@inline
function splat<T>(x: f64): T {
  if (isVector<T>()) return f64x2.splat(x);
  return x as T;
}

@inline
function plus<T>(a: T, b: T): T {
  if (isVector<T>()) return f64x2.add(a, b);
  return a + b;
}

@inline
function minus<T>(a: T, b: T): T {
  if (isVector<T>()) return f64x2.sub(a, b);
  return a - b;
}

@inline
function times<T>(a: T, b: T): T {
  if (isVector<T>()) return f64x2.mul(a, b);
  return a * b;
}

@inline
function higher<T>(a: T, b: T): T {
  if (isVector<T>()) return f64x2.pmax(a, b);
  return a < b ? b : a;
}

@inline
function lower<T>(a: T, b: T): T {
  if (isVector<T>()) return f64x2.pmin(a, b);
  return b < a ? b : a;
}
