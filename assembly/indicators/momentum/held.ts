// What stands still while a price does.

import { at, put } from "../../core/columns";

@unmanaged
export class HeldState {
  /** whether there is a value to hold */
  holds: i32;
  price: f64;
  value: f64;
}

/**
 * x, but the value before while the price does not move. Relative strength is the same then, only its last digit may differ, and of a range that
 * is 0 that would make anything.
 */
export function held(s: HeldState, x: usize, price: usize, out: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    const now = at(price, i);
    let value = at(x, i);
    if (s.holds != 0 && now == s.price && value == value) value = s.value;
    s.holds = value == value ? 1 : 0;
    s.price = now;
    s.value = value;
    put(out, i, value);
  }
}
