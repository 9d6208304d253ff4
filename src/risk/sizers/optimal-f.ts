import { SIZER_OPTIMAL_F } from "../../../dist/layout.js";
import { float } from "../../contracts/parameters.js";
import { defineSizer } from "./define.js";

export const optimalF = defineSizer({
  name: "optimal-f",
  description:
    "equity x f x share / price, f = (W (R + 1) - 1) / R by Kelly; W and R of the strategy's own closed trades from 20 on, before that 0.51 and 1.1",
  parameters: { share: float(0.5, { min: 1e-6, max: 1, search: [0.1, 1] }, "part of f that is used") },
  needsAtr: false,
  readsInput: false,
  settings: ({ share }) => ({ sizer: SIZER_OPTIMAL_F, sizerFirst: share }),
});
