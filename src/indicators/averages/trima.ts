import type { Handle } from "../../kernel/node.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";
import { sma } from "./sma.js";

export const trima = composeIndicator({
  name: "trima",
  title: "Triangular moving average",
  source:
    "weights that rise to the middle of the last n values and fall again: the SMA of an SMA, of (n + 1) / 2 values both, or of n / 2 and n / 2 + 1 where n is even",
  inputs: ["series"],
  outputs: ["trima"],
  panel: "price",
  parameters: { period: period(20) },
  warmUp: ({ period }) => period - 1,
  build: ([x], { period }) => {
    const shorter = Math.ceil(period / 2);
    const once = sma.build([x as Handle], { period: shorter })[0] as Handle;
    return sma.build([once], { period: period + 1 - shorter });
  },
});
