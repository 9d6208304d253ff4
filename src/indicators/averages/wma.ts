import { OP_WMA } from "../../../dist/layout.js";
import { defineIndicator } from "../define.js";
import { period } from "../periods.js";

export const wma = defineIndicator({
  name: "wma",
  title: "Weighted moving average",
  source: "sum(k x) / sum(k) over the last n values, k = 1 on the oldest and n on the newest",
  inputs: ["series"],
  outputs: ["wma"],
  panel: "price",
  parameters: { period: period(20) },
  warmUp: ({ period }) => period - 1,
  operation: ({ period }) => ({ op: OP_WMA, n: period }),
});
