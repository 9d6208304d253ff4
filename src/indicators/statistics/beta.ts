import { OP_BETA } from "../../../dist/layout.js";
import { defineIndicator } from "../define.js";
import { period } from "../periods.js";

export const beta = defineIndicator({
  name: "beta",
  title: "Beta",
  source:
    "slope of the other column's returns on the series' (TA-Lib: the first input is the regressor): covariance / variance of the last n simple returns a bar; 0 where the series' returns do not vary, and a return from 0 is 0 (TA-Lib); Sharpe 1964",
  inputs: ["series", "other"],
  outputs: ["beta"],
  parameters: { period: period(20) },
  warmUp: ({ period }) => period,
  operation: ({ period }) => ({ op: OP_BETA, n: period }),
});
