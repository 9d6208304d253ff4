import { OP_STRUCTURE_BREAKS } from "../../../dist/layout.js";
import { type Handle, operate } from "../../kernel/node.js";
import { composeIndicator } from "../define.js";
import { swingPoints } from "./swing-points.js";

export const marketStructure = composeIndicator({
  name: "market-structure",
  title: "Market-structure breaks",
  source:
    "break is 1 on the first close above the last confirmed swing high, -1 on the first one below the last swing low, else 0; direction that of the last break (0 before it); change is 1 on a break that turns the direction (a change of character), else 0. Dow theory's higher highs and lower lows, in closes",
  inputs: ["high", "low", "close"],
  outputs: ["break", "direction", "change"],
  parameters: swingPoints.parameters,
  warmUp: () => 0,
  build: ([high, low, close], values) => {
    const [swingHigh, swingLow] = swingPoints.build([high as Handle, low as Handle], values);
    return operate({
      name: "structure-breaks",
      op: OP_STRUCTURE_BREAKS,
      kind: "series",
      inputs: [close as Handle, swingHigh as Handle, swingLow as Handle],
      outputs: 3,
    });
  },
});
