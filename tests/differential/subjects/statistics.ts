import fc from "fast-check";
import * as reference from "../../reference/indicators/index.js";
import { number, of, type Parameters, type Prices, period, type Subject } from "./subject.js";

const withDivisor = (min: number) =>
  fc.record({
    period: period.map((drawn) => Math.max(of(drawn), min)),
    divisor: fc.constantFrom("population", "sample"),
  });
const ddof = (p: Parameters) => (p["divisor"] === "sample" ? 1 : 0);
const everywhere = (size: number) => (prices: Prices) => Array.from(prices.close, () => size);
const deviation = (values: ArrayLike<number>, n: number) => reference.variance(values, n, 0).map(Math.sqrt);

/** What 1e-9 is relative to: of a slope what the values' deviation makes in a bar; as an angle it is at most as many radians. */
function lineSize({ close }: Prices, n: number, output: string): number[] {
  if (output === "r2") return Array.from(close, () => 1);
  const slope = deviation(close, n).map((value) => value / n);
  if (output === "slope") return slope;
  // where the line is nearly level an error of the slope is 57 degrees times as large
  if (output === "angle") return slope.map((value) => 60 * value);
  return Array.from(close, (_, i) => Math.max(...close.subarray(Math.max(0, i + 1 - n), i + 1)));
}

export const STATISTICS: Record<string, Subject> = {
  "standard-deviation": {
    parameters: period,
    expected: ({ close }, p) => ({ standardDeviation: reference.standardDeviation(close, of(p)) }),
    power: 1,
    window: of,
  },
  highest: {
    parameters: period,
    expected: ({ close }, p) => ({ highest: reference.highest(close, of(p)) }),
    power: 1,
    window: of,
  },
  lowest: {
    parameters: period,
    expected: ({ close }, p) => ({ lowest: reference.lowest(close, of(p)) }),
    power: 1,
    window: of,
  },
  variance: {
    parameters: withDivisor(1),
    expected: ({ close }, p) => ({ variance: reference.variance(close, of(p), ddof(p)) }),
    power: 2,
    window: of,
    gaps: true,
    // to 1e-9 of itself
    size: everywhere(0),
  },
  "z-score": {
    parameters: withDivisor(2),
    expected: ({ close }, p) => ({ zScore: reference.zScore(close, of(p), ddof(p)) }),
    power: 0,
    window: of,
    gaps: true,
    size: everywhere(1),
  },
  "rolling-quantile": {
    parameters: fc.record({
      period: period.map(of),
      quantile: fc.oneof(fc.constantFrom(0, 0.25, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true })),
    }),
    expected: ({ close }, p) => ({ quantile: reference.rollingQuantile(close, of(p), number(p, "quantile")) }),
    power: 1,
    window: of,
  },
  "linear-regression": {
    parameters: period.map((drawn) => ({ period: Math.max(of(drawn), 2) })),
    expected: ({ close }, p) => reference.linearRegression(close, of(p)),
    power: 1,
    powerOf: { angle: "none", r2: 0 },
    window: of,
    gaps: true,
    size: (prices, p, output) => lineSize(prices, of(p), output),
  },
  correlation: {
    parameters: period,
    expected: ({ close, open }, p) => ({ correlation: reference.correlation(close, open, of(p)) }),
    power: 0,
    window: of,
    size: everywhere(1),
  },
  beta: {
    parameters: period,
    expected: ({ close, open }, p) => ({ beta: reference.beta(close, open, of(p)) }),
    power: 0,
    window: of,
    // what a correlation of 1 would make it
    size: ({ close, open }, p) => {
      const regressor = deviation(reference.simpleReturns(close), of(p));
      const regressed = deviation(reference.simpleReturns(open), of(p));
      return regressed.map((value, i) => (regressor[i] === 0 ? 0 : value / (regressor[i] as number)));
    },
  },
};
