import { OP_DIRECTIONAL_MOVEMENT } from "../../../dist/layout.js";
import { defineIndicator } from "../define.js";
import { period } from "../periods.js";

export const directionalMovement = defineIndicator({
  name: "directional-movement",
  title: "Directional movement",
  source:
    "+DM = rise of the high where it is larger than the fall of the low, -DM the other way round; sum of the first n - 1, then sum - sum / n + movement (TA-Lib); Wilder 1978",
  inputs: ["high", "low"],
  outputs: ["plusDm", "minusDm"],
  parameters: { period: period(14) },
  warmUp: ({ period }) => Math.max(period - 1, 1),
  operation: ({ period }) => ({ op: OP_DIRECTIONAL_MOVEMENT, n: period }),
});
