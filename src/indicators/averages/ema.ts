import { OP_EMA } from "../../../dist/layout.js";
import { choice } from "../../contracts/parameters.js";
import { defineIndicator } from "../define.js";
import { period } from "../periods.js";

export const ema = defineIndicator({
  name: "ema",
  title: "Exponential moving average",
  source:
    "e = (1 - a) e + a x with a = 2 / (n + 1); seeded with the mean of the first n values (TA-Lib) or the first one",
  inputs: ["series"],
  outputs: ["ema"],
  panel: "price",
  parameters: {
    period: period(20),
    seed: choice(
      "sma",
      ["sma", "first"],
      "first value of the recursion: mean of the first n values, or the first value",
    ),
  },
  warmUp: ({ period }) => period - 1,
  operation: ({ period, seed }) => ({ op: OP_EMA, n: period, mode: seed === "first" ? 1 : 0, p: 2 / (period + 1) }),
});
