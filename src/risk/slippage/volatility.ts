import { SLIPPAGE_VOLATILITY } from "../../../dist/layout.js";
import { float } from "../../contracts/parameters.js";
import { defineSlippage } from "./define.js";

export const volatility = defineSlippage({
  name: "volatility",
  description: "base + factor x ATR / close, of the bar before the fill (of the bar itself for a fill at its close)",
  parameters: {
    baseBps: float(1, { min: 0, max: 5_000, search: [0, 20] }, "in quiet markets, bps of the price"),
    factor: float(0.1, { min: 0, max: 10, search: [0, 0.5] }, "part of an ATR"),
  },
  usesAtr: true,
  settings: ({ baseBps, factor }) => ({
    slippageModel: SLIPPAGE_VOLATILITY,
    slippage: baseBps / 10_000,
    slippageFactor: factor,
  }),
});
