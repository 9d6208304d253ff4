import type { Handle } from "../../kernel/node.js";
import { compute } from "../arithmetic.js";
import { average, averageKind } from "../averages/average.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";

export const apo = composeIndicator({
  name: "apo",
  title: "Absolute price oscillator",
  source:
    "average(fast) - average(slow), exponential ones each seeded with the mean of its own first values (TA-Lib); Appel's MACD line",
  inputs: ["series"],
  outputs: ["apo"],
  parameters: { fast: period(12), slow: period(26), average: averageKind("ema") },
  warmUp: ({ fast, slow }) => Math.max(fast, slow) - 1,
  build: ([x], { fast, slow, average: kind }) => [
    compute(average(kind, x as Handle, fast), "subtract", average(kind, x as Handle, slow)),
  ],
});
