import { SLIPPAGE_VOLUME_LINEAR, SLIPPAGE_VOLUME_ROOT } from "../../../dist/layout.js";
import { choice, float } from "../../contracts/parameters.js";
import { defineSlippage } from "./define.js";

export const volume = defineSlippage({
  name: "volume",
  description: "factor x share, or factor x sqrt(share); share: the fill's part of its bar's volume, at most 1",
  parameters: {
    factor: float(0.02, { min: 0, max: 1, search: [0, 0.1] }, "slippage at a share of 1, fraction of the price"),
    impact: choice("linear", ["linear", "square-root"], "how slippage grows with the share of the volume"),
  },
  usesAtr: false,
  settings: ({ factor, impact }) => ({
    slippageModel: impact === "linear" ? SLIPPAGE_VOLUME_LINEAR : SLIPPAGE_VOLUME_ROOT,
    slippageFactor: factor,
  }),
});
