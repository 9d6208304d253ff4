import { at, type Column, ema, overWindows } from "./core.js";

/** Weights 1 on the oldest of the last n values to n on the newest. */
export function wma(values: Column, n: number): number[] {
  const weights = (n * (n + 1)) / 2;
  return overWindows(values, n, (window) => window.reduce((sum, value, k) => sum + (k + 1) * value, 0) / weights);
}

/** 2 EMA - EMA of the EMA. */
export function dema(values: Column, n: number): number[] {
  const once = ema(values, n);
  return ema(once, n).map((twice, i) => 2 * at(once, i) - twice);
}

/** Kaufman's average, which starts from the n-th value; TA-Lib's rule for paths that are no longer than the change. */
export function kama(values: Column, n: number, fast: number, slow: number): number[] {
  let average = Number.NaN;
  return Array.from(values, (value, i) => {
    if (i < n) {
      average = value;
      return Number.NaN;
    }
    const change = value - at(values, i - n);
    let path = 0;
    for (let k = i - n + 1; k <= i; k++) path += Math.abs(at(values, k) - at(values, k - 1));
    const efficiency = path <= change || path === 0 ? 1 : Math.abs(change) / path;
    const smooth = efficiency * (2 / (fast + 1) - 2 / (slow + 1)) + 2 / (slow + 1);
    average += smooth * smooth * (value - average);
    return average;
  });
}
