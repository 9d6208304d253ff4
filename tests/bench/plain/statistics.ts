import { empty, number, type PlainForm } from "./form.js";
import { deviationOf, highestOf, lowestOf, smaOf, varianceOf } from "./windows.js";

/** Sums over a window of pairs (x, y), as it slides. */
class Pairs {
  x = 0;
  y = 0;
  xx = 0;
  xy = 0;
  yy = 0;

  /** `weight` 1 of a pair that comes, -1 of one that leaves. */
  add(x: number, y: number, weight: number): void {
    this.x += weight * x;
    this.y += weight * y;
    this.xx += weight * x * x;
    this.xy += weight * x * y;
    this.yy += weight * y * y;
  }
}

function returnsOf(values: Float64Array): Float64Array {
  const out = new Float64Array(values.length).fill(Number.NaN);
  for (let i = 1; i < values.length; i++) {
    const before = values[i - 1] as number;
    out[i] = before === 0 ? 0 : ((values[i] as number) - before) / before;
  }
  return out;
}

/** Place of the first value of a sorted part (0 to n - 1) that is not below x. */
function placeOf(sorted: Float64Array, n: number, x: number): number {
  let from = 0;
  let to = n;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] as number) < x) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** A window is kept in order: the oldest value is taken out, the newest put in. */
function quantileOf(values: Float64Array, n: number, q: number): Float64Array {
  const out = new Float64Array(values.length).fill(Number.NaN);
  const sorted = new Float64Array(n + 1);
  const below = Math.floor((n - 1) * q);
  const above = Math.min(below + 1, n - 1);
  const share = (n - 1) * q - below;
  for (let i = 0; i < values.length; i++) {
    let count = Math.min(i, n);
    if (i >= n) {
      const old = placeOf(sorted, count, values[i - n] as number);
      sorted.copyWithin(old, old + 1, count--);
    }
    const place = placeOf(sorted, count, values[i] as number);
    sorted.copyWithin(place + 1, place, count);
    sorted[place] = values[i] as number;
    if (i < n - 1) continue;
    const low = sorted[below] as number;
    out[i] = low + share * ((sorted[above] as number) - low);
  }
  return out;
}

export const STATISTICS: Record<string, PlainForm> = {
  "standard-deviation": ({ close }, params) => ({ standardDeviation: deviationOf(close, number(params, "period")) }),
  variance: ({ close }, params) => ({ variance: varianceOf(close, number(params, "period")) }),
  "z-score": ({ close }, params) => {
    const n = number(params, "period");
    const mean = smaOf(close, n);
    const zScore = deviationOf(close, n);
    for (let i = 0; i < zScore.length; i++) {
      zScore[i] = ((close[i] as number) - (mean[i] as number)) / (zScore[i] as number);
    }
    return { zScore };
  },
  highest: ({ close }, params) => ({ highest: highestOf(close, number(params, "period")) }),
  lowest: ({ close }, params) => ({ lowest: lowestOf(close, number(params, "period")) }),
  "rolling-quantile": ({ close }, params) => ({
    quantile: quantileOf(close, number(params, "period"), number(params, "quantile")),
  }),
  "linear-regression": (bars, params) => {
    const n = number(params, "period");
    const { close } = bars;
    const [value, slope, intercept] = [empty(bars), empty(bars), empty(bars)];
    const [angle, forecast, r2] = [empty(bars), empty(bars), empty(bars)];
    // about the first value, so that sums of squares keep their digits
    const origin = close[0] as number;
    const middle = (n - 1) / 2;
    const spread = (n * (n * n - 1)) / 12;
    let sum = 0;
    let squares = 0;
    let weighted = 0;
    for (let i = 0; i < close.length; i++) {
      const x = (close[i] as number) - origin;
      if (i >= n) {
        const old = (close[i - n] as number) - origin;
        // every value that stays moves down by a place
        weighted -= sum - old;
        sum -= old;
        squares -= old * old;
      }
      weighted += Math.min(i, n - 1) * x;
      sum += x;
      squares += x * x;
      if (i < n - 1) continue;
      const rise = (weighted - middle * sum) / spread;
      const first = origin + sum / n - rise * middle;
      slope[i] = rise;
      intercept[i] = first;
      value[i] = first + rise * (n - 1);
      forecast[i] = first + rise * n;
      angle[i] = (Math.atan(rise) * 180) / Math.PI;
      r2[i] = (rise * rise * spread) / (squares - (sum * sum) / n);
    }
    return { value, slope, intercept, angle, forecast, r2 };
  },
  correlation: (bars, params) => {
    const n = number(params, "period");
    const { close, open } = bars;
    const out = empty(bars);
    const pairs = new Pairs();
    // about the first values, so that sums of squares keep their digits
    const [a, b] = [close[0] as number, open[0] as number];
    for (let i = 0; i < close.length; i++) {
      pairs.add((close[i] as number) - a, (open[i] as number) - b, 1);
      if (i >= n) pairs.add((close[i - n] as number) - a, (open[i - n] as number) - b, -1);
      if (i < n - 1) continue;
      const { x, y, xx, xy, yy } = pairs;
      const scale = Math.sqrt((xx - (x * x) / n) * (yy - (y * y) / n));
      out[i] = scale > 0 ? (xy - (x * y) / n) / scale : 0;
    }
    return { correlation: out };
  },
  beta: (bars, params) => {
    const n = number(params, "period");
    const [a, b] = [returnsOf(bars.close), returnsOf(bars.open)];
    const out = empty(bars);
    const pairs = new Pairs();
    for (let i = 1; i < out.length; i++) {
      pairs.add(a[i] as number, b[i] as number, 1);
      if (i > n) pairs.add(a[i - n] as number, b[i - n] as number, -1);
      if (i < n) continue;
      const { x, y, xx, xy } = pairs;
      const squares = xx - (x * x) / n;
      out[i] = squares > 0 ? (xy - (x * y) / n) / squares : 0;
    }
    return { beta: out };
  },
};
