import * as reference from "../../reference/indicators/index.js";
import { of, period, type Subject } from "./subject.js";

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
};
