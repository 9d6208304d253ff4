import { OP_PARKINSON } from "../../../dist/layout.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";
import { meanVolatility } from "./logarithms.js";

export const parkinson = composeIndicator({
  name: "parkinson",
  title: "Parkinson's volatility",
  source: "sqrt(sum(ln(high / low)^2) / (4 n ln 2)), per bar; Parkinson, Journal of Business 53:1 (1980)",
  inputs: ["high", "low"],
  outputs: ["volatility"],
  parameters: { period: period(20) },
  warmUp: ({ period }) => period - 1,
  build: (inputs, { period }) => [meanVolatility("parkinson", OP_PARKINSON, inputs, period)],
});
