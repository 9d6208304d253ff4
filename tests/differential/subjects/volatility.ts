import fc from "fast-check";
import * as reference from "../../reference/indicators/index.js";
import { number, of, type Parameters, type Prices, period, type Subject } from "./subject.js";

const atLeastTwo = period.map((p) => ({ period: Math.max(2, of(p)) }));
const bands = fc.record({ period: period.map(of), width: fc.constantFrom(0.5, 2, 3.5) });

export const VOLATILITY: Record<string, Subject> = {
  "true-range": {
    parameters: fc.constant({}),
    expected: ({ high, low, close }) => ({ trueRange: reference.trueRange(high, low, close) }),
    power: 1,
  },
  atr: {
    parameters: period,
    expected: ({ high, low, close }, p) => ({ atr: reference.atr(high, low, close, of(p)) }),
    power: 1,
  },
  bollinger: {
    parameters: fc.record({ period: period.map(of), width: fc.double({ min: 0.01, max: 20, noNaN: true }) }),
    expected: ({ close }, p) => reference.bollinger(close, of(p), p["width"] as number),
    power: 1,
    window: of,
  },
  keltner: {
    parameters: fc.record({
      period: period.map(of),
      atrPeriod: period.map(of),
      multiple: fc.constantFrom(0.5, 1.5, 4),
    }),
    expected: ({ high, low, close }, p) =>
      reference.keltner(high, low, close, of(p), p["atrPeriod"] as number, p["multiple"] as number),
    power: 1,
  },
  natr: {
    parameters: period,
    expected: ({ high, low, close }, p) => ({ natr: reference.natr(high, low, close, of(p)) }),
    power: 0,
  },
  "bollinger-width": {
    parameters: bands,
    expected: ({ close }, p) => ({ width: reference.bollingerWidth(close, of(p), number(p, "width")) }),
    power: 0,
    size: ({ close }, p) => inMeans(close, of(p)).map((value) => value * number(p, "width")),
  },
  "bollinger-percent": {
    parameters: bands,
    expected: ({ close }, p) => ({ percent: reference.bollingerPercent(close, of(p), number(p, "width")) }),
    power: 0,
    gaps: true,
    size: ({ close }, p) => inWidths(close, of(p), number(p, "width")),
  },
  choppiness: {
    parameters: atLeastTwo,
    expected: ({ high, low, close }, p) => ({ choppiness: reference.choppiness(high, low, close, of(p)) }),
    power: 0,
    gaps: true,
  },
  "rolling-volatility": {
    parameters: fc.record({ period: atLeastTwo.map(of), barsPerYear: fc.constantFrom(1, 2_190) }),
    expected: ({ close }, p) => reference.rollingVolatility(close, of(p), number(p, "barsPerYear")),
    power: 0,
    size: ({ close }, p) => largest(reference.logReturns(close), of(p)),
  },
  parkinson: {
    parameters: period,
    expected: ({ high, low }, p) => ({ volatility: reference.parkinson(high, low, of(p)) }),
    power: 0,
    size: ranges,
  },
  "garman-klass": {
    parameters: period,
    expected: ({ open, high, low, close }, p) => ({
      volatility: reference.garmanKlass(open, high, low, close, of(p)),
    }),
    power: 0,
    size: ranges,
  },
  "rogers-satchell": {
    parameters: period,
    expected: ({ open, high, low, close }, p) => ({
      volatility: reference.rogersSatchell(open, high, low, close, of(p)),
    }),
    power: 0,
    size: ranges,
  },
  "yang-zhang": {
    parameters: atLeastTwo,
    expected: ({ open, high, low, close }, p) => ({
      volatility: reference.yangZhang(open, high, low, close, of(p)),
    }),
    power: 0,
    size: ranges,
  },
  midpoint: {
    parameters: period,
    expected: ({ close }, p) => ({ midpoint: reference.middleOf(close, close, of(p)) }),
    power: 1,
    window: of,
  },
  midprice: {
    parameters: period,
    expected: ({ high, low }, p) => ({ midprice: reference.middleOf(high, low, of(p)) }),
    power: 1,
    window: of,
  },
};

/** Of the last n values the largest without its sign. */
function largest(values: readonly number[], n: number): number[] {
  return values.map((_, i) =>
    Math.max(...values.slice(Math.max(0, i + 1 - n), i + 1).map((value) => Math.abs(value) || 0)),
  );
}

/** The largest step of the log price in the window, from bar to bar and within a bar; a ratio near 1 is rounded to 1e-16. */
function ranges({ high, low, close }: Prices, p: Parameters): number[] {
  const steps = Array.from(high, (top, i) => {
    const before = close[Math.max(0, i - 1)] as number;
    return Math.max(1e-6, Math.log(Math.max(top, before) / Math.min(low[i] as number, before)));
  });
  return largest(steps, of(p));
}

/** The largest value of the window in parts of its mean. */
function inMeans(values: Float64Array, n: number): number[] {
  const mean = reference.sma(values, n);
  return reference.highest(values, n).map((value, i) => value / (mean[i] as number));
}

/** The largest value of the window in parts of the bands' distance: what a rounding of the mean is worth. */
function inWidths(values: Float64Array, n: number, width: number): number[] {
  const deviation = reference.standardDeviation(values, n);
  return reference.highest(values, n).map((value, i) => value / (2 * width * (deviation[i] as number)));
}
