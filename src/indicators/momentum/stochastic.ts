import type { Handle } from "../../kernel/node.js";
import { quotient, together } from "../arithmetic.js";
import { average, averageKind } from "../averages/average.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";
import { highest } from "../statistics/highest.js";
import { lowest } from "../statistics/lowest.js";

/** 100 (x - lowest) / (highest - lowest), 0 where these are equal. */
export function positionInRange(x: Handle, high: Handle, low: Handle, period: number): Handle {
  const top = highest.build([high], { period })[0] as Handle;
  const bottom = lowest.build([low], { period })[0] as Handle;
  return quotient(100, x, bottom, top, bottom);
}

export const stochastic = composeIndicator({
  name: "stochastic",
  title: "Slow stochastic",
  source:
    "%K = average(m) of 100 (close - lowest low(n)) / (highest high(n) - lowest low(n)), which is 0 where the range is (TA-Lib), %D = average(d) of %K, both from the first %D on; Lane, Stocks & Commodities 2:3 (1984)",
  inputs: ["high", "low", "close"],
  outputs: ["slowK", "slowD"],
  parameters: {
    period: period(14),
    kPeriod: period(3),
    dPeriod: period(3),
    kAverage: averageKind("sma"),
    dAverage: averageKind("sma"),
  },
  warmUp: ({ period, kPeriod, dPeriod }) => period + kPeriod + dPeriod - 3,
  build: ([high, low, close], { period, kPeriod, dPeriod, kAverage, dAverage }) => {
    const raw = positionInRange(close as Handle, high as Handle, low as Handle, period);
    const k = average(kAverage, raw, kPeriod);
    const d = average(dAverage, k, dPeriod);
    return [together(k, d), d];
  },
});
