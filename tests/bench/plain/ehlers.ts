import type { Bars } from "../../../src/index.js";
import { empty, number, type PlainForm } from "./form.js";

/** Ehlers 2004; the simple form before the seventh bar. */
const instantaneousTrendline: PlainForm = (bars, params) => {
  const a = number(params, "alpha");
  const { high, low } = bars;
  const price = new Float64Array(high.length);
  for (let i = 0; i < price.length; i++) price[i] = ((high[i] as number) + (low[i] as number)) / 2;
  const [trendline, trigger, simple] = [empty(bars), empty(bars), empty(bars)];
  const weights = [a - (a * a) / 4, (a * a) / 2, a - (3 * a * a) / 4, 2 * (1 - a), (1 - a) ** 2] as const;
  const [first, second, third, once, twice] = weights;
  for (let i = 2; i < price.length; i++) {
    const [p, p1, p2] = [price[i] as number, price[i - 1] as number, price[i - 2] as number];
    simple[i] = (p + 2 * p1 + p2) / 4;
    trendline[i] =
      i < 6
        ? (simple[i] as number)
        : first * p +
          second * p1 -
          third * p2 +
          once * (trendline[i - 1] as number) -
          twice * (trendline[i - 2] as number);
    trigger[i] = 2 * (trendline[i] as number) - (trendline[i - 2] as number);
  }
  return { trendline, trigger, simple };
};

/** The first bar that the cycle is measured on. */
const FIRST = 37;

/** Ehlers's smoothed Hilbert transform at bar i, without its gain. */
function turned(x: Float64Array, i: number): number {
  return 0.0962 * ((x[i] as number) - (x[i - 6] as number)) + 0.5769 * ((x[i - 2] as number) - (x[i - 4] as number));
}

/** Means over the dominant cycle, as the homodyne discriminator finds it. */
function cycleMeans({ close }: Bars): Float64Array {
  const columns = Array.from({ length: 4 }, () => new Float64Array(close.length));
  const [smooth, detrended, quadrature, means] = columns as [Float64Array, Float64Array, Float64Array, Float64Array];
  let [i2Before, q2Before, re, im, period, smoothPeriod] = [0, 0, 0, 0, 0, 0];
  for (let i = FIRST; i < close.length; i++) {
    const gain = 0.075 * period + 0.54;
    const recent = 4 * (close[i] as number) + 3 * (close[i - 1] as number);
    smooth[i] = (recent + 2 * (close[i - 2] as number) + (close[i - 3] as number)) / 10;
    detrended[i] = turned(smooth, i) * gain;
    quadrature[i] = turned(detrended, i) * gain;
    const i1 = detrended[i - 3] as number;
    const i2 = 0.2 * (i1 - turned(quadrature, i) * gain) + 0.8 * i2Before;
    const q2 = 0.2 * ((quadrature[i] as number) + turned(detrended, i - 3) * gain) + 0.8 * q2Before;
    re = 0.2 * (i2 * i2Before + q2 * q2Before) + 0.8 * re;
    im = 0.2 * (i2 * q2Before - q2 * i2Before) + 0.8 * im;
    [i2Before, q2Before] = [i2, q2];
    let found = re !== 0 && im !== 0 ? (2 * Math.PI) / Math.atan(im / re) : period;
    found = Math.max(Math.min(found, 1.5 * period), 0.67 * period);
    found = Math.min(Math.max(found, 6), 50);
    period = 0.2 * found + 0.8 * period;
    smoothPeriod = 0.33 * period + 0.67 * smoothPeriod;
    const length = Math.floor(smoothPeriod + 0.5);
    let sum = 0;
    for (let k = 0; k < length; k++) sum += close[i - k] as number;
    means[i] = length > 0 ? sum / length : 0;
  }
  return means;
}

export const EHLERS: Record<string, PlainForm> = {
  "instantaneous-trendline": instantaneousTrendline,
  "ht-trendline": (bars) => {
    const means = cycleMeans(bars);
    const trendline = empty(bars);
    for (let i = 63; i < means.length; i++) {
      const recent = 4 * (means[i] as number) + 3 * (means[i - 1] as number);
      trendline[i] = (recent + 2 * (means[i - 2] as number) + (means[i - 3] as number)) / 10;
    }
    return { trendline };
  },
};
