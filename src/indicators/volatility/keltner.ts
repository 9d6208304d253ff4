import { float } from "../../contracts/parameters.js";
import type { Handle } from "../../kernel/node.js";
import { compute } from "../arithmetic.js";
import { ema } from "../averages/ema.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";
import { atr } from "./atr.js";

export const keltner = composeIndicator({
  name: "keltner",
  title: "Keltner channel",
  source: "EMA(n) of the close +- k ATR(m); Keltner (1960) in Raschke's form",
  inputs: ["high", "low", "close"],
  outputs: ["upper", "middle", "lower"],
  panel: "price",
  parameters: {
    period: period(20),
    atrPeriod: period(10),
    multiple: float(1.5, { min: 0.01, max: 20, search: [1, 3] }, "half width, ATRs"),
  },
  warmUp: ({ period, atrPeriod }, output) => (output === "middle" ? period - 1 : Math.max(period - 1, atrPeriod)),
  build: ([high, low, close], { period, atrPeriod, multiple }) => {
    const middle = ema.build([close as Handle], { period, seed: "sma" })[0] as Handle;
    const range = atr.build([high as Handle, low as Handle, close as Handle], { period: atrPeriod })[0] as Handle;
    const width = compute(range, "multiply", multiple);
    return [compute(middle, "add", width), middle, compute(middle, "subtract", width)];
  },
});
