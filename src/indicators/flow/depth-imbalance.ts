import { choice } from "../../contracts/parameters.js";
import type { Handle } from "../../kernel/node.js";
import { compute } from "../arithmetic.js";
import { composeIndicator } from "../define.js";
import { imbalance, total } from "./imbalance.js";
import { every, levels, ofLevels } from "./levels.js";

export const depthImbalance = composeIndicator({
  name: "depth-imbalance",
  title: "Depth imbalance",
  source:
    "(B - A) / (B + A), B and A the sums of w_k q_k over the sizes of the best n levels of each side, w_k = 1 or 1 / k; -1 to 1, NaN where both are 0. Cao, Hansch and Wang, The information content of an open limit-order book (2009)",
  inputs: ofLevels("bidSize", "askSize"),
  inputsRead: ({ levels }) => 2 * levels,
  outputs: ["imbalance"],
  parameters: {
    levels: levels(5),
    weights: choice("equal", ["equal", "inverse"], "weight of level k, 1 the best: 1, or 1 / k"),
  },
  warmUp: () => 0,
  build: (inputs, { levels, weights }) => {
    const weighted = (size: Handle, k: number) => (weights === "inverse" ? compute(size, "divide", k + 1) : size);
    const [bid, ask] = [0, 1].map((side) => total(every(inputs, 2, side).slice(0, levels).map(weighted)));
    return [imbalance(bid as Handle, ask as Handle)];
  },
});
