// Quantile of the last n inputs: two heaps, of the lower values with the largest on top, of the others with the smallest on top.

import { at, put } from "../../core/columns";

/**
 * Followed by a ring of n values, then their n places in the ring in the heaps' order, the lower heap's first, then where in that order each of
 * them is.
 */
@unmanaged
export class QuantileState {
  /** inputs so far, at most n */
  count: i32;
  /** where in the ring the next value goes */
  next: i32;
  n: i32;
  /** values in the lower heap */
  lower: i32;
}

const VALUES: usize = 16;

/** Bytes of a state. */
export function quantileBytes(n: i32): i32 {
  return i32(VALUES) + 16 * n;
}

/**
 * With h = (n - 1) q, the order statistics on both sides of h, linearly interpolated (numpy's default). The newest value takes the oldest one's
 * place in its heap; an exchange of the tops puts the heaps right: O(log n) a bar.
 */
export function rollingQuantile(s: QuantileState, x: usize, out: usize, from: i32, to: i32, n: i32, q: f64): void {
  const rank = f64(n - 1) * max(0.0, min(1.0, q));
  const share = rank - floor(rank);
  s.n = n;
  s.lower = i32(rank) + 1;
  for (let i = from; i < to; i++) {
    const value = at(x, i);
    if (value - value != 0) {
      s.count = 0;
      s.next = 0;
      put(out, i, NaN);
      continue;
    }
    const slot = s.next;
    s.next = slot + 1 == n ? 0 : slot + 1;
    put(values(s), slot, value);
    if (s.count < n) {
      s.count++;
      if (s.count == n) build(s);
    } else {
      settle(s, load<i32>(place(s, slot)));
      exchange(s);
    }
    put(out, i, s.count == n ? between(s, share) : NaN);
  }
}

/** As numpy rounds it. */
@inline
function between(s: QuantileState, share: f64): f64 {
  const low = valueAt(s, 0);
  if (share == 0) return low;
  const high = valueAt(s, s.lower);
  const step = high - low;
  return share < 0.5 ? low + step * share : high - step * (1.0 - share);
}

@inline
function values(s: QuantileState): usize {
  return changetype<usize>(s) + VALUES;
}

/** Address of the ring place at k of the heaps' order. */
@inline
function held(s: QuantileState, k: i32): usize {
  return values(s) + (usize(s.n) << 3) + (usize(k) << 2);
}

/** Address of where in the heaps' order a ring place is. */
@inline
function place(s: QuantileState, slot: i32): usize {
  return values(s) + usize(s.n) * 12 + (usize(slot) << 2);
}

@inline
function valueAt(s: QuantileState, k: i32): f64 {
  return at(values(s), load<i32>(held(s, k)));
}

@inline
function hold(s: QuantileState, k: i32, slot: i32): void {
  store<i32>(held(s, k), slot);
  store<i32>(place(s, slot), k);
}

/** Both heaps of the ring's values, in any order at first. */
function build(s: QuantileState): void {
  for (let k = 0; k < s.n; k++) hold(s, k, k);
  for (let k = s.lower / 2; k >= 0; k--) sink(s, k);
  for (let k = (s.n - s.lower) / 2; k >= 0; k--) if (s.lower + k < s.n) sink(s, s.lower + k);
  while (exchange(s)) {}
}

/** Puts the tops in each other's place if they are the wrong way round. */
function exchange(s: QuantileState): bool {
  if (s.lower == s.n || valueAt(s, 0) <= valueAt(s, s.lower)) return false;
  const slot = load<i32>(held(s, 0));
  hold(s, 0, load<i32>(held(s, s.lower)));
  hold(s, s.lower, slot);
  sink(s, 0);
  sink(s, s.lower);
  return true;
}

/** Moves a value that has changed to where it belongs in its heap. */
function settle(s: QuantileState, k: i32): void {
  const start = k < s.lower ? 0 : s.lower;
  const slot = load<i32>(held(s, k));
  const value = at(values(s), slot);
  const first = k;
  while (k > start) {
    const above = start + (k - start - 1) / 2;
    if (!isBefore(start, value, valueAt(s, above))) break;
    hold(s, k, load<i32>(held(s, above)));
    k = above;
  }
  hold(s, k, slot);
  if (k == first) sink(s, k);
}

function sink(s: QuantileState, k: i32): void {
  const start = k < s.lower ? 0 : s.lower;
  const end = k < s.lower ? s.lower : s.n;
  const slot = load<i32>(held(s, k));
  const value = at(values(s), slot);
  while (true) {
    let below = start + 2 * (k - start) + 1;
    if (below >= end) break;
    if (below + 1 < end && isBefore(start, valueAt(s, below + 1), valueAt(s, below))) below++;
    if (!isBefore(start, valueAt(s, below), value)) break;
    hold(s, k, load<i32>(held(s, below)));
    k = below;
  }
  hold(s, k, slot);
}

/** Whether one value is nearer to its heap's top than the other; the lower heap is the one that starts at 0. */
@inline
function isBefore(start: i32, one: f64, other: f64): bool {
  return start == 0 ? one > other : one < other;
}
