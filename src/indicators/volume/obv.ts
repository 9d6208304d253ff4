import { OP_OBV } from "../../../dist/layout.js";
import { defineIndicator } from "../define.js";

export const obv = defineIndicator({
  name: "obv",
  title: "On-balance volume",
  source:
    "sum of the volumes, + where the close is above the one before, - where it is below; starts at the first bar's volume (TA-Lib); Granville, New Key to Stock Market Profits (1963)",
  inputs: ["close", "volume"],
  outputs: ["obv"],
  parameters: {},
  warmUp: () => 0,
  operation: () => ({ op: OP_OBV }),
});
