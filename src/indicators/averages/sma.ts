import { OP_SMA } from "../../../dist/layout.js";
import { defineIndicator } from "../define.js";
import { period } from "../periods.js";

export const sma = defineIndicator({
  name: "sma",
  title: "Simple moving average",
  source: "mean of the last n values",
  inputs: ["series"],
  outputs: ["sma"],
  panel: "price",
  parameters: { period: period(20) },
  warmUp: ({ period }) => period - 1,
  operation: ({ period }) => ({ op: OP_SMA, n: period }),
});
