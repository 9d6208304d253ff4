// The account of a path (T = f64) or of four at a time (T = v128, the first two and the second two): equity, and what the worst of
// it was. The chains of both halves run side by side.

import { at, put } from "../core/columns";

// values of the first half, 16 bytes each, and where those of the second begin. With factors PEAK holds equity / peak, LEAST the least of it
const SECOND: usize = 96;
const PEAK: usize = 16;
const LOWEST: usize = 32;
const LEAST: usize = 48;
const DROP: usize = 80;

export function openAccount<T>(account: usize, start: f64, added: bool): void {
  const half: usize = isVector<T>() ? SECOND : 0;
  for (let own = account; own <= account + half; own += SECOND) {
    store<T>(own, splat<T>(start));
    store<T>(own, splat<T>(added ? start : 1), PEAK);
    store<T>(own, splat<T>(start), LOWEST);
    store<T>(own, splat<T>(1), LEAST);
    store<T>(own, splat<T>(0), DROP);
  }
}

/** Takes in `count` amounts of money. */
export function add<T>(account: usize, units: usize, count: i32): void {
  let equity = load<T>(account);
  let peak = load<T>(account, PEAK);
  let lowest = load<T>(account, LOWEST);
  let least = load<T>(account, LEAST);
  let drop = load<T>(account, DROP);
  let equity2 = second<T>(account);
  let peak2 = second<T>(account + PEAK);
  let lowest2 = second<T>(account + LOWEST);
  let least2 = second<T>(account + LEAST);
  let drop2 = second<T>(account + DROP);
  const stride: usize = isVector<T>() ? 32 : 8;
  const end = units + stride * count;
  for (let p = units; p < end; p += stride) {
    equity = plus<T>(equity, load<T>(p));
    peak = higher<T>(peak, equity);
    lowest = lower<T>(lowest, equity);
    drop = higher<T>(drop, minus<T>(peak, equity));
    least = lower<T>(least, over<T>(equity, peak));
    if (isVector<T>()) {
      equity2 = plus<T>(equity2, load<T>(p, 16));
      peak2 = higher<T>(peak2, equity2);
      lowest2 = lower<T>(lowest2, equity2);
      drop2 = higher<T>(drop2, minus<T>(peak2, equity2));
      least2 = lower<T>(least2, over<T>(equity2, peak2));
    }
  }
  store<T>(account, equity);
  store<T>(account, peak, PEAK);
  store<T>(account, lowest, LOWEST);
  store<T>(account, least, LEAST);
  store<T>(account, drop, DROP);
  if (isVector<T>()) {
    store<T>(account, equity2, SECOND);
    store<T>(account, peak2, SECOND + PEAK);
    store<T>(account, lowest2, SECOND + LOWEST);
    store<T>(account, least2, SECOND + LEAST);
    store<T>(account, drop2, SECOND + DROP);
  }
}

/** Takes in `count` factors. Equity / peak is carried on by itself: it needs no peak, and no division. */
export function compound<T>(account: usize, units: usize, count: i32): void {
  const one = splat<T>(1);
  let equity = load<T>(account);
  let share = load<T>(account, PEAK);
  let lowest = load<T>(account, LOWEST);
  let least = load<T>(account, LEAST);
  let equity2 = second<T>(account);
  let share2 = second<T>(account + PEAK);
  let lowest2 = second<T>(account + LOWEST);
  let least2 = second<T>(account + LEAST);
  const stride: usize = isVector<T>() ? 32 : 8;
  const end = units + stride * count;
  for (let p = units; p < end; p += stride) {
    const factor = load<T>(p);
    equity = times<T>(equity, factor);
    share = lower<T>(one, times<T>(share, factor));
    lowest = lower<T>(lowest, equity);
    least = lower<T>(least, share);
    if (isVector<T>()) {
      const factor2 = load<T>(p, 16);
      equity2 = times<T>(equity2, factor2);
      share2 = lower<T>(one, times<T>(share2, factor2));
      lowest2 = lower<T>(lowest2, equity2);
      least2 = lower<T>(least2, share2);
    }
  }
  store<T>(account, equity);
  store<T>(account, share, PEAK);
  store<T>(account, lowest, LOWEST);
  store<T>(account, least, LEAST);
  if (isVector<T>()) {
    store<T>(account, equity2, SECOND);
    store<T>(account, share2, SECOND + PEAK);
    store<T>(account, lowest2, SECOND + LOWEST);
    store<T>(account, least2, SECOND + LEAST);
  }
}

/** Equity of path 0, or of paths 0 to 3. */
@inline
export function equityOf(account: usize, lane: usize): f64 {
  return load<f64>(ownOf(account, lane));
}

/** Writes what a path's account came to. */
export function close(
  account: usize, lane: usize, k: i32, start: f64, finals: usize, deepest: usize, lowest: usize, drops: usize,
): void {
  const own = ownOf(account, lane);
  put(finals, k, at(own, 0));
  put(deepest, k, 1.0 - load<f64>(own, LEAST));
  put(lowest, k, load<f64>(own, LOWEST) / start);
  put(drops, k, load<f64>(own, DROP));
}

@inline
function ownOf(account: usize, lane: usize): usize {
  return account + (lane >> 1) * SECOND + ((lane & 1) << 3);
}

/** What the second two paths have there; of one path nothing that is used. */
@inline
function second<T>(address: usize): T {
  return load<T>(address, isVector<T>() ? SECOND : 0);
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

@inline
function over<T>(a: T, b: T): T {
  if (isVector<T>()) return f64x2.div(a, b);
  return a / b;
}
