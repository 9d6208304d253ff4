import { OP_Z_SCORE } from "../../../dist/layout.js";
import { defineIndicator } from "../define.js";
import { period } from "../periods.js";
import { divisor } from "./divisor.js";

export const zScore = defineIndicator({
  name: "z-score",
  title: "Z-score",
  source: "(x - mean) / standard deviation over the last n values, x the newest; NaN where the deviation is 0",
  inputs: ["series"],
  outputs: ["zScore"],
  parameters: { period: period(20, 2), divisor: divisor() },
  warmUp: ({ period }) => period - 1,
  operation: ({ period, divisor }) => ({ op: OP_Z_SCORE, n: period, mode: divisor === "sample" ? 1 : 0 }),
});
