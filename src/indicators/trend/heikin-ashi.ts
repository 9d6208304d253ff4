import { OP_HEIKIN_ASHI } from "../../../dist/layout.js";
import { defineIndicator } from "../define.js";

export const heikinAshi = defineIndicator({
  name: "heikin-ashi",
  title: "Heikin-Ashi bars",
  source:
    "close = (open + high + low + close) / 4, open = (open + close) / 2 of the Heikin-Ashi bar before, of the bar itself at first; high and low with both of these; Valcu, Stocks & Commodities 22:2 (2004)",
  inputs: ["open", "high", "low", "close"],
  outputs: ["open", "high", "low", "close"],
  panel: "price",
  parameters: {},
  warmUp: () => 0,
  operation: () => ({ op: OP_HEIKIN_ASHI }),
});
