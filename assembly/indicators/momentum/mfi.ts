// Money flow index.

import { at, put } from "../../core/columns";
import { COLLAPSED, FRESH } from "../sliding";

/** Volumes are weights, so any unit does; in this one even the smallest keep their digits when multiplied with a price. */
const UNIT: f64 = 1.2676506002282294e30; // 2^100

@unmanaged
export class MfiState {
  /** prices so far, at most n + 2 */
  count: i32;
  /** how many of the last n flows go up, and down */
  rising: i32;
  falling: i32;
  /** sum of the flows that go up, and of all */
  up: f64;
  total: f64;
  /** a `total` below this has collapsed */
  least: f64;
}

/** Price x volume, negative where the price has fallen, 0 where it stands. */
@inline
function flow(price: usize, volume: usize, i: i32): f64 {
  const now = at(price, i);
  const before = at(price, i - 1);
  const size = now * (at(volume, i) * UNIT);
  return now > before ? size : now < before ? -size : 0.0;
}

/**
 * 100 x flow that goes up / all flow of the last n changes of price; 0 where nothing flows, 100 and 0 exactly where all of it goes one way.
 * First value at the (n + 1)-th valid bar.
 */
export function mfi(s: MfiState, price: usize, volume: usize, out: usize, from: i32, to: i32, n: i32): void {
  for (let i = from; i < to; i++) {
    const size = at(price, i) * (at(volume, i) * UNIT);
    s.count = size - size == 0 ? min(s.count + 1, n + 2) : 0;
    if (s.count <= n) {
      put(out, i, NaN);
      continue;
    }
    slide(s, price, volume, i, n);
    if (s.rising == 0) put(out, i, 0);
    else if (s.falling == 0) put(out, i, 100);
    else put(out, i, 100.0 * min(1.0, max(0.0, s.up / s.total)));
  }
}

function slide(s: MfiState, price: usize, volume: usize, i: i32, n: i32): void {
  if (s.count > n + 1 && i % FRESH != 0) {
    const value = flow(price, volume, i);
    const old = flow(price, volume, i - n);
    const total = s.total + (abs(value) - abs(old));
    const floor = total * COLLAPSED;
    if (total >= s.least) {
      s.rising += i32(value > 0) - i32(old > 0);
      s.falling += i32(value < 0) - i32(old < 0);
      s.up += max(value, 0.0) - max(old, 0.0);
      s.total = total;
      if (floor > s.least) s.least = floor;
      return;
    }
  }
  s.rising = 0;
  s.falling = 0;
  s.up = 0;
  s.total = 0;
  for (let k = i - n + 1; k <= i; k++) {
    const value = flow(price, volume, k);
    s.rising += i32(value > 0);
    s.falling += i32(value < 0);
    s.up += max(value, 0.0);
    s.total += abs(value);
  }
  s.least = s.total * COLLAPSED;
}
