import { OP_T3 } from "../../../dist/layout.js";
import { float } from "../../contracts/parameters.js";
import { defineIndicator } from "../define.js";
import { period } from "../periods.js";

export const t3 = defineIndicator({
  name: "t3",
  title: "Tillson's T3",
  source:
    "GD(GD(GD(x))), GD(x) = (1 + v) EMA(x) - v EMA(EMA(x)), written out as a weighted sum of the third to the sixth average of averages, each seeded with the mean of its first n values (TA-Lib); Tillson, Stocks & Commodities 16:1 (1998)",
  inputs: ["series"],
  outputs: ["t3"],
  panel: "price",
  parameters: {
    period: period(5),
    volumeFactor: float(0.7, { min: 0, max: 1 }, "v, share of the averages' lag that is taken off"),
  },
  warmUp: ({ period }) => 6 * (period - 1),
  operation: ({ period, volumeFactor }) => ({ op: OP_T3, n: period, p: volumeFactor }),
});
