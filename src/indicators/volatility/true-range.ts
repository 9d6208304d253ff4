import { OP_TRUE_RANGE } from "../../../dist/layout.js";
import { defineIndicator } from "../define.js";

export const trueRange = defineIndicator({
  name: "true-range",
  title: "True range",
  source: "max(high, close before) - min(low, close before); Wilder 1978",
  inputs: ["high", "low", "close"],
  outputs: ["trueRange"],
  parameters: {},
  warmUp: () => 1,
  operation: () => ({ op: OP_TRUE_RANGE }),
});
