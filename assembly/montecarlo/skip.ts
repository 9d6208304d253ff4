// Skip: the run's trades in their order, each dropped with a probability: what a missed fill or an idle day does.

import { at, put } from "../core/columns";

/** Writes the units from `from` on, `count` of them, or `nothing` (0 money, factor 1) where the word is below the threshold. */
export function skip<T>(
  units: usize, from: i32, draws: usize, chosen: usize, count: i32, threshold: u32, nothing: f64,
): void {
  if (isVector<T>()) {
    const limit = i32x4.splat(threshold);
    const none = f64x2.splat(nothing);
    for (let k = 0; k < count; k++) {
      const dropped = i32x4.lt_u(v128.load(draws + (usize(k) << 4)), limit);
      const unit = v128.load64_splat(units + (usize(from + k) << 3));
      const out = chosen + (usize(k) << 5);
      v128.store(out, v128.bitselect(none, unit, i64x2.extend_low_i32x4_s(dropped)));
      v128.store(out, v128.bitselect(none, unit, i64x2.extend_high_i32x4_s(dropped)), 16);
    }
  } else {
    for (let k = 0; k < count; k++) {
      put(chosen, k, load<u32>(draws + (usize(k) << 2)) < threshold ? nothing : at(units, from + k));
    }
  }
}
