import { OP_STDDEV } from "../../../dist/layout.js";
import { defineIndicator } from "../define.js";
import { period } from "../periods.js";

export const standardDeviation = defineIndicator({
  name: "standard-deviation",
  title: "Standard deviation",
  source: "population form (ddof 0) over the last n values",
  inputs: ["series"],
  outputs: ["standardDeviation"],
  parameters: { period: period(20) },
  warmUp: ({ period }) => period - 1,
  operation: ({ period }) => ({ op: OP_STDDEV, n: period }),
});
