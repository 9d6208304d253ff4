import type { Handle } from "../../kernel/node.js";
import { compute } from "../arithmetic.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";
import { atr } from "./atr.js";

export const natr = composeIndicator({
  name: "natr",
  title: "Normalised average true range",
  source: "100 ATR / close, percent; Forman, Stocks & Commodities 24:5 (2006)",
  inputs: ["high", "low", "close"],
  outputs: ["natr"],
  parameters: { period: period(14) },
  warmUp: ({ period }) => period,
  build: ([high, low, close], { period }) => {
    const range = atr.build([high as Handle, low as Handle, close as Handle], { period })[0] as Handle;
    return [compute(compute(range, "divide", close as Handle), "multiply", 100)];
  },
});
