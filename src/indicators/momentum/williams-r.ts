import type { Handle } from "../../kernel/node.js";
import { quotient } from "../arithmetic.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";
import { highest } from "../statistics/highest.js";
import { lowest } from "../statistics/lowest.js";

export const williamsR = composeIndicator({
  name: "williams-r",
  title: "Williams %R",
  source:
    "-100 (highest high(n) - close) / (highest high(n) - lowest low(n)), from -100 to 0, and 0 where the range is (TA-Lib); Williams, How I Made One Million Dollars (1973)",
  inputs: ["high", "low", "close"],
  outputs: ["williamsR"],
  parameters: { period: period(14) },
  warmUp: ({ period }) => period - 1,
  build: ([high, low, close], { period }) => {
    const top = highest.build([high as Handle], { period })[0] as Handle;
    const bottom = lowest.build([low as Handle], { period })[0] as Handle;
    return [quotient(-100, top, close as Handle, top, bottom)];
  },
});
