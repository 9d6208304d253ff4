import { OP_SUPERTREND } from "../../../dist/layout.js";
import { float } from "../../contracts/parameters.js";
import { type Handle, operate } from "../../kernel/node.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";
import { atr } from "../volatility/atr.js";

export const supertrend = composeIndicator({
  name: "supertrend",
  title: "Supertrend",
  source:
    "bands (high + low) / 2 +- k ATR(n), the upper one falling and the lower one rising only, unless the close before was beyond; direction 1 from a close above the upper band on, -1 from one below the lower, -1 at first (TradingView); the line is the lower band when up, the upper when down; Seban",
  inputs: ["high", "low", "close"],
  outputs: ["supertrend", "direction", "upperBand", "lowerBand"],
  panel: "price",
  unpriced: ["direction"],
  parameters: {
    period: period(10),
    multiple: float(3, { min: 0.01, max: 1000, search: [1, 5] }, "distance of the bands, ATRs"),
  },
  warmUp: ({ period }) => period,
  build: (inputs, { period, multiple }) => {
    const range = atr.build(inputs, { period })[0] as Handle;
    return operate({
      name: "supertrend",
      op: OP_SUPERTREND,
      kind: "series",
      inputs: [...inputs, range],
      outputs: 4,
      p: multiple,
    });
  },
});
