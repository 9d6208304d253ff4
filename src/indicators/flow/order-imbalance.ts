import type { Handle } from "../../kernel/node.js";
import { composeIndicator } from "../define.js";
import { imbalance } from "./imbalance.js";

export const orderImbalance = composeIndicator({
  name: "order-imbalance",
  title: "Order imbalance ratio",
  source:
    "(q_bid - q_ask) / (q_bid + q_ask) of the sizes at the best bid and ask; -1 to 1, NaN where both are 0. Gould and Bonart, Queue imbalance as a one-tick-ahead price predictor (2016)",
  inputs: ["bidSize1", "askSize1"],
  outputs: ["imbalance"],
  parameters: {},
  warmUp: () => 0,
  build: ([bid, ask]) => [imbalance(bid as Handle, ask as Handle)],
});
