// Bootstrap: every trade of a path is one of the run's, drawn with replacement (Efron 1979).

import { at, put } from "../core/columns";
import { firstTwo, gather, index, lastTwo } from "./draws";

/** Writes the units that the next `count` words choose. */
export function bootstrap<T>(units: usize, n: i32, draws: usize, chosen: usize, count: i32): void {
  if (isVector<T>()) {
    const wide = i32x4.splat(n);
    for (let k = 0; k < count; k++) {
      const words = v128.load(draws + (usize(k) << 4));
      const a = firstTwo(words, wide);
      const b = lastTwo(words, wide);
      const out = chosen + (usize(k) << 5);
      v128.store(out, gather(place(units, i32x4.extract_lane(a, 1)), place(units, i32x4.extract_lane(a, 3))));
      v128.store(out, gather(place(units, i32x4.extract_lane(b, 1)), place(units, i32x4.extract_lane(b, 3))), 16);
    }
  } else for (let k = 0; k < count; k++) put(chosen, k, at(units, index(draws, k, n)));
}

@inline
function place(units: usize, i: i32): usize {
  return units + (usize(i) << 3);
}
