import fc from "fast-check";
import * as reference from "../../reference/indicators/index.js";
import { number, of, period, type Subject } from "./subject.js";

export const AVERAGES: Record<string, Subject> = {
  sma: {
    parameters: period,
    expected: ({ close }, p) => ({ sma: reference.sma(close, of(p)) }),
    power: 1,
    window: of,
  },
  ema: {
    parameters: fc.record({ period: period.map(of), seed: fc.constantFrom("sma", "first") }),
    expected: ({ close }, p) => ({ ema: reference.ema(close, of(p), p["seed"] as "sma" | "first") }),
    power: 1,
  },
  rma: { parameters: period, expected: ({ close }, p) => ({ rma: reference.rma(close, of(p)) }), power: 1 },
  wma: {
    parameters: period,
    expected: ({ close }, p) => ({ wma: reference.wma(close, of(p)) }),
    power: 1,
    window: of,
  },
  dema: { parameters: period, expected: ({ close }, p) => ({ dema: reference.dema(close, of(p)) }), power: 1 },
  kama: {
    parameters: fc.record({
      period: period.map(of),
      fast: fc.integer({ min: 1, max: 5 }),
      slow: fc.integer({ min: 2, max: 60 }),
    }),
    expected: ({ close }, p) => ({ kama: reference.kama(close, of(p), number(p, "fast"), number(p, "slow")) }),
    power: 1,
  },
};
