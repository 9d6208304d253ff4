import type { Handle } from "../../kernel/node.js";
import { compute } from "../arithmetic.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";
import { ema } from "./ema.js";

export const dema = composeIndicator({
  name: "dema",
  title: "Double exponential moving average",
  source: "2 EMA - EMA(EMA); Mulloy, Stocks & Commodities 12:1 (1994)",
  inputs: ["series"],
  outputs: ["dema"],
  panel: "price",
  parameters: { period: period(20) },
  warmUp: ({ period }) => 2 * (period - 1),
  build: ([x], { period }) => {
    const once = ema.build([x as Handle], { period, seed: "sma" })[0] as Handle;
    const twice = ema.build([once], { period, seed: "sma" })[0] as Handle;
    return [compute(compute(once, "multiply", 2), "subtract", twice)];
  },
});
