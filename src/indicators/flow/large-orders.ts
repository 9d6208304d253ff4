import { OP_ADD_LARGE } from "../../../dist/layout.js";
import { float } from "../../contracts/parameters.js";
import { type Handle, operate } from "../../kernel/node.js";
import { compute, ratio } from "../arithmetic.js";
import { composeIndicator } from "../define.js";
import { total } from "./imbalance.js";
import { every, levels, ofLevels } from "./levels.js";

export const largeOrders = composeIndicator({
  name: "large-orders",
  title: "Large orders",
  source:
    "of the size in the best n levels of a side the share that stands in levels of more than m times the side's mean level (by more than 1e-9 of it; an empty level counts as 0); 0 to 1, NaN where the side is empty. Walls of a book as traders read them; no published form is known to us",
  inputs: ofLevels("bidSize", "askSize"),
  inputsRead: ({ levels }) => 2 * levels,
  outputs: ["bidShare", "askShare"],
  parameters: {
    levels: levels(10),
    multiple: float(3, { min: 1, max: 100, search: [1.5, 5] }, "a level is large above so many times the mean level"),
  },
  warmUp: () => 0,
  build: (inputs, { levels, multiple }) =>
    [0, 1].map((side) => {
      const sizes = every(inputs, 2, side).slice(0, levels);
      const all = total(sizes);
      return ratio(large(sizes, compute(all, "divide", levels), multiple), all);
    }),
});

/** What stands in large levels. */
function large(sizes: readonly Handle[], mean: Handle, multiple: number): Handle {
  const add = (sum: Handle | null, size: Handle): Handle =>
    operate({
      name: "add-large",
      op: OP_ADD_LARGE,
      kind: "series",
      inputs: [sum, size, mean],
      p: multiple,
    })[0] as Handle;
  return sizes.slice(1).reduce(add, add(null, sizes[0] as Handle));
}
