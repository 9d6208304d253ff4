import { OP_INSTANTANEOUS_TRENDLINE } from "../../../dist/layout.js";
import { choice, float } from "../../contracts/parameters.js";
import { type Handle, operate } from "../../kernel/node.js";
import { halfWay } from "../arithmetic.js";
import { composeIndicator } from "../define.js";

export const instantaneousTrendline = composeIndicator({
  name: "instantaneous-trendline",
  title: "Instantaneous trendline",
  source:
    "it = (a - a^2/4) p + a^2/2 p[1] - (a - 3a^2/4) p[2] + 2 (1 - a) it[1] - (1 - a)^2 it[2], the simple form (p + 2 p[1] + p[2]) / 4 before the seventh bar; trigger = 2 it - it[2]; Ehlers, Cybernetic Analysis for Stocks and Futures (2004)",
  inputs: ["high", "low", "series"],
  outputs: ["trendline", "trigger", "simple"],
  panel: "price",
  parameters: {
    alpha: float(0.07, { min: 0.001, max: 1, search: [0.02, 0.3] }, "weight of the newest price"),
    price: choice("median", ["median", "series"], "(high + low) / 2 as published, or the series"),
  },
  warmUp: (_, output) => (output === "trigger" ? 4 : 2),
  build: ([high, low, series], { alpha, price }) =>
    operate({
      name: "instantaneous-trendline",
      op: OP_INSTANTANEOUS_TRENDLINE,
      kind: "series",
      inputs: [price === "series" ? (series as Handle) : halfWay(high as Handle, low as Handle)],
      outputs: 3,
      // it reads two bars back
      n: 1,
      p: alpha,
    }),
});
