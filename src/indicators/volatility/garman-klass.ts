import { OP_GARMAN_KLASS } from "../../../dist/layout.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";
import { meanVolatility } from "./logarithms.js";

export const garmanKlass = composeIndicator({
  name: "garman-klass",
  title: "Garman-Klass volatility",
  source:
    "sqrt(mean(ln(high / low)^2 / 2 - (2 ln 2 - 1) ln(close / open)^2)) over n bars, per bar; Garman and Klass, Journal of Business 53:1 (1980)",
  inputs: ["open", "high", "low", "close"],
  outputs: ["volatility"],
  parameters: { period: period(20) },
  warmUp: ({ period }) => period - 1,
  build: (inputs, { period }) => [meanVolatility("garman-klass", OP_GARMAN_KLASS, inputs, period)],
});
