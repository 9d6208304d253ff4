// Vortex (Botes and Siepman 2010).

import { at, put } from "../../core/columns";

/** |high - low before| and |low - high before|. */
export function vortexMovement(high: usize, low: usize, plus: usize, minus: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    put(plus, i, i > 0 ? finite(abs(at(high, i) - at(low, i - 1))) : NaN);
    put(minus, i, i > 0 ? finite(abs(at(low, i) - at(high, i - 1))) : NaN);
  }
}

/** Mean movements over the mean true range; NaN where there is no range. */
export function vortex(
  plus: usize, minus: usize, range: usize, viPlus: usize, viMinus: usize, from: i32, to: i32,
): void {
  for (let i = from; i < to; i++) {
    const divisor = at(range, i) > 0 ? at(range, i) : NaN;
    put(viPlus, i, at(plus, i) / divisor);
    put(viMinus, i, at(minus, i) / divisor);
  }
}

@inline
function finite(x: f64): f64 {
  return x - x == 0 ? x : NaN;
}
