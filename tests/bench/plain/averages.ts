import { empty, number, type PlainForm } from "./form.js";
import { emaOf, smaOf, wmaOf } from "./windows.js";

export const AVERAGES: Record<string, PlainForm> = {
  sma: ({ close }, params) => ({ sma: smaOf(close, number(params, "period")) }),
  ema: ({ close }, params) => ({ ema: emaOf(close, number(params, "period")) }),
  rma: ({ close }, params) => {
    const n = number(params, "period");
    return { rma: emaOf(close, n, 1 / n) };
  },
  wma: ({ close }, params) => ({ wma: wmaOf(close, number(params, "period")) }),
  dema: ({ close }, params) => {
    const [once, twice] = emaChain(close, number(params, "period"), 2) as [Float64Array, Float64Array];
    for (let i = 0; i < twice.length; i++) twice[i] = 2 * (once[i] as number) - (twice[i] as number);
    return { dema: twice };
  },
  tema: ({ close }, params) => {
    const chain = emaChain(close, number(params, "period"), 3);
    const [once, twice, thrice] = chain as [Float64Array, Float64Array, Float64Array];
    for (let i = 0; i < thrice.length; i++) {
      thrice[i] = 3 * (once[i] as number) - 3 * (twice[i] as number) + (thrice[i] as number);
    }
    return { tema: thrice };
  },
  trima: ({ close }, params) => {
    const n = number(params, "period");
    const shorter = Math.ceil(n / 2);
    return { trima: smaOf(smaOf(close, shorter), n + 1 - shorter, shorter - 1) };
  },
  t3: ({ close }, params) => {
    const v = number(params, "volumeFactor");
    const chain = emaChain(close, number(params, "period"), 6).slice(2);
    const [third, fourth, fifth, sixth] = chain as [Float64Array, Float64Array, Float64Array, Float64Array];
    const [a, b, c, d] = [(1 + v) ** 3, -3 * (1 + v) ** 2 * v, 3 * (1 + v) * v ** 2, -(v ** 3)] as const;
    for (let i = 0; i < sixth.length; i++) {
      sixth[i] =
        a * (third[i] as number) + b * (fourth[i] as number) + c * (fifth[i] as number) + d * (sixth[i] as number);
    }
    return { t3: sixth };
  },
  hma: ({ close }, params) => {
    const n = number(params, "period");
    const ahead = wmaOf(close, Math.max(1, Math.floor(n / 2)));
    const long = wmaOf(close, n);
    for (let i = 0; i < ahead.length; i++) ahead[i] = 2 * (ahead[i] as number) - (long[i] as number);
    return { hma: wmaOf(ahead, Math.floor(Math.sqrt(n)), n - 1) };
  },
  vwma: (bars, params) => {
    const n = number(params, "period");
    const { close, volume } = bars;
    const out = empty(bars);
    let traded = 0;
    let money = 0;
    for (let i = 0; i < close.length; i++) {
      traded += volume[i] as number;
      money += (close[i] as number) * (volume[i] as number);
      if (i >= n) {
        traded -= volume[i - n] as number;
        money -= (close[i - n] as number) * (volume[i - n] as number);
      }
      if (i >= n - 1) out[i] = money / traded;
    }
    return { vwma: out };
  },
  kama: (bars, params) => {
    const n = number(params, "period");
    const [fast, slow] = [2 / (number(params, "fast") + 1), 2 / (number(params, "slow") + 1)];
    const { close } = bars;
    const out = empty(bars);
    let path = 0;
    let value = close[0] as number;
    for (let i = 1; i < close.length; i++) {
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

/** An average, the average of that and so on. */
function emaChain(values: Float64Array, n: number, count: number): Float64Array[] {
  const chain: Float64Array[] = [];
  let last = values;
  for (let k = 0; k < count; k++) {
    last = emaOf(last, n, 2 / (n + 1), k * (n - 1));
    chain.push(last);
  }
  return chain;
}
