// Columns of a longer timeframe on the bars of a shorter one: on bar i the value of the bar that `index` says.

import { at, put } from "../core/columns";

/** out[i] = x[index[i]], NaN where the index is below 0. */
export function lookUp(x: usize, index: usize, out: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    const k = i32(at(index, i));
    put(out, i, k < 0 ? NaN : at(x, k));
  }
}

/** The same of a column of flags, 0 where the index is below 0. */
export function lookUpFlag(x: usize, index: usize, out: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    const k = i32(at(index, i));
    store<u8>(out + usize(i), k < 0 ? 0 : load<u8>(x + usize(k)));
  }
}
