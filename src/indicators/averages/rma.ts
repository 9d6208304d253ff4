import { OP_EMA } from "../../../dist/layout.js";
import { defineIndicator } from "../define.js";
import { period } from "../periods.js";

export const rma = defineIndicator({
  name: "rma",
  title: "Wilder's smoothing",
  source: "e = e + (x - e) / n, seeded with the mean of the first n values; Wilder 1978",
  inputs: ["series"],
  outputs: ["rma"],
  panel: "price",
  parameters: { period: period(14) },
  warmUp: ({ period }) => period - 1,
  operation: ({ period }) => ({ op: OP_EMA, n: period, p: 1 / period }),
});
