// Rolling highest and lowest value: a monotonic queue, amortised constant time a bar.

import { at, put } from "../core/columns";

/** Followed by a ring of n bar indices, best value first. */
@unmanaged
export class QueueState {
  /** valid inputs in a row, at most n */
  count: i32;
  head: i32;
  length: i32;
}

/** The largest (or smallest) of the last n inputs, first value at the n-th valid one. */
export function extreme(
  s: QueueState, x: usize, out: usize, from: i32, to: i32, n: i32, largest: bool,
): void {
  const ring = changetype<usize>(s) + offsetof<QueueState>();
  let head = s.head;
  let length = s.length;
  let count = s.count;
  for (let i = from; i < to; i++) {
    const value = at(x, i);
    if (value != value) {
      count = 0;
      length = 0;
      put(out, i, NaN);
      continue;
    }
    if (count < n) count++;
    if (length > 0 && slot(ring, head) <= i - n) {
      head = head + 1 == n ? 0 : head + 1;
      length--;
    }
    while (length > 0) {
      let tail = head + length - 1;
      if (tail >= n) tail -= n;
      const held = at(x, slot(ring, tail));
      if (largest ? held > value : held < value) break;
      length--;
    }
    let place = head + length;
    if (place >= n) place -= n;
    store<i32>(ring + (usize(place) << 2), i);
    length++;
    put(out, i, count == n ? at(x, slot(ring, head)) : NaN);
  }
  s.head = head;
  s.length = length;
  s.count = count;
}

@inline
function slot(ring: usize, k: i32): i32 {
  return load<i32>(ring + (usize(k) << 2));
}
