import { OP_RSI } from "../../../dist/layout.js";
import { defineIndicator } from "../define.js";
import { period } from "../periods.js";

export const rsi = defineIndicator({
  name: "rsi",
  title: "Relative strength index",
  source:
    "100 rises / (rises + falls), both Wilder-smoothed from the first n changes; 0 where nothing moves; Wilder 1978",
  inputs: ["series"],
  outputs: ["rsi"],
  parameters: { period: period(14) },
  warmUp: ({ period }) => period,
  operation: ({ period }) => ({ op: OP_RSI, n: period }),
});
