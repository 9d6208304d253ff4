import {
  at,
  atr,
  type Column,
  highest,
  lowest,
  mean,
  overWindows,
  perBar,
  sma,
  standardDeviation,
  trueRange,
} from "./core.js";

/** ATR in percent of the close. */
export function natr(high: Column, low: Column, close: Column, n: number): number[] {
  return atr(high, low, close, n).map((range, i) => (100 * range) / at(close, i));
}

/** Both bands' distance in parts of the mean. */
export function bollingerWidth(values: Column, n: number, width: number): number[] {
  const middle = sma(values, n);
  return standardDeviation(values, n).map((deviation, i) => (2 * width * deviation) / at(middle, i));
}

/** 0 on the lower band, 1 on the upper one; NaN where all values are one. */
export function bollingerPercent(values: Column, n: number, width: number): number[] {
  return overWindows(values, n, (window) => {
    if (window.every((value) => value === window[0])) return Number.NaN;
    const m = mean(window);
    const deviation = Math.sqrt(mean(window.map((value) => (value - m) ** 2)));
    return 0.5 + (at(window, n - 1) - m) / (2 * width * deviation);
  });
}

/** 100 when the bars go nowhere, 0 when they march; NaN where there is no range. */
export function choppiness(high: Column, low: Column, close: Column, n: number): number[] {
  const path = overWindows(trueRange(high, low, close), n, (window) => window.reduce((a, b) => a + b, 0));
  const top = highest(high, n);
  const bottom = lowest(low, n);
  return perBar(close, (i) => {
    const range = at(top, i) - at(bottom, i);
    return range === 0 ? Number.NaN : (100 * Math.log10(at(path, i) / range)) / Math.log10(n);
  });
}

export function logReturns(values: Column): number[] {
  return perBar(values, (i) => Math.log(at(values, i) / at(values, i - 1)));
}

function sampleVariance(window: readonly number[]): number {
  const m = mean(window);
  return window.reduce((sum, value) => sum + (value - m) ** 2, 0) / (window.length - 1);
}

/** Sample deviation of n log returns, and in a year. */
export function rollingVolatility(values: Column, n: number, barsPerYear: number) {
  const perBar = overWindows(logReturns(values), n, (window) => Math.sqrt(sampleVariance(window)));
  return { perBar, annualised: perBar.map((value) => value * Math.sqrt(barsPerYear)) };
}

export function parkinson(high: Column, low: Column, n: number): number[] {
  const squares = perBar(high, (i) => Math.log(at(high, i) / at(low, i)) ** 2);
  return overWindows(squares, n, (window) => Math.sqrt(window.reduce((a, b) => a + b, 0) / (4 * n * Math.LN2)));
}

export function garmanKlass(open: Column, high: Column, low: Column, close: Column, n: number): number[] {
  const variance = perBar(open, (i) => {
    const range = Math.log(at(high, i) / at(low, i));
    const body = Math.log(at(close, i) / at(open, i));
    return range ** 2 / 2 - (2 * Math.LN2 - 1) * body ** 2;
  });
  return overWindows(variance, n, (window) => Math.sqrt(mean(window)));
}

function rogersSatchellVariance(open: Column, high: Column, low: Column, close: Column, n: number): number[] {
  const variance = perBar(open, (i) => {
    const ratio = (above: Column, below: Column) => Math.log(at(above, i) / at(below, i));
    return ratio(high, close) * ratio(high, open) + ratio(low, close) * ratio(low, open);
  });
  return overWindows(variance, n, mean);
}

export function rogersSatchell(open: Column, high: Column, low: Column, close: Column, n: number): number[] {
  return rogersSatchellVariance(open, high, low, close, n).map(Math.sqrt);
}

export function yangZhang(open: Column, high: Column, low: Column, close: Column, n: number): number[] {
  const k = 0.34 / (1.34 + (n + 1) / (n - 1));
  const overnight = overWindows(
    perBar(open, (i) => Math.log(at(open, i) / at(close, i - 1))),
    n,
    sampleVariance,
  );
  const day = overWindows(
    perBar(open, (i) => Math.log(at(close, i) / at(open, i))),
    n,
    sampleVariance,
  );
  const within = rogersSatchellVariance(open, high, low, close, n);
  return perBar(open, (i) => Math.sqrt(at(overnight, i) + k * at(day, i) + (1 - k) * at(within, i)));
}

/** Half way between the highest of one column and the lowest of the other. */
export function middleOf(top: Column, bottom: Column, n: number): number[] {
  const low = lowest(bottom, n);
  return highest(top, n).map((value, i) => (value + at(low, i)) / 2);
}
