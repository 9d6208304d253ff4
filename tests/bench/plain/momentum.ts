import { empty, number, type PlainForm } from "./form.js";
import { emaOf, highestOf, less, lowestOf, smaOf } from "./windows.js";

function rsiOf(values: Float64Array, n: number): Float64Array {
  const out = new Float64Array(values.length).fill(Number.NaN);
  let gain = 0;
  let loss = 0;
  for (let i = 1; i < values.length; i++) {
    const change = (values[i] as number) - (values[i - 1] as number);
    const up = change > 0 ? change : 0;
    const down = change < 0 ? -change : 0;
    gain += (i <= n ? up : up - gain) / n;
    loss += (i <= n ? down : down - loss) / n;
    if (i >= n) out[i] = gain + loss === 0 ? 0 : (100 * gain) / (gain + loss);
  }
  return out;
}

/** 100 (x - lowest) / (highest - lowest), 0 where these are equal. */
function positionInRange(x: Float64Array, high: Float64Array, low: Float64Array, n: number, start = 0): Float64Array {
  const top = highestOf(high, n, start);
  const bottom = lowestOf(low, n, start);
  for (let i = 0; i < x.length; i++) {
    const range = (top[i] as number) - (bottom[i] as number);
    top[i] = range === 0 ? 0 : (100 * ((x[i] as number) - (bottom[i] as number))) / range;
  }
  return top;
}

const typical = (bars: { high: Float64Array; low: Float64Array; close: Float64Array }): Float64Array => {
  const out = new Float64Array(bars.close.length);
  const { high, low, close } = bars;
  for (let i = 0; i < out.length; i++) out[i] = ((high[i] as number) + (low[i] as number) + (close[i] as number)) / 3;
  return out;
};

/** x / x n bars before - 1, percent. */
function changeOf(values: Float64Array, n: number): Float64Array {
  const out = new Float64Array(values.length).fill(Number.NaN);
  for (let i = n; i < values.length; i++) out[i] = 100 * ((values[i] as number) / (values[i - n] as number) - 1);
  return out;
}

const OSCILLATORS: Record<string, PlainForm> = {
  rsi: ({ close }, params) => ({ rsi: rsiOf(close, number(params, "period")) }),
  "stochastic-rsi": ({ close }, params) => {
    const [n, k, d] = [number(params, "period"), number(params, "kPeriod"), number(params, "dPeriod")];
    const strength = rsiOf(close, n);
    const fastK = positionInRange(strength, strength, strength, k, n);
    const fastD = smaOf(fastK, d, n + k - 1);
    return { fastK: fastK.fill(Number.NaN, 0, n + k + d - 2), fastD };
  },
  stochastic: ({ high, low, close }, params) => {
    const [n, k, d] = [number(params, "period"), number(params, "kPeriod"), number(params, "dPeriod")];
    const slowK = smaOf(positionInRange(close, high, low, n), k, n - 1);
    const slowD = smaOf(slowK, d, n + k - 2);
    return { slowK: slowK.fill(Number.NaN, 0, n + k + d - 3), slowD };
  },
  "stochastic-fast": ({ high, low, close }, params) => {
    const [n, d] = [number(params, "period"), number(params, "dPeriod")];
    const fastK = positionInRange(close, high, low, n);
    const fastD = smaOf(fastK, d, n - 1);
    return { fastK: fastK.fill(Number.NaN, 0, n + d - 2), fastD };
  },
  "williams-r": ({ high, low, close }, params) => {
    const n = number(params, "period");
    const top = highestOf(high, n);
    const bottom = lowestOf(low, n);
    for (let i = 0; i < top.length; i++) {
      const range = (top[i] as number) - (bottom[i] as number);
      top[i] = range === 0 ? 0 : (-100 * ((top[i] as number) - (close[i] as number))) / range;
    }
    return { williamsR: top };
  },
  // the mean distance has no sliding form that one would write: every window is gone through
  cci: (bars, params) => {
    const n = number(params, "period");
    const price = typical(bars);
    const mean = smaOf(price, n);
    const out = empty(bars);
    for (let i = n - 1; i < price.length; i++) {
      const middle = mean[i] as number;
      let distance = 0;
      for (let k = i - n + 1; k <= i; k++) distance += Math.abs((price[k] as number) - middle);
      out[i] = distance === 0 ? 0 : ((price[i] as number) - middle) / ((0.015 * distance) / n);
    }
    return { cci: out };
  },
  cmo: (bars, params) => {
    const n = number(params, "period");
    const { close } = bars;
    const out = empty(bars);
    let net = 0;
    let moved = 0;
    for (let i = 1; i < close.length; i++) {
      const change = (close[i] as number) - (close[i - 1] as number);
      net += (i <= n ? change : change - net) / n;
      moved += (i <= n ? Math.abs(change) : Math.abs(change) - moved) / n;
      if (i >= n) out[i] = moved === 0 ? 0 : (100 * net) / moved;
    }
    return { cmo: out };
  },
  mfi: (bars, params) => {
    const n = number(params, "period");
    const price = typical(bars);
    const { volume } = bars;
    const flow = new Float64Array(price.length);
    const out = empty(bars);
    let up = 0;
    let all = 0;
    for (let i = 1; i < price.length; i++) {
      const change = (price[i] as number) - (price[i - 1] as number);
      const size = (price[i] as number) * (volume[i] as number);
      const now = change > 0 ? size : change < 0 ? -size : 0;
      flow[i] = now;
      up += now > 0 ? now : 0;
      all += Math.abs(now);
      if (i > n) {
        const old = flow[i - n] as number;
        up -= old > 0 ? old : 0;
        all -= Math.abs(old);
      }
      if (i >= n) out[i] = all === 0 ? 0 : (100 * up) / all;
    }
    return { mfi: out };
  },
  "ultimate-oscillator": (bars, params) => {
    const windows = ["shortPeriod", "mediumPeriod", "longPeriod"].map((name) => number(params, name));
    const [a, b, c] = windows as [number, number, number];
    const { high, low, close } = bars;
    const pressure = new Float64Array(close.length);
    const range = new Float64Array(close.length);
    for (let i = 1; i < close.length; i++) {
      const before = close[i - 1] as number;
      const trueLow = Math.min(low[i] as number, before);
      pressure[i] = (close[i] as number) - trueLow;
      range[i] = Math.max(high[i] as number, before) - trueLow;
    }
    const [short, medium, long] = [
      shareOf(pressure, range, a),
      shareOf(pressure, range, b),
      shareOf(pressure, range, c),
    ];
    for (let i = 0; i < long.length; i++) {
      long[i] = (100 * (4 * (short[i] as number) + 2 * (medium[i] as number) + (long[i] as number))) / 7;
    }
    return { ultimateOscillator: long };
  },
  "balance-of-power": (bars) => {
    const { open, high, low, close } = bars;
    const out = empty(bars);
    for (let i = 0; i < close.length; i++) {
      const range = (high[i] as number) - (low[i] as number);
      out[i] = range === 0 ? 0 : ((close[i] as number) - (open[i] as number)) / range;
    }
    return { balanceOfPower: out };
  },
};

/** Sum of one column over that of another, of the last n bars; from bar 1 on. */
function shareOf(part: Float64Array, whole: Float64Array, n: number): Float64Array {
  const out = new Float64Array(part.length).fill(Number.NaN);
  let above = 0;
  let below = 0;
  for (let i = 1; i < part.length; i++) {
    above += part[i] as number;
    below += whole[i] as number;
    if (i > n) {
      above -= part[i - n] as number;
      below -= whole[i - n] as number;
    }
    if (i >= n) out[i] = below === 0 ? 0 : above / below;
  }
  return out;
}

const DIFFERENCES: Record<string, PlainForm> = {
  roc: ({ close }, params) => ({ roc: changeOf(close, number(params, "period")) }),
  momentum: (bars, params) => {
    const n = number(params, "period");
    const { close } = bars;
    const out = empty(bars);
    for (let i = n; i < close.length; i++) out[i] = (close[i] as number) - (close[i - n] as number);
    return { momentum: out };
  },
  macd: ({ close }, params) => {
    const [fast, slow, n] = [number(params, "fast"), number(params, "slow"), number(params, "signal")];
    const longer = Math.max(fast, slow);
    const slower = emaOf(close, slow, 2 / (slow + 1), longer - slow);
    const macd = less(emaOf(close, fast, 2 / (fast + 1), longer - fast), slower);
    const signal = emaOf(macd, n, 2 / (n + 1), longer - 1);
    const histogram = less(macd.slice(), signal);
    return { macd: macd.fill(Number.NaN, 0, longer + n - 2), signal, histogram };
  },
  apo: ({ close }, params) => ({
    apo: less(emaOf(close, number(params, "fast")), emaOf(close, number(params, "slow"))),
  }),
  ppo: ({ close }, params) => {
    const fast = emaOf(close, number(params, "fast"));
    const slow = emaOf(close, number(params, "slow"));
    for (let i = 0; i < fast.length; i++) fast[i] = 100 * ((fast[i] as number) / (slow[i] as number) - 1);
    return { ppo: fast };
  },
  trix: ({ close }, params) => {
    const n = number(params, "period");
    const twice = emaOf(emaOf(close, n), n, 2 / (n + 1), n - 1);
    return { trix: changeOf(emaOf(twice, n, 2 / (n + 1), 2 * (n - 1)), 1) };
  },
  "awesome-oscillator": ({ high, low }, params) => {
    const middle = new Float64Array(high.length);
    for (let i = 0; i < middle.length; i++) middle[i] = ((high[i] as number) + (low[i] as number)) / 2;
    return { awesomeOscillator: less(smaOf(middle, number(params, "fast")), smaOf(middle, number(params, "slow"))) };
  },
};

export const MOMENTUM: Record<string, PlainForm> = { ...OSCILLATORS, ...DIFFERENCES };
