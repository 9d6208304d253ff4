import { empty, number, type PlainForm } from "./form.js";
import { atrOf, trueRangeOf } from "./ranges.js";
import { deviationOf, emaOf, highestOf, lowestOf, middleOf, smaOf, sumOf, varianceOf } from "./windows.js";

/** SMA and bands so many population deviations away. */
export function bollingerOf(close: Float64Array, n: number, width: number) {
  const middle = smaOf(close, n);
  const upper = deviationOf(close, n);
  const lower = new Float64Array(close.length);
  for (let i = 0; i < close.length; i++) {
    const distance = width * (upper[i] as number);
    upper[i] = (middle[i] as number) + distance;
    lower[i] = (middle[i] as number) - distance;
  }
  return { upper, middle, lower };
}

interface Prices {
  high: Float64Array;
  low: Float64Array;
  close: Float64Array;
}

/** EMA of the close and bands so many ATRs away. */
export function keltnerOf({ high, low, close }: Prices, n: number, m: number, multiple: number) {
  const middle = emaOf(close, n);
  const upper = atrOf(high, low, close, m);
  const lower = new Float64Array(close.length);
  for (let i = 0; i < close.length; i++) {
    const distance = multiple * (upper[i] as number);
    upper[i] = (middle[i] as number) + distance;
    lower[i] = (middle[i] as number) - distance;
  }
  return { upper, middle, lower };
}

const BANDS: Record<string, PlainForm> = {
  "true-range": ({ high, low, close }) => ({ trueRange: trueRangeOf(high, low, close) }),
  atr: ({ high, low, close }, params) => ({ atr: atrOf(high, low, close, number(params, "period")) }),
  natr: ({ high, low, close }, params) => {
    const natr = atrOf(high, low, close, number(params, "period"));
    for (let i = 0; i < natr.length; i++) natr[i] = (100 * (natr[i] as number)) / (close[i] as number);
    return { natr };
  },
  bollinger: ({ close }, params) => bollingerOf(close, number(params, "period"), number(params, "width")),
  "bollinger-width": ({ close }, params) => {
    const n = number(params, "period");
    const factor = 2 * number(params, "width");
    const middle = smaOf(close, n);
    const width = deviationOf(close, n);
    for (let i = 0; i < width.length; i++) width[i] = (factor * (width[i] as number)) / (middle[i] as number);
    return { width };
  },
  "bollinger-percent": ({ close }, params) => {
    const n = number(params, "period");
    const factor = 2 * number(params, "width");
    const middle = smaOf(close, n);
    const percent = deviationOf(close, n);
    for (let i = 0; i < percent.length; i++) {
      percent[i] = 0.5 + ((close[i] as number) - (middle[i] as number)) / (factor * (percent[i] as number));
    }
    return { percent };
  },
  keltner: (bars, params) =>
    keltnerOf(bars, number(params, "period"), number(params, "atrPeriod"), number(params, "multiple")),
  choppiness: ({ high, low, close }, params) => {
    const n = number(params, "period");
    const path = sumOf(trueRangeOf(high, low, close), n, 1);
    const top = highestOf(high, n);
    const bottom = lowestOf(low, n);
    const scale = 100 / Math.log(n);
    for (let i = 0; i < path.length; i++) {
      path[i] = scale * Math.log((path[i] as number) / ((top[i] as number) - (bottom[i] as number)));
    }
    return { choppiness: path };
  },
  midpoint: ({ close }, params) => ({ midpoint: middleOf(close, close, number(params, "period")) }),
  midprice: ({ high, low }, params) => ({ midprice: middleOf(high, low, number(params, "period")) }),
};

/** ln(x / x of the bar before), from bar 1 on. */
function logReturns(values: Float64Array): Float64Array {
  const out = new Float64Array(values.length).fill(Number.NaN);
  for (let i = 1; i < values.length; i++) out[i] = Math.log((values[i] as number) / (values[i - 1] as number));
  return out;
}

const rootOf = (values: Float64Array): Float64Array => {
  for (let i = 0; i < values.length; i++) values[i] = Math.sqrt(values[i] as number);
  return values;
};

/** Mean over n bars of ln(high / close) ln(high / open) + ln(low / close) ln(low / open). */
function rogersSatchellOf(open: Float64Array, { high, low, close }: Prices, n: number): Float64Array {
  const variance = new Float64Array(open.length);
  for (let i = 0; i < open.length; i++) {
    const [o, h, l, c] = [open[i] as number, high[i] as number, low[i] as number, close[i] as number];
    variance[i] = Math.log(h / c) * Math.log(h / o) + Math.log(l / c) * Math.log(l / o);
  }
  return smaOf(variance, n);
}

const ESTIMATORS: Record<string, PlainForm> = {
  "rolling-volatility": ({ close }, params) => {
    const n = number(params, "period");
    const scale = Math.sqrt(number(params, "barsPerYear"));
    const perBar = rootOf(varianceOf(logReturns(close), n, 1, 1));
    const annualised = new Float64Array(perBar.length);
    for (let i = 0; i < perBar.length; i++) annualised[i] = scale * (perBar[i] as number);
    return { perBar, annualised };
  },
  parkinson: ({ high, low }, params) => {
    const squares = new Float64Array(high.length);
    for (let i = 0; i < squares.length; i++) {
      const range = Math.log((high[i] as number) / (low[i] as number));
      squares[i] = (range * range) / (4 * Math.LN2);
    }
    return { volatility: rootOf(smaOf(squares, number(params, "period"))) };
  },
  "garman-klass": ({ open, high, low, close }, params) => {
    const variance = new Float64Array(open.length);
    for (let i = 0; i < variance.length; i++) {
      const range = Math.log((high[i] as number) / (low[i] as number));
      const body = Math.log((close[i] as number) / (open[i] as number));
      variance[i] = (range * range) / 2 - (2 * Math.LN2 - 1) * body * body;
    }
    return { volatility: rootOf(smaOf(variance, number(params, "period"))) };
  },
  "rogers-satchell": (bars, params) => ({
    volatility: rootOf(rogersSatchellOf(bars.open, bars, number(params, "period"))),
  }),
  "yang-zhang": (bars, params) => {
    const n = number(params, "period");
    const k = 0.34 / (1.34 + (n + 1) / (n - 1));
    const { open, close } = bars;
    const night = empty(bars);
    const body = empty(bars);
    for (let i = 0; i < open.length; i++) {
      if (i > 0) night[i] = Math.log((open[i] as number) / (close[i - 1] as number));
      body[i] = Math.log((close[i] as number) / (open[i] as number));
    }
    const overnight = varianceOf(night, n, 1, 1);
    const day = varianceOf(body, n, 1);
    const within = rogersSatchellOf(open, bars, n);
    for (let i = 0; i < within.length; i++) {
      within[i] = Math.sqrt((overnight[i] as number) + k * (day[i] as number) + (1 - k) * (within[i] as number));
    }
    return { volatility: within };
  },
};

export const VOLATILITY: Record<string, PlainForm> = { ...BANDS, ...ESTIMATORS };
