import { OP_PARABOLIC_SAR } from "../../../dist/layout.js";
import { float } from "../../contracts/parameters.js";
import { defineIndicator } from "../define.js";

export const parabolicSar = defineIndicator({
  name: "parabolic-sar",
  title: "Parabolic SAR",
  source: "Wilder, New Concepts in Technical Trading Systems (1978); first direction from the movement of bar 1",
  inputs: ["high", "low"],
  outputs: ["value"],
  panel: "price",
  parameters: {
    step: float(0.02, { min: 1e-4, max: 1, search: [0.005, 0.05] }, "acceleration at first, and its step"),
    maximum: float(0.2, { min: 1e-4, max: 1, search: [0.1, 0.4] }, "largest acceleration"),
  },
  warmUp: () => 1,
  operation: ({ step, maximum }) => ({ op: OP_PARABOLIC_SAR, p: step, q: maximum }),
});
