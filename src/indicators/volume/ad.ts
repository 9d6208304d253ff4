import { OP_ACCUMULATION } from "../../../dist/layout.js";
import { defineIndicator } from "../define.js";

export const ad = defineIndicator({
  name: "ad",
  title: "Accumulation/distribution line",
  source:
    "sum of ((c - l) - (h - c)) / (h - l) x volume from the first bar on; a bar with high = low adds nothing; Chaikin",
  inputs: ["high", "low", "close", "volume"],
  outputs: ["ad"],
  parameters: {},
  warmUp: () => 0,
  operation: () => ({ op: OP_ACCUMULATION }),
});
