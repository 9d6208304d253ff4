import { OP_BOLLINGER } from "../../../dist/layout.js";
import { float } from "../../contracts/parameters.js";
import { defineIndicator } from "../define.js";
import { period } from "../periods.js";

export const bollinger = defineIndicator({
  name: "bollinger",
  title: "Bollinger bands",
  source: "SMA(n) +- k population deviations; Bollinger, Bollinger on Bollinger Bands (2002)",
  inputs: ["series"],
  outputs: ["upper", "middle", "lower"],
  panel: "price",
  parameters: {
    period: period(20),
    width: float(2, { min: 0.01, max: 20, search: [1, 3.5] }, "half width, standard deviations"),
  },
  warmUp: ({ period }) => period - 1,
  operation: ({ period, width }) => ({ op: OP_BOLLINGER, n: period, p: width }),
});
