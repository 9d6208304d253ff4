import type { Handle } from "../../kernel/node.js";
import { quotient } from "../arithmetic.js";
import { average, averageKind } from "../averages/average.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";

export const ppo = composeIndicator({
  name: "ppo",
  title: "Percentage price oscillator",
  source:
    "100 (average(fast) - average(slow)) / average(slow), 0 where that is; exponential ones each seeded with the mean of its own first values (TA-Lib); Appel's MACD line in percent",
  inputs: ["series"],
  outputs: ["ppo"],
  parameters: { fast: period(12), slow: period(26), average: averageKind("ema") },
  warmUp: ({ fast, slow }) => Math.max(fast, slow) - 1,
  build: ([x], { fast, slow, average: kind }) => {
    const base = average(kind, x as Handle, slow);
    return [quotient(100, average(kind, x as Handle, fast), base, base)];
  },
});
