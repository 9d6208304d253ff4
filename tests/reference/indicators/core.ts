/**
 * Indicators in their slow, obvious forms, TA-Lib's conventions. A value exists where the last `period` inputs do: leading
 * NaNs are skipped, and a NaN in between starts the warm-up anew. Every column (nBars); NaN = no value.
 */

export type Column = ArrayLike<number>;

/** Mean of the last n values. */
export function sma(values: Column, n: number): number[] {
  return overWindows(values, n, mean);
}

/** a = 2 / (n + 1); seeded with the mean of the first n values or, `first`, with the first one. */
export function ema(values: Column, n: number, seed: "sma" | "first" = "sma"): number[] {
  const smooth = (before: number, value: number) => before + (2 / (n + 1)) * (value - before);
  return seed === "sma" ? smoothed(values, n, smooth) : smoothedFromFirst(values, n, smooth);
}

/** Wilder's smoothing, seeded with the mean of the first n values. */
export function rma(values: Column, n: number): number[] {
  return smoothed(values, n, (before, value) => (before * (n - 1) + value) / n);
}

/** 100 x average gain / (average gain + average loss), both by Wilder's smoothing; 0 where nothing moves. */
export function rsi(values: Column, n: number): number[] {
  const change = perBar(values, (i) => at(values, i) - at(values, i - 1));
  const gain = rma(
    change.map((c) => (Number.isNaN(c) ? c : Math.max(c, 0))),
    n,
  );
  const loss = rma(
    change.map((c) => (Number.isNaN(c) ? c : Math.max(-c, 0))),
    n,
  );
  return perBar(values, (i) => {
    const moved = at(gain, i) + at(loss, i);
    return moved < 1e-14 ? 0 : (100 * at(gain, i)) / moved;
  });
}

/** From bar 1 on: the bar's range, stretched to the close before. */
export function trueRange(high: Column, low: Column, close: Column): number[] {
  return perBar(close, (i) => Math.max(at(high, i), at(close, i - 1)) - Math.min(at(low, i), at(close, i - 1)));
}

/** Wilder's smoothing of the true range; first value at bar n. */
export function atr(high: Column, low: Column, close: Column, n: number): number[] {
  return rma(trueRange(high, low, close), n);
}

/** Population form (ddof 0) over the last n values. */
export function standardDeviation(values: Column, n: number): number[] {
  return overWindows(values, n, (window) => {
    const m = mean(window);
    return Math.sqrt(mean(window.map((value) => (value - m) ** 2)));
  });
}

/** SMA(n) and bands `width` population deviations away. */
export function bollinger(values: Column, n: number, width: number) {
  const middle = sma(values, n);
  const deviation = standardDeviation(values, n);
  return {
    upper: middle.map((m, i) => m + width * at(deviation, i)),
    middle,
    lower: middle.map((m, i) => m - width * at(deviation, i)),
  };
}

/**
 * Fast average less slow one, the average of that, and what it is above that; all from the bar on which the last of them has a value. Seeded
 * with means, the averages begin together: each with the mean of its last n values before that bar.
 */
export function macd(values: Column, fast: number, slow: number, signal: number, seed: "sma" | "first" = "sma") {
  const longer = Math.max(fast, slow);
  const average = (n: number) => (seed === "sma" ? ema(withoutFirst(values, longer - n), n) : fromFirst(values, n));
  const slower = average(slow);
  const line = average(fast).map((value, i) => value - at(slower, i));
  const smooth = seed === "sma" ? ema(line, signal) : fromFirst(line, signal);
  const shown = withoutFirst(values, longer + signal - 2);
  const where = (column: number[]) => column.map((value, i) => (Number.isNaN(at(shown, i)) ? Number.NaN : value));
  return { macd: where(line), signal: where(smooth), histogram: where(line.map((value, i) => value - at(smooth, i))) };
}

/** An exponential average that shows from its first value on. */
function fromFirst(values: Column, n: number): number[] {
  return smoothedFromFirst(values, 1, (before, value) => before + (2 / (n + 1)) * (value - before));
}

/** NaN in place of the first values, and of the first after every NaN. */
function withoutFirst(values: Column, count: number): number[] {
  let seen = 0;
  return perBar(values, (i) => {
    seen = Number.isNaN(at(values, i)) ? 0 : seen + 1;
    return seen > count ? at(values, i) : Number.NaN;
  });
}

/** Highest of the last n values. */
export function highest(values: Column, n: number): number[] {
  return overWindows(values, n, (window) => Math.max(...window));
}

/** Lowest of the last n values. */
export function lowest(values: Column, n: number): number[] {
  return overWindows(values, n, (window) => Math.min(...window));
}

/**
 * Wilder's parabolic SAR by his own rules, one for each direction. The first trend is down if bar 1 went down more than up; its SAR is the
 * extreme of bar 0 on the other side.
 */
export function parabolicSar(high: Column, low: Column, step: number, maximum: number): number[] {
  const values = Array.from(high, () => Number.NaN);
  const first = Math.min(step, maximum);
  if (high.length < 2) return values;
  const down = at(low, 0) - at(low, 1);
  let rising = !(down > 0 && down > at(high, 1) - at(high, 0));
  let sar = rising ? at(low, 0) : at(high, 0);
  let extreme = rising ? at(high, 1) : at(low, 1);
  let acceleration = first;
  for (let i = 1; i < high.length; i++) {
    // bar 1 has no bar before it that counts
    const before = Math.max(1, i - 1);
    const highs = [at(high, before), at(high, i)];
    const lows = [at(low, before), at(low, i)];
    const turns = rising ? at(low, i) <= sar : at(high, i) >= sar;
    if (turns) {
      sar = rising ? Math.max(extreme, ...highs) : Math.min(extreme, ...lows);
      values[i] = sar;
      rising = !rising;
      extreme = rising ? at(high, i) : at(low, i);
      acceleration = first;
      sar += acceleration * (extreme - sar);
    } else {
      values[i] = sar;
      const further = rising ? at(high, i) > extreme : at(low, i) < extreme;
      if (further) {
        extreme = rising ? at(high, i) : at(low, i);
        acceleration = Math.min(acceleration + step, maximum);
      }
      sar += acceleration * (extreme - sar);
    }
    // never into this bar or the one before
    sar = rising ? Math.min(sar, ...lows) : Math.max(sar, ...highs);
  }
  return values;
}

/** EMA of the close and bands so many ATRs away. */
export function keltner(high: Column, low: Column, close: Column, n: number, m: number, multiple: number) {
  const middle = ema(close, n);
  const range = atr(high, low, close, m);
  return {
    upper: middle.map((value, i) => value + multiple * at(range, i)),
    middle,
    lower: middle.map((value, i) => value - multiple * at(range, i)),
  };
}

/** Highest high less, lowest low plus so many ATRs. */
export function chandelierExit(high: Column, low: Column, close: Column, n: number, multiple: number) {
  const range = atr(high, low, close, n);
  return {
    long: highest(high, n).map((value, i) => value - multiple * at(range, i)),
    short: lowest(low, n).map((value, i) => value + multiple * at(range, i)),
  };
}

export function perBar(values: Column, valueAt: (i: number) => number): number[] {
  return Array.from({ length: values.length }, (_, i) => valueAt(i));
}

/** Applies `to` to the last n values, where there are n of them without a NaN. */
export function overWindows(values: Column, n: number, to: (window: number[]) => number): number[] {
  return perBar(values, (i) => {
    if (i < n - 1) return Number.NaN;
    const window = Array.from({ length: n }, (_, k) => at(values, i - n + 1 + k));
    return window.some(Number.isNaN) ? Number.NaN : to(window);
  });
}

/** A recursion that starts from the mean of n values. */
export function smoothed(values: Column, n: number, next: (before: number, value: number) => number): number[] {
  const result: number[] = [];
  let start: number[] = [];
  for (let i = 0; i < values.length; i++) {
    const value = at(values, i);
    if (Number.isNaN(value)) start = [];
    else start.push(value);
    if (start.length < n) result.push(Number.NaN);
    else if (start.length === n) result.push(mean(start));
    else result.push(next(at(result, i - 1), value));
  }
  return result;
}

/** A recursion that starts from the first value, and shows from the n-th on. */
function smoothedFromFirst(values: Column, n: number, next: (before: number, value: number) => number): number[] {
  let count = 0;
  let state = Number.NaN;
  return perBar(values, (i) => {
    const value = at(values, i);
    count = Number.isNaN(value) ? 0 : count + 1;
    state = count <= 1 ? value : next(state, value);
    return count < n ? Number.NaN : state;
  });
}

export function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

/** NaN beyond the ends. */
export function at(values: Column, i: number): number {
  return values[i] ?? Number.NaN;
}
