import type { Handle } from "../../kernel/node.js";
import { compute, shifted } from "../arithmetic.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";

export const momentum = composeIndicator({
  name: "momentum",
  title: "Momentum",
  source: "x - x n bars before",
  inputs: ["series"],
  outputs: ["momentum"],
  parameters: { period: period(10) },
  warmUp: ({ period }) => period,
  build: ([x], { period }) => [compute(x as Handle, "subtract", shifted(x as Handle, period))],
});
