import { OP_CHANDELIER_RATCHET } from "../../../dist/layout.js";
import { float } from "../../contracts/parameters.js";
import { type Handle, operate } from "../../kernel/node.js";
import { compute } from "../arithmetic.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";
import { highest } from "../statistics/highest.js";
import { lowest } from "../statistics/lowest.js";
import { atr } from "../volatility/atr.js";

export const chandelierExit = composeIndicator({
  name: "chandelier-exit",
  title: "Chandelier exit",
  source:
    "highest high(n) - k ATR(n) for longs, lowest low(n) + k ATR(n) for shorts; Le Beau, in Elder, Come into My Trading Room (2002). Ratcheted as on TradingView: the long one does not fall while the close before is above it, the short one does not rise while it is below; direction 1 from a close above the short one before on, -1 from one below the long one before, 1 at first",
  inputs: ["high", "low", "close"],
  outputs: ["long", "short", "longRatchet", "shortRatchet", "direction"],
  panel: "price",
  unpriced: ["direction"],
  parameters: {
    period: period(22),
    multiple: float(3, { min: 0.01, max: 1000, search: [1, 5] }, "distance, ATRs"),
  },
  warmUp: ({ period }) => period,
  build: ([high, low, close], { period, multiple }) => {
    const range = atr.build([high as Handle, low as Handle, close as Handle], { period })[0] as Handle;
    const distance = compute(range, "multiply", multiple);
    const top = highest.build([high as Handle], { period })[0] as Handle;
    const bottom = lowest.build([low as Handle], { period })[0] as Handle;
    const long = compute(top, "subtract", distance);
    const short = compute(bottom, "add", distance);
    const ratchet = operate({
      name: "chandelier-ratchet",
      op: OP_CHANDELIER_RATCHET,
      kind: "series",
      inputs: [long, short, close as Handle],
      outputs: 3,
    });
    return [long, short, ...ratchet];
  },
});
