import type { Handle } from "../../kernel/node.js";
import { together } from "../arithmetic.js";
import { average, averageKind } from "../averages/average.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";
import { positionInRange } from "./stochastic.js";

export const stochasticFast = composeIndicator({
  name: "stochastic-fast",
  title: "Fast stochastic",
  source:
    "%K = 100 (close - lowest low(n)) / (highest high(n) - lowest low(n)), 0 where the range is (TA-Lib), %D = average(d) of %K, both from the first %D on; Lane, Stocks & Commodities 2:3 (1984)",
  inputs: ["high", "low", "close"],
  outputs: ["fastK", "fastD"],
  parameters: { period: period(14), dPeriod: period(3), dAverage: averageKind("sma") },
  warmUp: ({ period, dPeriod }) => period + dPeriod - 2,
  build: ([high, low, close], { period, dPeriod, dAverage }) => {
    const k = positionInRange(close as Handle, high as Handle, low as Handle, period);
    const d = average(dAverage, k, dPeriod);
    return [together(k, d), d];
  },
});
