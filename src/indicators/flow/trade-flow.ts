import type { Handle } from "../../kernel/node.js";
import { compute } from "../arithmetic.js";
import { sma } from "../averages/sma.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";

export const tradeFlow = composeIndicator({
  name: "trade-flow",
  title: "Trade flow",
  source:
    "sum of buyVolume - sellVolume over the last n bars, by the side of the aggressor; in base units. The signed volume of Kyle (1985) and Hasbrouck (1991)",
  inputs: ["buyVolume", "sellVolume"],
  outputs: ["tradeFlow"],
  parameters: { period: period(20) },
  warmUp: ({ period }) => period - 1,
  build: ([buy, sell], { period }) => {
    const mean = sma.build([compute(buy as Handle, "subtract", sell as Handle)], { period });
    return [compute(mean[0] as Handle, "multiply", period)];
  },
});
