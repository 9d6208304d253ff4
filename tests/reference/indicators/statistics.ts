import { at, type Column, mean, overWindows, perBar } from "./core.js";

/** What lies between the values stays the same where all are less the newest: then large prices lose no digits. */
function aboutNewest(window: readonly number[]): number[] {
  return window.map((value) => value - at(window, window.length - 1));
}

function products(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  return a.reduce((sum, value, k) => sum + (value - meanA) * (at(b, k) - meanB), 0);
}

/** Squared deviations from the mean over the last n values, by n less ddof. */
export function variance(values: Column, n: number, ddof: number): number[] {
  return overWindows(values, n, (window) => {
    const x = aboutNewest(window);
    return products(x, x) / (n - ddof);
  });
}

/** How many deviations the newest value lies from the mean; NaN where the deviation is 0. */
export function zScore(values: Column, n: number, ddof: number): number[] {
  return variance(values, n, ddof).map((square, i) => {
    if (!(square > 0)) return Number.NaN;
    const newest = at(values, i);
    const above = Array.from({ length: n }, (_, k) => newest - at(values, i - k));
    return mean(above) / Math.sqrt(square);
  });
}

/** The least-squares line over places 0 to n - 1; `from` 0 is its value at the window's first bar. */
function line(values: Column, n: number, of: (rise: number, from: number, window: readonly number[]) => number) {
  const places = Array.from({ length: n }, (_, k) => k);
  return overWindows(values, n, (window) => {
    const x = aboutNewest(window);
    const rise = products(places, x) / products(places, places);
    return of(rise, at(window, n - 1) + (mean(x) - rise * mean(places)), x);
  });
}

export function linearRegression(values: Column, n: number) {
  return {
    value: line(values, n, (rise, from) => from + rise * (n - 1)),
    slope: line(values, n, (rise) => rise),
    intercept: line(values, n, (_, from) => from),
    angle: line(values, n, (rise) => (Math.atan(rise) * 180) / Math.PI),
    forecast: line(values, n, (rise, from) => from + rise * n),
    // 1 - squares about the line / squares about the mean
    r2: line(values, n, (rise, _, x) => {
      const middle = (n - 1) / 2;
      const residual = x.reduce((sum, value, k) => sum + (value - mean(x) - rise * (k - middle)) ** 2, 0);
      return 1 - residual / products(x, x);
    }),
  };
}

function overPairs(a: Column, b: Column, n: number, to: (x: number[], y: number[]) => number): number[] {
  return perBar(a, (i) => {
    const last = (column: Column) => Array.from({ length: n }, (_, k) => at(column, i - n + 1 + k));
    const [x, y] = [last(a), last(b)];
    return [...x, ...y].some(Number.isNaN) ? Number.NaN : to(aboutNewest(x), aboutNewest(y));
  });
}

/** Pearson's; 0 where a side is flat. */
export function correlation(a: Column, b: Column, n: number): number[] {
  return overPairs(a, b, n, (x, y) => {
    const scale = Math.sqrt(products(x, x)) * Math.sqrt(products(y, y));
    return scale === 0 ? 0 : products(x, y) / scale;
  });
}

/** Simple returns a bar. */
export function simpleReturns(values: Column): number[] {
  return perBar(values, (i) => {
    const before = at(values, i - 1);
    return before === 0 ? 0 : (at(values, i) - before) / before;
  });
}

/** Slope of the second column's returns on the first's; 0 where these do not vary. */
export function beta(a: Column, b: Column, n: number): number[] {
  return overPairs(simpleReturns(a), simpleReturns(b), n, (x, y) => {
    const squares = products(x, x);
    return squares === 0 ? 0 : products(x, y) / squares;
  });
}

/** At place (n - 1) q of the values in order, between neighbours on the line that joins them. */
export function rollingQuantile(values: Column, n: number, q: number): number[] {
  return overWindows(values, n, (window) => {
    const sorted = [...window].sort((a, b) => a - b);
    const place = (n - 1) * q;
    const below = Math.floor(place);
    const [low, high] = [at(sorted, below), at(sorted, Math.min(below + 1, n - 1))];
    return low + (high - low) * (place - below);
  });
}
