import fc from "fast-check";
import * as reference from "../../reference/indicators/index.js";
import { of, period, type Subject } from "./subject.js";

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
    warmUp: (output, p) => (output === "middle" ? of(p) - 1 : undefined),
  },
};
