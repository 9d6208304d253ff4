import type { Handle } from "../../kernel/node.js";
import { halfWay } from "../arithmetic.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";
import { highest } from "../statistics/highest.js";
import { lowest } from "../statistics/lowest.js";

export const midpoint = composeIndicator({
  name: "midpoint",
  title: "Midpoint",
  source: "(highest + lowest of the last n values) / 2",
  inputs: ["series"],
  outputs: ["midpoint"],
  panel: "price",
  parameters: { period: period(14) },
  warmUp: ({ period }) => period - 1,
  build: (inputs, values) => [
    halfWay(highest.build(inputs, values)[0] as Handle, lowest.build(inputs, values)[0] as Handle),
  ],
});
