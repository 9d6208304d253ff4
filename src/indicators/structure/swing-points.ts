import { OP_SWINGS } from "../../../dist/layout.js";
import { int } from "../../contracts/parameters.js";
import { defineIndicator } from "../define.js";

export const swingPoints = defineIndicator({
  name: "swing-points",
  title: "Swing points",
  source:
    "a swing high is above the highs of the `left` bars before it and not below those of the `right` bars after it, a swing low likewise below; fractals after Williams, Trading Chaos (1995). Known `right` bars later: on that bar swingHigh or swingLow has its price, else none; lastHigh and lastLow are the last known ones",
  inputs: ["high", "low"],
  outputs: ["swingHigh", "swingLow", "lastHigh", "lastLow"],
  panel: "price",
  parameters: {
    left: int(5, { min: 1, max: 10_000, search: [2, 20] }, "bars before a swing point that it is beyond"),
    right: int(5, { min: 1, max: 10_000, search: [2, 20] }, "bars after a swing point that confirm it"),
  },
  sparse: true,
  warmUp: ({ left, right }) => left + right,
  operation: ({ left, right }) => ({ op: OP_SWINGS, n: left + 1 + right, p: right }),
});
