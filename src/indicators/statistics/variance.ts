import { OP_VARIANCE } from "../../../dist/layout.js";
import { defineIndicator } from "../define.js";
import { period } from "../periods.js";
import { divisor } from "./divisor.js";

export const variance = defineIndicator({
  name: "variance",
  title: "Variance",
  source: "sum((x - mean)^2) / n over the last n values, or / (n - 1) of a sample, which has none of a single value",
  inputs: ["series"],
  outputs: ["variance"],
  parameters: { period: period(20), divisor: divisor() },
  warmUp: ({ period }) => period - 1,
  operation: ({ period, divisor }) => ({ op: OP_VARIANCE, n: period, mode: divisor === "sample" ? 1 : 0 }),
});
