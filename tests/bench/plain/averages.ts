import { empty, number, type PlainForm } from "./form.js";

/** Seeded with the mean of the first n values. */
export function emaOf(values: Float64Array, n: number, alpha = 2 / (n + 1), start = 0): Float64Array {
  const out = new Float64Array(values.length).fill(Number.NaN);
  let value = 0;
  for (let i = start; i < values.length; i++) {
    if (i < start + n) {
      value += (values[i] as number) / n;
      if (i === start + n - 1) out[i] = value;
    } else {
      value += alpha * ((values[i] as number) - value);
      out[i] = value;
    }
  }
  return out;
}

export const AVERAGES: Record<string, PlainForm> = {
  sma: (bars, params) => {
    const n = number(params, "period");
    const out = empty(bars);
    let sum = 0;
    for (let i = 0; i < bars.length; i++) {
      sum += bars.close[i] as number;
      if (i >= n) sum -= bars.close[i - n] as number;
      if (i >= n - 1) out[i] = sum / n;
    }
    return { sma: out };
  },
  ema: (bars, params) => ({ ema: emaOf(bars.close, number(params, "period")) }),
  rma: (bars, params) => {
    const n = number(params, "period");
    return { rma: emaOf(bars.close, n, 1 / n) };
  },
  wma: (bars, params) => {
    const n = number(params, "period");
    const out = empty(bars);
    let sum = 0;
    let weighted = 0;
    for (let i = 0; i < bars.length; i++) {
      const value = bars.close[i] as number;
      weighted += i < n ? (i + 1) * value : n * value - sum;
      sum += value - (i >= n ? (bars.close[i - n] as number) : 0);
      if (i >= n - 1) out[i] = weighted / ((n * (n + 1)) / 2);
    }
    return { wma: out };
  },
  dema: (bars, params) => {
    const n = number(params, "period");
    const once = emaOf(bars.close, n);
    const twice = emaOf(once, n, 2 / (n + 1), n - 1);
    return { dema: once.map((value, i) => 2 * value - (twice[i] as number)) };
  },
  kama: (bars, params) => {
    const n = number(params, "period");
    const [fast, slow] = [2 / (number(params, "fast") + 1), 2 / (number(params, "slow") + 1)];
    const { close } = bars;
    const out = empty(bars);
    let path = 0;
    let value = close[0] as number;
    for (let i = 1; i < bars.length; i++) {
      path += Math.abs((close[i] as number) - (close[i - 1] as number));
      if (i > n) path -= Math.abs((close[i - n] as number) - (close[i - n - 1] as number));
      if (i < n) value = close[i] as number;
      else {
        const change = (close[i] as number) - (close[i - n] as number);
        const efficiency = path <= change || path === 0 ? 1 : Math.abs(change / path);
        const smooth = efficiency * (fast - slow) + slow;
        value += smooth * smooth * ((close[i] as number) - value);
        out[i] = value;
      }
    }
    return { kama: out };
  },
};
