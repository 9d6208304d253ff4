import { OP_ORDER_BLOCKS } from "../../../dist/layout.js";
import { type Handle, operate } from "../../kernel/node.js";
import { compute } from "../arithmetic.js";
import { composeIndicator } from "../define.js";
import { marketStructure } from "./market-structure.js";
import { swingPoints } from "./swing-points.js";

export const orderBlocks = composeIndicator({
  name: "order-blocks",
  title: "Order blocks",
  source:
    "on a break of structure upwards the range of the last candle that closed below its open, the bullish block; on one downwards that of the last candle that closed above it, the bearish one; each holds until the next of its kind, or a later bar that trades through its far side",
  inputs: ["open", "high", "low", "close"],
  outputs: ["bullTop", "bullBottom", "bearTop", "bearBottom"],
  panel: "price",
  parameters: swingPoints.parameters,
  sparse: true,
  warmUp: ({ left, right }) => left + right,
  build: ([open, high, low, close], values) => {
    const [broken] = marketStructure.build([high as Handle, low as Handle, close as Handle], values);
    const body = compute(close as Handle, "subtract", open as Handle);
    return operate({
      name: "order-blocks",
      op: OP_ORDER_BLOCKS,
      kind: "series",
      inputs: [body, high as Handle, low as Handle, broken as Handle],
      outputs: 4,
    });
  },
});
