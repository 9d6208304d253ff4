import { OP_ATR } from "../../../dist/layout.js";
import { defineIndicator } from "../define.js";
import { period } from "../periods.js";

export const atr = defineIndicator({
  name: "atr",
  title: "Average true range",
  source: "Wilder's smoothing of the true range, seeded with the mean of TR[1..n]; Wilder 1978",
  inputs: ["high", "low", "close"],
  outputs: ["atr"],
  parameters: { period: period(14) },
  warmUp: ({ period }) => period,
  operation: ({ period }) => ({ op: OP_ATR, n: period }),
});
