import { empty, number, type PlainForm } from "./form.js";
import { emaOf } from "./windows.js";

/** +DI, -DI and DX in one loop: Wilder's sums, seeded with those of bars 1 to n - 1. */
const directionOf = (...[bars, params]: Parameters<PlainForm>) => {
  const n = number(params, "period");
  const { high, low, close } = bars;
  const [plusDi, minusDi, dx] = [empty(bars), empty(bars), empty(bars)];
  let [range, plus, minus, last] = [0, 0, 0, 0];
  for (let i = 1; i < close.length; i++) {
    const before = close[i - 1] as number;
    const up = (high[i] as number) - (high[i - 1] as number);
    const down = (low[i - 1] as number) - (low[i] as number);
    const kept = i < n ? 1 : 1 - 1 / n;
    range = kept * range + Math.max(high[i] as number, before) - Math.min(low[i] as number, before);
    plus = kept * plus + (up > 0 && up > down ? up : 0);
    minus = kept * minus + (down > 0 && down > up ? down : 0);
    if (i < n) continue;
    plusDi[i] = range === 0 ? 0 : (100 * plus) / range;
    minusDi[i] = range === 0 ? 0 : (100 * minus) / range;
    if (plus + minus > 0) last = (100 * Math.abs(plus - minus)) / (plus + minus);
    dx[i] = last;
  }
  return { plusDi, minusDi, dx };
};

const adxOf = (dx: Float64Array, n: number) => emaOf(dx, n, 1 / n, n);

export const DIRECTIONAL: Record<string, PlainForm> = {
  adx: (bars, params) => {
    const { plusDi, minusDi, dx } = directionOf(bars, params);
    return { adx: adxOf(dx, number(params, "period")), plusDi, minusDi };
  },
  adxr: (bars, params) => {
    const n = number(params, "period");
    const adx = adxOf(directionOf(bars, params).dx, n);
    const adxr = empty(bars);
    for (let i = n - 1; i < adxr.length; i++) adxr[i] = ((adx[i] as number) + (adx[i - n + 1] as number)) / 2;
    return { adxr };
  },
  dx: (bars, params) => ({ dx: directionOf(bars, params).dx }),
  "directional-movement": (bars, params) => {
    const n = number(params, "period");
    const { high, low } = bars;
    const [plusDm, minusDm] = [empty(bars), empty(bars)];
    let [plus, minus] = [0, 0];
    for (let i = 1; i < high.length; i++) {
      const up = (high[i] as number) - (high[i - 1] as number);
      const down = (low[i - 1] as number) - (low[i] as number);
      const kept = i < n ? 1 : 1 - 1 / n;
      plus = kept * plus + (up > 0 && up > down ? up : 0);
      minus = kept * minus + (down > 0 && down > up ? down : 0);
      if (i < n - 1) continue;
      plusDm[i] = plus;
      minusDm[i] = minus;
    }
    return { plusDm, minusDm };
  },
};
