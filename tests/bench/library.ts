import { IndicatorsSync } from "@ixjb94/indicators";
import type { Bars, ParameterValues } from "../../src/index.js";

/** The fastest of npm's libraries that covers many of our indicators, from arrays to arrays as it is called. */

export const LIBRARY_NAME = "@ixjb94/indicators";

/** It takes arrays of numbers; they are made before the clock starts. */
export type LibraryBars = Record<"open" | "high" | "low" | "close" | "volume", number[]>;

type LibraryForm = (bars: LibraryBars, params: ParameterValues) => Record<string, number[]>;

export function libraryBars({ open, high, low, close, volume }: Bars): LibraryBars {
  return {
    open: Array.from(open),
    high: Array.from(high),
    low: Array.from(low),
    close: Array.from(close),
    volume: Array.from(volume),
  };
}

const library = new IndicatorsSync();

const number = (params: ParameterValues, name: string): number => params[name] as number;
const named = (names: readonly string[], columns: number[][]) =>
  Object.fromEntries(names.map((name, k) => [name, columns[k] as number[]]));

type OfClose = "sma" | "ema" | "wma" | "dema" | "tema" | "trima" | "hma" | "kama" | "rsi";

/** Of the close and a period; by the same name as ours. */
const ofClose = (name: OfClose): [string, LibraryForm] => [
  name,
  ({ close }, params) => ({ [name]: library[name](close, number(params, "period")) }),
];

const OF_CLOSE = (["sma", "ema", "wma", "dema", "tema", "trima", "hma", "kama", "rsi"] as const).map(ofClose);

/** By our names; an output that the library lacks is not there. */
export const LIBRARY: Record<string, LibraryForm> = {
  ...Object.fromEntries(OF_CLOSE),
  rma: ({ close }, params) => ({ rma: library.wilders(close, number(params, "period")) }),
  vwma: ({ close, volume }, params) => ({ vwma: library.vwma(close, volume, number(params, "period")) }),
  momentum: ({ close }, params) => ({ momentum: library.mom(close, number(params, "period")) }),
  macd: ({ close }, params) => {
    const [fast, slow, signal] = [number(params, "fast"), number(params, "slow"), number(params, "signal")];
    return named(["macd", "signal", "histogram"], library.macd(close, fast, slow, signal));
  },
  apo: ({ close }, params) => ({ apo: library.apo(close, number(params, "fast"), number(params, "slow")) }),
  ppo: ({ close }, params) => ({ ppo: library.ppo(close, number(params, "fast"), number(params, "slow")) }),
  stochastic: ({ high, low, close }, params) => {
    const [n, k, d] = [number(params, "period"), number(params, "kPeriod"), number(params, "dPeriod")];
    return named(["slowK", "slowD"], library.stoch(high, low, close, n, k, d));
  },
  "stochastic-fast": ({ high, low, close }, params) => {
    const [n, d] = [number(params, "period"), number(params, "dPeriod")];
    return named(["fastK", "fastD"], library.stoch(high, low, close, n, 1, d));
  },
  "williams-r": ({ high, low, close }, params) => ({
    williamsR: library.willr(high, low, close, number(params, "period")),
  }),
  cci: ({ high, low, close }, params) => ({ cci: library.cci(high, low, close, number(params, "period")) }),
  mfi: ({ high, low, close, volume }, params) => ({
    mfi: library.mfi(high, low, close, volume, number(params, "period")),
  }),
  "ultimate-oscillator": ({ high, low, close }, params) => {
    const windows = ["shortPeriod", "mediumPeriod", "longPeriod"].map((name) => number(params, name));
    const [short, medium, long] = windows as [number, number, number];
    return { ultimateOscillator: library.ultosc(high, low, close, short, medium, long) };
  },
  "awesome-oscillator": ({ high, low }) => ({ awesomeOscillator: library.ao(high, low) }),
  "balance-of-power": ({ open, high, low, close }) => ({ balanceOfPower: library.bop(open, high, low, close) }),
  "parabolic-sar": ({ high, low }, params) => ({
    value: library.psar(high, low, number(params, "step"), number(params, "maximum")),
  }),
  "chandelier-exit": ({ high, low, close }, params) =>
    named(["long", "short"], library.ce(high, low, close, number(params, "period"), number(params, "multiple"))),
  adx: ({ high, low, close }, params) => {
    const n = number(params, "period");
    return { adx: library.adx(high, low, n), ...named(["plusDi", "minusDi"], library.di(high, low, close, n)) };
  },
  adxr: ({ high, low }, params) => ({ adxr: library.adxr(high, low, number(params, "period")) }),
  dx: ({ high, low }, params) => ({ dx: library.dx(high, low, number(params, "period")) }),
  "directional-movement": ({ high, low }, params) =>
    named(["plusDm", "minusDm"], library.dm(high, low, number(params, "period"))),
  aroon: ({ high, low }, params) => {
    const n = number(params, "period");
    return { ...named(["down", "up"], library.aroon(high, low, n)), oscillator: library.aroonosc(high, low, n) };
  },
  donchian: ({ high, low }, params) =>
    named(["upper", "middle", "lower"], library.dc(high, low, number(params, "period"))),
  "true-range": ({ high, low, close }) => ({ trueRange: library.tr(high, low, close) }),
  atr: ({ high, low, close }, params) => ({ atr: library.atr(high, low, close, number(params, "period")) }),
  natr: ({ high, low, close }, params) => ({ natr: library.natr(high, low, close, number(params, "period")) }),
  bollinger: ({ close }, params) =>
    named(["lower", "middle", "upper"], library.bbands(close, number(params, "period"), number(params, "width"))),
  "standard-deviation": ({ close }, params) => ({
    standardDeviation: library.stddev(close, number(params, "period")),
  }),
  variance: ({ close }, params) => ({ variance: library.var(close, number(params, "period")) }),
  highest: ({ close }, params) => ({ highest: library.max(close, number(params, "period")) }),
  lowest: ({ close }, params) => ({ lowest: library.min(close, number(params, "period")) }),
  "linear-regression": ({ close }, params) => {
    const n = number(params, "period");
    return {
      value: library.linreg(close, n),
      slope: library.linregslope(close, n),
      intercept: library.linregintercept(close, n),
      forecast: library.tsf(close, n),
    };
  },
  ad: ({ high, low, close, volume }) => ({ ad: library.ad(high, low, close, volume) }),
  adosc: ({ high, low, close, volume }, params) => ({
    adosc: library.adosc(high, low, close, volume, number(params, "fast"), number(params, "slow")),
  }),
  cmf: ({ high, low, close, volume }, params) => ({
    cmf: library.cmf(high, low, close, volume, number(params, "period")),
  }),
};

/** What it has by that name, and how that differs from ours. */
export const OTHERWISE: Record<string, string> = {
  "stochastic-rsi": "from 0 to 1, without the average",
  cmo: "plain sums, where ours are Wilder's",
  roc: "a fraction, where ours is in percent",
  trix: "in parts of the newer average, where ours is in parts of the one before",
  obv: "starts at 0, where ours starts at the first bar's volume",
  keltner: "bands of an exponential average of the true range, where ours is Wilder's",
  vwap: "over the last n bars, where ours starts anew each day",
  "rolling-volatility": "of simple returns with divisor n, where ours are logarithmic ones with n - 1",
};
