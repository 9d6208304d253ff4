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
  tema: { parameters: period, expected: ({ close }, p) => ({ tema: reference.tema(close, of(p)) }), power: 1 },
  trima: {
    parameters: period,
    expected: ({ close }, p) => ({ trima: reference.trima(close, of(p)) }),
    power: 1,
    window: of,
  },
  t3: {
    parameters: fc.record({ period: period.map(of), volumeFactor: fc.double({ min: 0, max: 1, noNaN: true }) }),
    expected: ({ close }, p) => ({ t3: reference.t3(close, of(p), number(p, "volumeFactor")) }),
    power: 1,
  },
  hma: {
    parameters: period,
    expected: ({ close }, p) => ({ hma: reference.hma(close, of(p)) }),
    power: 1,
    window: (p) => of(p) + Math.trunc(of(p) ** 0.5) - 1,
  },
  vwma: {
    parameters: period,
    expected: ({ close, volume }, p) => ({ vwma: reference.vwma(close, volume, of(p)) }),
    power: 1,
    window: of,
    gaps: true,
  },
};
