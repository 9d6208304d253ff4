import { OP_MACD } from "../../../dist/layout.js";
import { choice } from "../../contracts/parameters.js";
import { defineIndicator } from "../define.js";
import { period } from "../periods.js";

export const macd = defineIndicator({
  name: "macd",
  title: "Moving average convergence/divergence",
  source:
    "EMA(fast) - EMA(slow), its EMA(signal), and what it is above that; Appel 1979. Seeded with means, both averages with those that end on one bar (TA-Lib), or all with the first value",
  inputs: ["series"],
  outputs: ["macd", "signal", "histogram"],
  parameters: {
    fast: period(12),
    slow: period(26),
    signal: period(9),
    seed: choice(
      "sma",
      ["sma", "first"],
      "first values of the recursions: means of the first values, or the first value",
    ),
  },
  warmUp: ({ fast, slow, signal }) => Math.max(fast, slow) + signal - 2,
  operation: ({ fast, slow, signal, seed }) => ({
    op: OP_MACD,
    n: fast,
    mode: seed === "first" ? 1 : 0,
    p: slow,
    q: signal,
  }),
});
