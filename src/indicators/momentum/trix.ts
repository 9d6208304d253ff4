import { OP_TRIPLE_EMA } from "../../../dist/layout.js";
import { type Handle, operate } from "../../kernel/node.js";
import { before, quotient } from "../arithmetic.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";

export const trix = composeIndicator({
  name: "trix",
  title: "TRIX",
  source:
    "change of EMA(EMA(EMA(n))) from the bar before, percent, each seeded with the mean of its first n values (TA-Lib); Hutson, Stocks & Commodities 1:5 (1983)",
  inputs: ["series"],
  outputs: ["trix"],
  parameters: { period: period(15) },
  warmUp: ({ period }) => 3 * (period - 1) + 1,
  build: ([x], { period }) => {
    const inputs = [x as Handle];
    const smooth = operate({ name: "triple-ema", op: OP_TRIPLE_EMA, kind: "series", inputs, n: period })[0] as Handle;
    const last = before(smooth);
    return [quotient(100, smooth, last, last)];
  },
});
