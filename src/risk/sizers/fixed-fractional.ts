import { SIZER_FIXED_FRACTIONAL } from "../../../dist/layout.js";
import { float } from "../../contracts/parameters.js";
import { defineSizer } from "./define.js";

export const fixedFractional = defineSizer({
  name: "fixed-fractional",
  description: "equity x fraction / price",
  parameters: {
    fraction: float(0.1, { min: 1e-9, max: 1000, search: [0.02, 1] }, "notional as a fraction of equity"),
  },
  needsAtr: false,
  readsInput: false,
  settings: ({ fraction }) => ({ sizer: SIZER_FIXED_FRACTIONAL, sizerFirst: fraction }),
});
