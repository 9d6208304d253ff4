import { OP_CHOPPINESS } from "../../../dist/layout.js";
import { type Handle, operate } from "../../kernel/node.js";
import { sma } from "../averages/sma.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";
import { highest } from "../statistics/highest.js";
import { lowest } from "../statistics/lowest.js";
import { trueRange } from "./true-range.js";

export const choppiness = composeIndicator({
  name: "choppiness",
  title: "Choppiness index",
  source:
    "100 log(sum of n true ranges / (highest high(n) - lowest low(n))) / log(n), NaN where the window has no range; Dreiss 1993",
  inputs: ["high", "low", "close"],
  outputs: ["choppiness"],
  parameters: { period: period(14, 2) },
  warmUp: ({ period }) => period,
  build: (inputs, { period }) => {
    const [high, low] = inputs as [Handle, Handle, Handle];
    const mean = sma.build(trueRange.build(inputs, {}), { period })[0] as Handle;
    const top = highest.build([high], { period })[0] as Handle;
    const bottom = lowest.build([low], { period })[0] as Handle;
    return operate({
      name: "choppiness",
      op: OP_CHOPPINESS,
      kind: "series",
      inputs: [mean, top, bottom],
      n: period,
    });
  },
});
