import type { Handle } from "../../kernel/node.js";
import { quotient } from "../arithmetic.js";
import { composeIndicator } from "../define.js";

export const balanceOfPower = composeIndicator({
  name: "balance-of-power",
  title: "Balance of power",
  source:
    "(close - open) / (high - low), from -1 to 1, and 0 where the range is (TA-Lib); Livshin, Stocks & Commodities 19:8 (2001)",
  inputs: ["open", "high", "low", "close"],
  outputs: ["balanceOfPower"],
  parameters: {},
  warmUp: () => 0,
  build: ([open, high, low, close]) => [quotient(1, close as Handle, open as Handle, high as Handle, low as Handle)],
});
