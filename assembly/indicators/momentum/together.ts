// Columns that show from the same bar on.

import { at, put } from "../../core/columns";

/** x where the other column has a value. */
export function together(x: usize, other: usize, out: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    const present = at(other, i);
    put(out, i, present == present ? at(x, i) : NaN);
  }
}
