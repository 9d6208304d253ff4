import { OP_TEMA } from "../../../dist/layout.js";
import { defineIndicator } from "../define.js";
import { period } from "../periods.js";

export const tema = defineIndicator({
  name: "tema",
  title: "Triple exponential moving average",
  source:
    "3 EMA - 3 EMA(EMA) + EMA(EMA(EMA)), each seeded with the mean of its first n values (TA-Lib); Mulloy, Stocks & Commodities 12:2 (1994)",
  inputs: ["series"],
  outputs: ["tema"],
  panel: "price",
  parameters: { period: period(20) },
  warmUp: ({ period }) => 3 * (period - 1),
  operation: ({ period }) => ({ op: OP_TEMA, n: period }),
});
