// Sums over the levels of a book, one level an instruction: the sum of the levels before comes in as a column.

import { at, put } from "../../core/columns";

/** What differs from a limit by less than this share of it is at the limit. */
const SAME: f64 = 1e-9;

/** The sum so far, and the level's size where it is more than `multiple` times the mean size. */
export function addLarge(sum: usize, size: usize, mean: usize, out: usize, from: i32, to: i32, multiple: f64): void {
  const limit = multiple * (1.0 + SAME);
  for (let i = from; i < to; i++) {
    const own = at(size, i);
    const usual = at(mean, i);
    const before = sum ? at(sum, i) : 0;
    const valid = own - own + (usual - usual) == 0;
    put(out, i, valid ? before + (own > limit * usual ? own : 0) : NaN);
  }
}

/** The sum so far, and the level's price times its size where the price is within `distance` of the middle, a share of it. A level without size adds 0. */
export function addNear(
  sum: usize, price: usize, size: usize, middle: usize, out: usize, from: i32, to: i32, distance: f64,
): void {
  const limit = distance * (1.0 + SAME);
  for (let i = from; i < to; i++) {
    const own = at(size, i);
    const mid = at(middle, i);
    const before = sum ? at(sum, i) : 0;
    const away = own == 0 ? 0 : abs(at(price, i) - mid);
    const valid = own - own + (mid - mid) + (away - away) == 0;
    const near = own != 0 && away <= limit * mid;
    put(out, i, valid ? before + (near ? at(price, i) * own : 0) : NaN);
  }
}
