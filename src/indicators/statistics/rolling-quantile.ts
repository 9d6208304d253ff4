import { OP_ROLLING_QUANTILE } from "../../../dist/layout.js";
import { float } from "../../contracts/parameters.js";
import { defineIndicator } from "../define.js";
import { period } from "../periods.js";

export const rollingQuantile = defineIndicator({
  name: "rolling-quantile",
  title: "Rolling quantile",
  source:
    "of the last n values in order, the one at place (n - 1) q counted from 0, interpolated linearly between neighbours; q = 0.5 is the median; Hyndman and Fan, The American Statistician 50 (1996), definition 7 (numpy's default)",
  inputs: ["series"],
  outputs: ["quantile"],
  panel: "price",
  parameters: {
    period: period(20),
    quantile: float(0.5, { min: 0, max: 1 }, "share of the values that lie below, from 0 (lowest) to 1 (highest)"),
  },
  warmUp: ({ period }) => period - 1,
  operation: ({ period, quantile }) => ({ op: OP_ROLLING_QUANTILE, n: period, p: quantile }),
});
