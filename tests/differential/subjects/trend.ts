import fc from "fast-check";
import * as reference from "../../reference/indicators/index.js";
import { of, period, type Subject } from "./subject.js";

export const TREND: Record<string, Subject> = {
  "parabolic-sar": {
    parameters: fc.record({
      step: fc.constantFrom(0.001, 0.02, 0.05, 0.3),
      maximum: fc.constantFrom(0.01, 0.2, 1),
    }),
    expected: ({ high, low }, p) => ({
      value: reference.parabolicSar(high, low, p["step"] as number, p["maximum"] as number),
    }),
    power: 1,
  },
  "chandelier-exit": {
    parameters: fc.record({ period: period.map(of), multiple: fc.constantFrom(0.5, 3, 7) }),
    expected: ({ high, low, close }, p) => reference.chandelierExit(high, low, close, of(p), p["multiple"] as number),
    power: 1,
  },
};
