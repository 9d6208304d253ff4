import { OP_MFI } from "../../../dist/layout.js";
import { type Handle, operate } from "../../kernel/node.js";
import { typicalPrice } from "../arithmetic.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";

export const mfi = composeIndicator({
  name: "mfi",
  title: "Money flow index",
  source:
    "100 x sum of p volume where p has risen / sum where it has risen or fallen, over the last n changes of p = (high + low + close) / 3; 0 where nothing flows (TA-Lib: where less than 1 does); Quong and Soudack, Stocks & Commodities 7:3 (1989)",
  inputs: ["high", "low", "close", "volume"],
  outputs: ["mfi"],
  parameters: { period: period(14) },
  warmUp: ({ period }) => period,
  build: ([high, low, close, volume], { period }) => {
    const price = typicalPrice(high as Handle, low as Handle, close as Handle);
    return operate({ name: "mfi", op: OP_MFI, kind: "series", inputs: [price, volume as Handle], n: period });
  },
});
