import { OP_KAMA } from "../../../dist/layout.js";
import { defineIndicator } from "../define.js";
import { period } from "../periods.js";

export const kama = defineIndicator({
  name: "kama",
  title: "Kaufman's adaptive moving average",
  source:
    "k += c (x - k), c = (e (2/(fast+1) - 2/(slow+1)) + 2/(slow+1))^2, e = |change over n bars| / sum of the changes without their signs, 1 where that is 0; starts from the bar before its first value (TA-Lib); Kaufman, Trading Systems and Methods (1998)",
  inputs: ["series"],
  outputs: ["kama"],
  panel: "price",
  parameters: { period: period(10), fast: period(2), slow: period(30) },
  warmUp: ({ period }) => period,
  operation: ({ period, fast, slow }) => ({ op: OP_KAMA, n: period, p: 2 / (fast + 1), q: 2 / (slow + 1) }),
});
