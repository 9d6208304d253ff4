import { OP_SUPPORT_RESISTANCE } from "../../../dist/layout.js";
import { float, int } from "../../contracts/parameters.js";
import { type Handle, operate } from "../../kernel/node.js";
import { composeIndicator } from "../define.js";
import { swingPoints } from "./swing-points.js";

export const supportResistance = composeIndicator({
  name: "support-resistance",
  title: "Support and resistance",
  source:
    "of the last `swings` swing points the highest price that is not above the close (support) and the lowest above it (resistance), none where there is none; touches are how many of them lie within `tolerance` of that price, itself among them",
  inputs: ["high", "low", "close"],
  outputs: ["support", "resistance", "supportTouches", "resistanceTouches"],
  panel: "price",
  unpriced: ["supportTouches", "resistanceTouches"],
  parameters: {
    ...swingPoints.parameters,
    swings: int(20, { min: 1, max: 200, search: [5, 60] }, "swing points that count, highs and lows together"),
    tolerance: float(
      0.005,
      { min: 0, max: 0.2, search: [0.001, 0.02] },
      "distance that still is a touch, share of the price",
    ),
  },
  sparse: true,
  warmUp: ({ left, right }, output) => (output.endsWith("Touches") ? 0 : left + right),
  build: ([high, low, close], { left, right, swings, tolerance }) => {
    const [swingHigh, swingLow] = swingPoints.build([high as Handle, low as Handle], { left, right });
    return operate({
      name: "support-resistance",
      op: OP_SUPPORT_RESISTANCE,
      kind: "series",
      inputs: [close as Handle, swingHigh as Handle, swingLow as Handle],
      outputs: 4,
      n: swings,
      p: tolerance,
    });
  },
});
