import { at, type Column, ema, overWindows, perBar } from "./core.js";

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

/** 3 EMA - 3 EMA of the EMA + EMA of that. */
export function tema(values: Column, n: number): number[] {
  const once = ema(values, n);
  const twice = ema(once, n);
  return ema(twice, n).map((thrice, i) => 3 * at(once, i) - 3 * at(twice, i) + thrice);
}

/** Weights 1, 2, ... up to the middle of the window and down again. */
export function trima(values: Column, n: number): number[] {
  const weights = Array.from({ length: n }, (_, k) => Math.min(k + 1, n - k));
  const total = weights.reduce((a, b) => a + b, 0);
  return overWindows(values, n, (window) => window.reduce((sum, x, k) => sum + (weights[k] as number) * x, 0) / total);
}

/** (1 + v) EMA - v EMA of the EMA three times over, multiplied out; every average is seeded by its own first values. */
export function t3(values: Column, n: number, v: number): number[] {
  const third = ema(ema(ema(values, n), n), n);
  const fourth = ema(third, n);
  const fifth = ema(fourth, n);
  return ema(fifth, n).map(
    (sixth, i) =>
      (1 + v) ** 3 * at(third, i) -
      3 * (1 + v) ** 2 * v * at(fourth, i) +
      3 * (1 + v) * v ** 2 * at(fifth, i) -
      v ** 3 * sixth,
  );
}

/** WMA of 2 WMA(n / 2) - WMA(n) over the root of n. */
export function hma(values: Column, n: number): number[] {
  const long = wma(values, n);
  const short = wma(values, Math.max(1, Math.trunc(n / 2)));
  const ahead = long.map((value, i) => 2 * at(short, i) - value);
  return wma(ahead, Math.trunc(n ** 0.5));
}

/** Mean of the last n values, each weighted with its share of what has been traded; NaN where nothing has. */
export function vwma(values: Column, volume: Column, n: number): number[] {
  return perBar(values, (i) => {
    let traded = 0;
    for (let k = i - n + 1; k <= i; k++) traded += at(volume, k);
    let average = 0;
    for (let k = i - n + 1; k <= i; k++) average += at(values, k) * (at(volume, k) / traded);
    return average;
  });
}
