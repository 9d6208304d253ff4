import { at, type Column, ema, highest, lowest, mean, overWindows, perBar, rma, sma, trueRange } from "./core.js";

type Average = "sma" | "ema";

const averageOf = (kind: Average, values: Column, n: number) => (kind === "ema" ? ema(values, n) : sma(values, n));

/** NaN where another column has no value. */
function where(values: Column, other: Column): number[] {
  return perBar(values, (i) => (Number.isNaN(at(other, i)) ? Number.NaN : at(values, i)));
}

/** How far up in the range of the last n bars, percent; 0 where that has no height. */
function positionInRange(x: Column, high: Column, low: Column, n: number): number[] {
  const top = highest(high, n);
  const bottom = lowest(low, n);
  return perBar(x, (i) => {
    const range = at(top, i) - at(bottom, i);
    return range === 0 ? 0 : ((at(x, i) - at(bottom, i)) / range) * 100;
  });
}

export function stochasticFast(high: Column, low: Column, close: Column, n: number, d: number, kind: Average) {
  const raw = positionInRange(close, high, low, n);
  const fastD = averageOf(kind, raw, d);
  return { fastK: where(raw, fastD), fastD };
}

export function stochastic(
  high: Column,
  low: Column,
  close: Column,
  n: number,
  k: { n: number; kind: Average },
  d: { n: number; kind: Average },
) {
  const smooth = averageOf(k.kind, positionInRange(close, high, low, n), k.n);
  const slowD = averageOf(d.kind, smooth, d.n);
  return { slowK: where(smooth, slowD), slowD };
}

/** RSI without TA-Lib's rule that averages below 1e-14 are 0: of prices about 1e-8 that is most of them. */
export function relativeStrength(values: Column, n: number): number[] {
  const change = perBar(values, (i) => at(values, i) - at(values, i - 1));
  const average = (sign: number) =>
    rma(
      change.map((c) => (Number.isNaN(c) ? c : Math.max(sign * c, 0))),
      n,
    );
  const loss = average(-1);
  return average(1).map((gain, i) => (gain + at(loss, i) === 0 ? 0 : 100 * (gain / (gain + at(loss, i)))));
}

/** Whether the last k values up to bar i are one. */
export function standsStill(values: Column, i: number, k: number): boolean {
  return Array.from({ length: k }, (_, j) => at(values, i - j)).every((value) => value === at(values, i));
}

/** Where the RSI stands in its own range of the last k bars; 0 where it stands still, which it does (n > 1) where the values do. */
export function stochasticRsi(values: Column, n: number, k: number, d: number, kind: Average) {
  const strength = relativeStrength(values, n);
  const raw = positionInRange(strength, strength, strength, k).map((position, i) => {
    return n > 1 && standsStill(values, i, k) && !Number.isNaN(position) ? 0 : position;
  });
  const fastD = averageOf(kind, raw, d);
  return { fastK: where(raw, fastD), fastD };
}

export function williamsR(high: Column, low: Column, close: Column, n: number): number[] {
  const top = highest(high, n);
  const bottom = lowest(low, n);
  return perBar(close, (i) => {
    const range = at(top, i) - at(bottom, i);
    return range === 0 ? 0 : (-100 * (at(top, i) - at(close, i))) / range;
  });
}

export function typicalPrice(high: Column, low: Column, close: Column): number[] {
  return perBar(close, (i) => (at(high, i) + at(low, i) + at(close, i)) / 3);
}

/** Above the mean of the last n values, in parts of 0.015 times their mean distance from it; 0 where all of them are one value. */
export function cci(high: Column, low: Column, close: Column, n: number): number[] {
  return overWindows(typicalPrice(high, low, close), n, (window) => {
    // counted from one of them, because otherwise nothing is left of differences in the last digits
    const offsets = window.map((price) => price - (window[0] as number));
    const middle = mean(offsets);
    const deviation = mean(offsets.map((offset) => Math.abs(offset - middle)));
    return deviation === 0 ? 0 : ((offsets[n - 1] as number) - middle) / (0.015 * deviation);
  });
}

/** Rises less falls over rises plus falls, both by Wilder's smoothing, percent; 0 where nothing moves. NaN: too small to say. */
export function cmo(values: Column, n: number): number[] {
  const change = perBar(values, (i) => at(values, i) - at(values, i - 1));
  const moved = rma(change.map(Math.abs), n);
  return rma(change, n).map((net, i) => {
    if (at(moved, i) === 0) return 0;
    return at(moved, i) < 1e-290 ? Number.NaN : 100 * (net / at(moved, i));
  });
}

/** Flow up over all flow of the last n bars, percent; 0 where nothing flows. */
export function mfi(high: Column, low: Column, close: Column, volume: Column, n: number): number[] {
  const price = typicalPrice(high, low, close);
  // in a unit in which the smallest volumes keep their digits
  const flow = perBar(
    price,
    (i) => Math.sign(at(price, i) - at(price, i - 1)) * at(price, i) * (at(volume, i) * 2 ** 100),
  );
  return overWindows(flow, n, (window) => {
    const up = window.reduce((sum, value) => sum + Math.max(value, 0), 0);
    const all = window.reduce((sum, value) => sum + Math.abs(value), 0);
    return all === 0 ? 0 : 100 * (up / all);
  });
}

export function roc(values: Column, n: number, form: string): number[] {
  return perBar(values, (i) => {
    const ratio = at(values, i) / at(values, i - n);
    const ofRatio = form.startsWith("ratio") ? ratio : ratio - 1;
    return ofRatio * (form === "percent" || form === "ratio-percent" ? 100 : 1);
  });
}

export function momentum(values: Column, n: number): number[] {
  return perBar(values, (i) => at(values, i) - at(values, i - n));
}

/** Change of the triple average from bar to bar, percent. */
export function trix(values: Column, n: number): number[] {
  return roc(ema(ema(ema(values, n), n), n), 1, "percent");
}

export function ultimateOscillator(
  high: Column,
  low: Column,
  close: Column,
  windows: readonly [number, number, number],
) {
  const range = trueRange(high, low, close);
  const pressure = perBar(close, (i) => at(close, i) - Math.min(at(low, i), at(close, i - 1)));
  const [a, b, c] = windows.map((n) => {
    const ranges = overWindows(range, n, mean);
    return overWindows(pressure, n, mean).map((up, i) => (at(ranges, i) === 0 ? 0 : up / at(ranges, i)));
  }) as [number[], number[], number[]];
  return perBar(close, (i) => (100 / 7) * (4 * at(a, i) + 2 * at(b, i) + at(c, i)));
}

export function awesomeOscillator(high: Column, low: Column, fast: number, slow: number): number[] {
  const middle = perBar(high, (i) => (at(high, i) + at(low, i)) / 2);
  const slower = sma(middle, slow);
  return sma(middle, fast).map((value, i) => value - at(slower, i));
}

export function apo(values: Column, fast: number, slow: number, kind: Average): number[] {
  const slower = averageOf(kind, values, slow);
  return averageOf(kind, values, fast).map((value, i) => value - at(slower, i));
}

export function ppo(values: Column, fast: number, slow: number, kind: Average): number[] {
  const slower = averageOf(kind, values, slow);
  return averageOf(kind, values, fast).map((value, i) => 100 * (value / at(slower, i) - 1));
}

export function balanceOfPower(open: Column, high: Column, low: Column, close: Column): number[] {
  return perBar(close, (i) => {
    const range = at(high, i) - at(low, i);
    return range === 0 ? 0 : (at(close, i) - at(open, i)) / range;
  });
}
