import { SIZER_FIXED_AMOUNT } from "../../../dist/layout.js";
import { float } from "../../contracts/parameters.js";
import { defineSizer } from "./define.js";

export const fixedAmount = defineSizer({
  name: "fixed-amount",
  description: "always the same number of units; refused where margin does not allow it",
  parameters: { amount: float(1, { min: 1e-12, max: 1e15, search: [0.1, 10] }, "base units") },
  needsAtr: false,
  readsInput: false,
  settings: ({ amount }) => ({ sizer: SIZER_FIXED_AMOUNT, sizerFirst: amount }),
});
