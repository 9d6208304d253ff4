import { OP_CCI } from "../../../dist/layout.js";
import { type Handle, operate } from "../../kernel/node.js";
import { typicalPrice } from "../arithmetic.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";

export const cci = composeIndicator({
  name: "cci",
  title: "Commodity channel index",
  source:
    "(p - SMA(p)) / (0.015 mean absolute deviation of the last n p from that SMA), p = (high + low + close) / 3; 0 where either is 0 (TA-Lib); Lambert, Commodities (1980)",
  inputs: ["high", "low", "close"],
  outputs: ["cci"],
  parameters: { period: period(20) },
  warmUp: ({ period }) => period - 1,
  build: ([high, low, close], { period }) => {
    const price = typicalPrice(high as Handle, low as Handle, close as Handle);
    return operate({ name: "cci", op: OP_CCI, kind: "series", inputs: [price], n: period });
  },
});
