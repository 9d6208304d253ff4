import { OP_CORRELATION } from "../../../dist/layout.js";
import { defineIndicator } from "../define.js";
import { period } from "../periods.js";

export const correlation = defineIndicator({
  name: "correlation",
  title: "Correlation",
  source:
    "Pearson's: sum((x - mean x) (y - mean y)) / sqrt(sum((x - mean x)^2) sum((y - mean y)^2)) over the last n values; 0 where either is flat (TA-Lib); Pearson 1895",
  inputs: ["series", "other"],
  outputs: ["correlation"],
  parameters: { period: period(30) },
  warmUp: ({ period }) => period - 1,
  operation: ({ period }) => ({ op: OP_CORRELATION, n: period }),
});
