import { OP_LOWEST } from "../../../dist/layout.js";
import { defineIndicator } from "../define.js";
import { period } from "../periods.js";

export const lowest = defineIndicator({
  name: "lowest",
  title: "Rolling lowest value",
  source: "the lowest of the last n values; of the bar before (shift 1) it is Donchian's channel",
  inputs: ["series"],
  outputs: ["lowest"],
  panel: "price",
  parameters: { period: period(20) },
  warmUp: ({ period }) => period - 1,
  operation: ({ period }) => ({ op: OP_LOWEST, n: period }),
});
