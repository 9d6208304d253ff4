import { OP_ROGERS_SATCHELL } from "../../../dist/layout.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";
import { meanVolatility } from "./logarithms.js";

export const rogersSatchell = composeIndicator({
  name: "rogers-satchell",
  title: "Rogers-Satchell volatility",
  source:
    "sqrt(mean(ln(high / close) ln(high / open) + ln(low / close) ln(low / open))) over n bars, per bar; Rogers and Satchell, Annals of Applied Probability 1:4 (1991)",
  inputs: ["open", "high", "low", "close"],
  outputs: ["volatility"],
  parameters: { period: period(20) },
  warmUp: ({ period }) => period - 1,
  build: (inputs, { period }) => [meanVolatility("rogers-satchell", OP_ROGERS_SATCHELL, inputs, period)],
});
