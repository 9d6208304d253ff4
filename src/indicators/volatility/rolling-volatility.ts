import { float } from "../../contracts/parameters.js";
import type { Handle } from "../../kernel/node.js";
import { before, compute } from "../arithmetic.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";
import { logRatio, sampleDeviation } from "./logarithms.js";

export const rollingVolatility = composeIndicator({
  name: "rolling-volatility",
  title: "Realised volatility",
  source: "standard deviation of n log returns with divisor n - 1, per bar, and times sqrt(bars a year)",
  inputs: ["series"],
  outputs: ["perBar", "annualised"],
  parameters: {
    period: period(20, 2),
    barsPerYear: float(365, { min: 1, max: 1e8, search: [252, 8760] }, "bars in a year, for the annualised value"),
  },
  warmUp: ({ period }) => period,
  build: ([x], { period, barsPerYear }) => {
    const perBar = sampleDeviation(logRatio(x as Handle, before(x as Handle)), period);
    return [perBar, compute(perBar, "multiply", Math.sqrt(barsPerYear))];
  },
});
