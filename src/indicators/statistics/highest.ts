import { OP_HIGHEST } from "../../../dist/layout.js";
import { defineIndicator } from "../define.js";
import { period } from "../periods.js";

export const highest = defineIndicator({
  name: "highest",
  title: "Rolling highest value",
  source: "the highest of the last n values; of the bar before (shift 1) it is Donchian's channel",
  inputs: ["series"],
  outputs: ["highest"],
  panel: "price",
  parameters: { period: period(20) },
  warmUp: ({ period }) => period - 1,
  operation: ({ period }) => ({ op: OP_HIGHEST, n: period }),
});
