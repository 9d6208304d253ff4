// Skip: the run's trades in their order, each dropped with a probability: what a missed fill or an idle day does.

/** The unit of trade i, or `nothing` (0 money, factor 1) where the word is below the threshold. */
@inline
export function skip<T>(units: usize, i: i32, word: usize, threshold: u32, nothing: f64, half: i32): T {
  if (isVector<T>()) {
    const dropped = i32x4.lt_u(v128.load(word), i32x4.splat(threshold));
    const wide = half == 0 ? i64x2.extend_low_i32x4_s(dropped) : i64x2.extend_high_i32x4_s(dropped);
    return v128.bitselect(f64x2.splat(nothing), v128.load64_splat(units + (usize(i) << 3)), wide);
  } else return load<u32>(word) < threshold ? nothing : load<f64>(units + (usize(i) << 3));
}
