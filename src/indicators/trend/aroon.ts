import { OP_AROON } from "../../../dist/layout.js";
import { defineIndicator } from "../define.js";
import { period } from "../periods.js";

export const aroon = defineIndicator({
  name: "aroon",
  title: "Aroon",
  source:
    "100 (n - bars since the lowest low or the highest high of n + 1 bars) / n, of equal ones the latest; oscillator = up - down; Chande, Stocks & Commodities 13:9 (1995)",
  inputs: ["high", "low"],
  outputs: ["down", "up", "oscillator"],
  parameters: { period: period(14) },
  warmUp: ({ period }) => period,
  operation: ({ period }) => ({ op: OP_AROON, n: period }),
});
