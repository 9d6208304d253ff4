// Logarithms, roots and what else is computed bar by bar.

import { at, isValid, put } from "../../core/columns";
import { log } from "../../core/math";

/** ln(a / b); NaN where that is no positive finite number. */
@inline
export function logRatio(a: f64, b: f64): f64 {
  const ratio = a / b;
  return isValid(ratio) ? log(ratio) : NaN;
}

export function logRatioColumn(a: usize, b: usize, out: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) put(out, i, logRatio(at(a, i), at(b, i)));
}

export function rootColumn(x: usize, out: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) put(out, i, sqrt(at(x, i)));
}

/** 100 log(sum of n true ranges / (top - bottom)) / log(n); `mean` is that of the true ranges. */
export function choppiness(mean: usize, top: usize, bottom: usize, out: usize, from: i32, to: i32, n: i32): void {
  const scale = 100.0 / log(f64(n));
  for (let i = from; i < to; i++) {
    put(out, i, logRatio(at(mean, i) * f64(n), at(top, i) - at(bottom, i)) * scale);
  }
}
