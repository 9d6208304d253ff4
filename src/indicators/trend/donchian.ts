import type { Handle } from "../../kernel/node.js";
import { before, halfWay } from "../arithmetic.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";
import { highest } from "../statistics/highest.js";
import { lowest } from "../statistics/lowest.js";

export const donchian = composeIndicator({
  name: "donchian",
  title: "Donchian channel",
  source:
    "highest high and lowest low of n bars with the middle between them, and both as of the bar before, for breakouts; Donchian",
  inputs: ["high", "low"],
  outputs: ["upper", "middle", "lower", "upperPrior", "lowerPrior"],
  panel: "price",
  parameters: { period: period(20) },
  warmUp: ({ period }, output) => (output.endsWith("Prior") ? period : period - 1),
  build: ([high, low], { period }) => {
    const upper = highest.build([high as Handle], { period })[0] as Handle;
    const lower = lowest.build([low as Handle], { period })[0] as Handle;
    return [upper, halfWay(upper, lower), lower, before(upper), before(lower)];
  },
});
