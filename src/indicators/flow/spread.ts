import type { Handle } from "../../kernel/node.js";
import { compute, halfWay, ratio } from "../arithmetic.js";
import { composeIndicator } from "../define.js";

export const spread = composeIndicator({
  name: "spread",
  title: "Spread",
  source:
    "best ask - best bid, in quote currency, and 10,000 times that over their middle, basis points. The quoted spread, as in Demsetz (1968)",
  inputs: ["bidPrice1", "askPrice1"],
  outputs: ["spread", "basisPoints"],
  parameters: {},
  warmUp: () => 0,
  build: (inputs) => {
    const [bid, ask] = inputs as [Handle, Handle];
    const spread = compute(ask, "subtract", bid);
    return [spread, compute(ratio(spread, halfWay(bid, ask)), "multiply", 10_000)];
  },
});
