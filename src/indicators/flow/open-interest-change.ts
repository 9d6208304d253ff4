import type { Handle } from "../../kernel/node.js";
import { compute, ratio, shifted } from "../arithmetic.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";

export const openInterestChange = composeIndicator({
  name: "open-interest-change",
  title: "Change of the open interest",
  source:
    "o - o n bars ago, in the units of the open interest, and the same in per cent of o n bars ago (NaN where that is 0); open interest as exchanges publish it, after Murphy, Technical Analysis of the Financial Markets (1999)",
  inputs: ["openInterest"],
  outputs: ["change", "rate"],
  parameters: { period: period(1) },
  warmUp: ({ period }) => period,
  build: ([interest], { period }) => {
    const before = shifted(interest as Handle, period);
    const change = compute(interest as Handle, "subtract", before);
    return [change, compute(ratio(change, before), "multiply", 100)];
  },
});
