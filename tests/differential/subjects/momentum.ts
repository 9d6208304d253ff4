import fc from "fast-check";
import * as reference from "../../reference/indicators/index.js";
import { number, of, type Parameters, type Prices, period, type Subject } from "./subject.js";

type Average = "sma" | "ema";

const kind = fc.constantFrom<Average>("sma", "ema");
const length = period.map(of);
/** Windows that follow each other. */
const smoothing = fc.integer({ min: 1, max: 6 });
const ones = ({ close }: Prices) => Array.from(close, () => 1);
const averageIn = (p: Parameters, name: string) => p[name] as Average;
const fastAndSlow = fc.record({ fast: length, slow: length, average: kind });

export const MOMENTUM: Record<string, Subject> = {
  rsi: { parameters: period, expected: ({ close }, p) => ({ rsi: rsi(close, of(p)) }), power: 0 },
  macd: {
    parameters: fc.record({
      fast: period.map(of),
      slow: period.map(of),
      signal: period.map(of),
      seed: fc.constantFrom("sma", "first"),
    }),
    expected: ({ close }, { fast, slow, signal, seed }) =>
      reference.macd(close, fast as number, slow as number, signal as number, seed as "sma" | "first"),
    power: 1,
  },
  "stochastic-rsi": {
    parameters: fc.record({ period: length, kPeriod: length, dPeriod: smoothing, dAverage: kind }),
    expected: ({ close }, p) =>
      reference.stochasticRsi(close, of(p), number(p, "kPeriod"), number(p, "dPeriod"), averageIn(p, "dAverage")),
    power: 0,
    size: sizeOfStochasticRsi,
  },
  stochastic: {
    parameters: fc.record({
      period: length,
      kPeriod: smoothing,
      dPeriod: smoothing,
      kAverage: kind,
      dAverage: kind,
    }),
    expected: ({ high, low, close }, p) => {
      const k = { n: number(p, "kPeriod"), kind: averageIn(p, "kAverage") };
      const d = { n: number(p, "dPeriod"), kind: averageIn(p, "dAverage") };
      return reference.stochastic(high, low, close, of(p), k, d);
    },
    power: 0,
  },
  "stochastic-fast": {
    parameters: fc.record({ period: length, dPeriod: smoothing, dAverage: kind }),
    expected: ({ high, low, close }, p) =>
      reference.stochasticFast(high, low, close, of(p), number(p, "dPeriod"), averageIn(p, "dAverage")),
    power: 0,
  },
  "williams-r": {
    parameters: period,
    expected: ({ high, low, close }, p) => ({ williamsR: reference.williamsR(high, low, close, of(p)) }),
    power: 0,
  },
  cci: {
    parameters: period,
    expected: ({ high, low, close }, p) => ({ cci: reference.cci(high, low, close, of(p)) }),
    power: 0,
  },
  cmo: { parameters: period, expected: ({ close }, p) => ({ cmo: reference.cmo(close, of(p)) }), power: 0 },
  mfi: {
    parameters: period,
    expected: ({ high, low, close, volume }, p) => ({ mfi: reference.mfi(high, low, close, volume, of(p)) }),
    power: 0,
  },
  roc: {
    parameters: fc.record({
      period: length,
      form: fc.constantFrom("percent", "fraction", "ratio", "ratio-percent"),
    }),
    expected: ({ close }, p) => ({ roc: reference.roc(close, of(p), p["form"] as string) }),
    power: 0,
    size: ones,
  },
  momentum: {
    parameters: period,
    expected: ({ close }, p) => ({ momentum: reference.momentum(close, of(p)) }),
    power: 1,
    window: (p) => of(p) + 1,
  },
  trix: {
    parameters: period,
    expected: ({ close }, p) => ({ trix: reference.trix(close, of(p)) }),
    power: 0,
    size: ones,
  },
  "ultimate-oscillator": {
    parameters: fc.record({ shortPeriod: length, mediumPeriod: length, longPeriod: length }),
    expected: ({ high, low, close }, p) => {
      const windows = [number(p, "shortPeriod"), number(p, "mediumPeriod"), number(p, "longPeriod")] as const;
      return { ultimateOscillator: reference.ultimateOscillator(high, low, close, windows) };
    },
    power: 0,
  },
  "awesome-oscillator": {
    parameters: fc.record({ fast: length, slow: length }),
    expected: ({ high, low }, p) => ({
      awesomeOscillator: reference.awesomeOscillator(high, low, number(p, "fast"), number(p, "slow")),
    }),
    power: 1,
    window: (p) => Math.max(number(p, "fast"), number(p, "slow")),
  },
  apo: {
    parameters: fastAndSlow,
    expected: ({ close }, p) => ({
      apo: reference.apo(close, number(p, "fast"), number(p, "slow"), averageIn(p, "average")),
    }),
    power: 1,
  },
  ppo: {
    parameters: fastAndSlow,
    expected: ({ close }, p) => ({
      ppo: reference.ppo(close, number(p, "fast"), number(p, "slow"), averageIn(p, "average")),
    }),
    power: 0,
  },
  "balance-of-power": {
    parameters: fc.constant({}),
    expected: ({ open, high, low, close }) => ({ balanceOfPower: reference.balanceOfPower(open, high, low, close) }),
    power: 0,
    size: ones,
  },
};

/**
 * An RSI has about thirteen digits, and its place in a range has what is left of them: below 1/1000 of it the tolerance grows as the range shrinks,
 * and reaches as far as the average of the places. Where the prices stand still nothing of this counts.
 */
function sizeOfStochasticRsi({ close }: Prices, p: Parameters): number[] {
  const k = number(p, "kPeriod");
  const strength = reference.relativeStrength(close, of(p));
  const top = reference.highest(strength, k);
  const bottom = reference.lowest(strength, k);
  const sizes = top.map((value, i) => {
    const exact = of(p) === 1 || Number.isNaN(value) || reference.standsStill(close, i, k);
    return exact ? 100 : 100 * Math.max(1, 1e-3 / (value - (bottom[i] as number)));
  });
  const reach = p["dAverage"] === "ema" ? sizes.length : number(p, "dPeriod");
  return sizes.map((_, i) => Math.max(...sizes.slice(Math.max(0, i + 1 - reach), i + 1)));
}

/** Without the reference's rule, TA-Lib's, that averages below 1e-14 are 0: of prices about 1e-8 that is most of them. NaN: too small to say. */
function rsi(close: Float64Array, n: number): number[] {
  const change = Array.from(close, (price, i) => price - (close[i - 1] ?? Number.NaN));
  const average = (sign: number) =>
    reference.rma(
      change.map((c) => (Number.isNaN(c) ? c : Math.max(sign * c, 0))),
      n,
    );
  const loss = average(-1);
  return average(1).map((gain, i) => {
    const moved = gain + (loss[i] as number);
    if (moved === 0) return 0;
    return moved < 1e-290 ? Number.NaN : (100 * gain) / moved;
  });
}
