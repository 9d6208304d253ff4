// Aroon (Chande 1995): how long ago the extremes of the last n + 1 bars were.

import { at, put } from "../../core/columns";

/** Followed by two queues: head, length and a ring of n + 1 bar indices, best value first. */
@unmanaged
export class AroonState {
  /** bars so far, at most n + 1 */
  count: i32;
}

const HEADER: usize = 8;

@inline
function queueBytes(size: i32): i32 {
  return i32(HEADER) + 4 * size;
}

export function aroonBytes(n: i32): i32 {
  return offsetof<AroonState>() + 2 * queueBytes(n + 1);
}

/** 100 (n - bars since the extreme) / n, of equal extremes the latest; and up less down. */
export function aroon(
  s: AroonState, high: usize, low: usize, down: usize, up: usize, oscillator: usize, from: i32, to: i32, n: i32,
): void {
  const size = n + 1;
  const highs = changetype<usize>(s) + offsetof<AroonState>();
  const lows = highs + usize(queueBytes(size));
  const start = i32(offsetof<AroonState>());
  for (let i = from; i < to; i++) {
    const range = at(high, i) - at(low, i);
    if (range - range != 0) {
      memory.fill(changetype<usize>(s), 0, usize(start) + HEADER);
      memory.fill(lows, 0, HEADER);
      put(down, i, NaN);
      put(up, i, NaN);
      put(oscillator, i, NaN);
      continue;
    }
    if (s.count < size) s.count++;
    const top = latest(highs, high, i, size, true);
    const bottom = latest(lows, low, i, size, false);
    const full = s.count == size;
    put(down, i, full ? (100.0 * f64(n - (i - bottom))) / f64(n) : NaN);
    put(up, i, full ? (100.0 * f64(n - (i - top))) / f64(n) : NaN);
    put(oscillator, i, full ? (100.0 * f64(top - bottom)) / f64(n) : NaN);
  }
}

/** Takes bar i into a monotonic queue; the bar with the largest (or smallest) of the last `size` values, the latest of equals. */
@inline
function latest(queue: usize, x: usize, i: i32, size: i32, largest: bool): i32 {
  const ring = queue + HEADER;
  let head = load<i32>(queue);
  let length = load<i32>(queue, 4);
  if (length > 0 && slot(ring, head) <= i - size) {
    head = head + 1 == size ? 0 : head + 1;
    length--;
  }
  const value = at(x, i);
  while (length > 0) {
    const held = at(x, slot(ring, wrapped(head + length - 1, size)));
    if (largest ? held > value : held < value) break;
    length--;
  }
  store<i32>(ring + (usize(wrapped(head + length, size)) << 2), i);
  store<i32>(queue, head);
  store<i32>(queue, length + 1, 4);
  return slot(ring, head);
}

@inline
function wrapped(place: i32, size: i32): i32 {
  return place >= size ? place - size : place;
}

@inline
function slot(ring: usize, k: i32): i32 {
  return load<i32>(ring + (usize(k) << 2));
}
