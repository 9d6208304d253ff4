import { OP_VORTEX, OP_VORTEX_MOVEMENT } from "../../../dist/layout.js";
import { type Handle, operate } from "../../kernel/node.js";
import { sma } from "../averages/sma.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";
import { trueRange } from "../volatility/true-range.js";

export const vortex = composeIndicator({
  name: "vortex",
  title: "Vortex",
  source:
    "sums over n bars of |high - low before| (plus) and |low - high before| (minus) over the sum of true ranges, NaN where that is 0; Botes and Siepman, Stocks & Commodities 28:1 (2010)",
  inputs: ["high", "low", "close"],
  outputs: ["viPlus", "viMinus"],
  parameters: { period: period(14) },
  warmUp: ({ period }) => period,
  build: (inputs, { period }) => {
    const [high, low] = inputs as [Handle, Handle, Handle];
    const movements = operate({
      name: "vortex-movement",
      op: OP_VORTEX_MOVEMENT,
      kind: "series",
      inputs: [high, low],
      outputs: 2,
    });
    const means = [...movements, ...trueRange.build(inputs, {})].map(
      (column) => sma.build([column], { period })[0] as Handle,
    );
    return operate({ name: "vortex", op: OP_VORTEX, kind: "series", inputs: means, outputs: 2 });
  },
});
