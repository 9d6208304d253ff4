import { SIZER_PAIR_DOLLAR_NEUTRAL } from "../../../dist/layout.js";
import { float } from "../../contracts/parameters.js";
import { defineSizer } from "./define.js";

export const pairDollarNeutral = defineSizer({
  name: "pair-dollar-neutral",
  description:
    "of two legs: slice x fraction / (price of the first + hedge ratio x price of the second) units of the first, hedge ratio times as many of the second; without a hedge ratio equal notionals of slice x fraction / 2",
  parameters: {
    fraction: float(0.9, { min: 1e-9, max: 1000, search: [0.1, 0.9] }, "both notionals as a fraction of the slice"),
  },
  needsAtr: false,
  readsInput: true,
  settings: ({ fraction }) => ({ sizer: SIZER_PAIR_DOLLAR_NEUTRAL, sizerFirst: fraction }),
});
