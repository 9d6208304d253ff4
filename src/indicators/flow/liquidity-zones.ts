import { OP_LIQUIDITY_ZONES } from "../../../dist/layout.js";
import { int } from "../../contracts/parameters.js";
import { defineIndicator } from "../define.js";
import { period } from "../periods.js";

export const liquidityZones = defineIndicator({
  name: "liquidity-zones",
  title: "Liquidity zones",
  source:
    "the range of the last n bars is cut into bins of equal height and each bar's volume spread over them as in the volume profile; the middles of the bins with the most volume above the close and below it, of several with as much (to 1e-9 of the window's volume) the nearest to the close; NaN where no bin on that side has any, or high = low. High-volume nodes of Steidlmayer's market profile (Chicago Board of Trade, 1985)",
  inputs: ["high", "low", "close", "volume"],
  outputs: ["above", "below"],
  parameters: {
    period: period(100),
    bins: int(
      24,
      { min: 2, max: 1000, search: [10, 100] },
      "bins of equal height between the lowest low and the highest high",
    ),
  },
  warmUp: ({ period }) => period - 1,
  sparse: true,
  operation: ({ period, bins }) => ({ op: OP_LIQUIDITY_ZONES, n: period, p: bins }),
});
