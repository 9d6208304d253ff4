import type { Bars } from "../../../src/index.js";
import { empty, number, type PlainForm } from "./form.js";
import { volumeProfile } from "./volume-profile.js";
import { less, smaOf } from "./windows.js";

/** -1 for a close at the low to 1 for one at the high, times the volume. */
function moneyFlow({ high, low, close, volume }: Bars): Float64Array {
  const out = new Float64Array(close.length);
  for (let i = 0; i < out.length; i++) {
    const [h, l, c] = [high[i] as number, low[i] as number, close[i] as number];
    if (h > l) out[i] = ((c - l - (h - c)) / (h - l)) * (volume[i] as number);
  }
  return out;
}

function accumulationOf(bars: Bars): Float64Array {
  const out = moneyFlow(bars);
  for (let i = 1; i < out.length; i++) out[i] = (out[i] as number) + (out[i - 1] as number);
  return out;
}

/** An exponential average that starts from the first value. */
function emaFromFirst(values: Float64Array, n: number): Float64Array {
  const out = new Float64Array(values.length);
  const alpha = 2 / (n + 1);
  let value = values[0] as number;
  for (let i = 0; i < values.length; i++) {
    value += alpha * ((values[i] as number) - value);
    out[i] = value;
  }
  return out;
}

const DAY = 86_400_000;

/** Anew on each UTC day: the sums of West, one bar after the other. */
const vwap: PlainForm = (bars, params) => {
  const { timestamp, high, low, close, volume } = bars;
  const width = number(params, "width");
  const [middle, upper, lower] = [empty(bars), empty(bars), empty(bars)];
  let day = Number.NaN;
  let traded = 0;
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < close.length; i++) {
    const today = Math.floor((timestamp[i] as number) / DAY);
    if (today !== day) {
      day = today;
      traded = 0;
      mean = 0;
      squares = 0;
    }
    const size = volume[i] as number;
    const price = ((high[i] as number) + (low[i] as number) + (close[i] as number)) / 3;
    traded += size;
    if (traded === 0) continue;
    const above = price - mean;
    mean += (size / traded) * above;
    squares += size * above * (price - mean);
    const distance = width * Math.sqrt(squares / traded);
    middle[i] = mean;
    upper[i] = mean + distance;
    lower[i] = mean - distance;
  }
  return { vwap: middle, upper, lower };
};

export const VOLUME: Record<string, PlainForm> = {
  obv: (bars) => {
    const { close, volume } = bars;
    const out = empty(bars);
    let sum = volume[0] as number;
    out[0] = sum;
    for (let i = 1; i < close.length; i++) {
      if ((close[i] as number) > (close[i - 1] as number)) sum += volume[i] as number;
      else if ((close[i] as number) < (close[i - 1] as number)) sum -= volume[i] as number;
      out[i] = sum;
    }
    return { obv: out };
  },
  ad: (bars) => ({ ad: accumulationOf(bars) }),
  adosc: (bars, params) => {
    const [fast, slow] = [number(params, "fast"), number(params, "slow")];
    const line = accumulationOf(bars);
    const adosc = less(emaFromFirst(line, fast), emaFromFirst(line, slow));
    return { adosc: adosc.fill(Number.NaN, 0, Math.max(fast, slow) - 1) };
  },
  cmf: (bars, params) => {
    const n = number(params, "period");
    const cmf = smaOf(moneyFlow(bars), n);
    const traded = smaOf(bars.volume, n);
    for (let i = 0; i < cmf.length; i++) cmf[i] = (cmf[i] as number) / (traded[i] as number);
    return { cmf };
  },
  "relative-volume": (bars, params) => {
    const { volume } = bars;
    const usual = smaOf(volume, number(params, "period"));
    const out = empty(bars);
    for (let i = 1; i < out.length; i++) out[i] = (volume[i] as number) / (usual[i - 1] as number);
    return { relativeVolume: out };
  },
  vwap,
  "volume-profile": volumeProfile,
};
