import { OP_HELD } from "../../../dist/layout.js";
import { type Handle, operate } from "../../kernel/node.js";
import { together } from "../arithmetic.js";
import { average, averageKind } from "../averages/average.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";
import { rsi } from "./rsi.js";
import { positionInRange } from "./stochastic.js";

/** The RSI, to the bit what it was before where the price does not move. With n = 1 it is then 0, which needs no help. */
function heldRsi(x: Handle, period: number): Handle {
  const strength = rsi.build([x], { period })[0] as Handle;
  if (period === 1) return strength;
  return operate({ name: "held", op: OP_HELD, kind: "series", inputs: [strength, x] })[0] as Handle;
}

export const stochasticRsi = composeIndicator({
  name: "stochastic-rsi",
  title: "Stochastic RSI",
  source:
    "%K = 100 (RSI(n) - its lowest(k)) / (its highest(k) - its lowest(k)), not smoothed, 0 where the RSI stands still, %D = average(d) of %K, both from the first %D on (TA-Lib); Chande and Kroll, The New Technical Trader (1994)",
  inputs: ["series"],
  outputs: ["fastK", "fastD"],
  parameters: { period: period(14), kPeriod: period(14), dPeriod: period(3), dAverage: averageKind("sma") },
  warmUp: ({ period, kPeriod, dPeriod }) => period + kPeriod + dPeriod - 2,
  build: ([x], { period, kPeriod, dPeriod, dAverage }) => {
    const strength = heldRsi(x as Handle, period);
    const k = positionInRange(strength, strength, strength, kPeriod);
    const d = average(dAverage, k, dPeriod);
    return [together(k, d), d];
  },
});
