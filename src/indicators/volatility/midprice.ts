import type { Handle } from "../../kernel/node.js";
import { halfWay } from "../arithmetic.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";
import { highest } from "../statistics/highest.js";
import { lowest } from "../statistics/lowest.js";

export const midprice = composeIndicator({
  name: "midprice",
  title: "Midprice",
  source: "(highest high + lowest low of the last n bars) / 2",
  inputs: ["high", "low"],
  outputs: ["midprice"],
  panel: "price",
  parameters: { period: period(14) },
  warmUp: ({ period }) => period - 1,
  build: ([high, low], values) => [
    halfWay(highest.build([high as Handle], values)[0] as Handle, lowest.build([low as Handle], values)[0] as Handle),
  ],
});
