import { SLIPPAGE_FIXED } from "../../../dist/layout.js";
import { defineSlippage } from "./define.js";

export const fixed = defineSlippage({
  name: "fixed",
  description: "the slippage in bps, of the price",
  parameters: {},
  usesAtr: false,
  settings: () => ({ slippageModel: SLIPPAGE_FIXED }),
});
