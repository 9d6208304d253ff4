// Where the extreme of a window is: a monotonic queue, amortised constant time a bar.

import { at } from "../core/columns";

/** Followed by a ring of n bar indices, the best value's first. */
@unmanaged
export class PlaceState {
  /** valid inputs in a row, at most n */
  count: i32;
  head: i32;
  length: i32;
}

export function placeBytes(n: i32): i32 {
  return offsetof<PlaceState>() + 4 * n;
}

/** Takes input i in; the bar of the largest (or smallest) of the last n inputs, the first of several, or -1 while there are fewer. */
export function placeOf(s: PlaceState, x: usize, i: i32, n: i32, largest: bool): i32 {
  const ring = changetype<usize>(s) + offsetof<PlaceState>();
  const value = at(x, i);
  if (value - value != 0) {
    s.count = 0;
    s.length = 0;
    return -1;
  }
  let head = s.head;
  let length = s.length;
  if (length > 0 && slot(ring, head) <= i - n) {
    head = head + 1 == n ? 0 : head + 1;
    length--;
  }
  while (length > 0) {
    const held = at(x, slot(ring, wrapped(head + length - 1, n)));
    if (largest ? held >= value : held <= value) break;
    length--;
  }
  store<i32>(ring + (usize(wrapped(head + length, n)) << 2), i);
  s.head = head;
  s.length = length + 1;
  s.count = min(s.count + 1, n);
  return s.count == n ? slot(ring, head) : -1;
}

@inline
function wrapped(place: i32, n: i32): i32 {
  return place >= n ? place - n : place;
}

@inline
function slot(ring: usize, k: i32): i32 {
  return load<i32>(ring + (usize(k) << 2));
}
