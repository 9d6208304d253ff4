import { SIZER_ML_CONFIDENCE } from "../../../dist/layout.js";
import { float } from "../../contracts/parameters.js";
import { defineSizer } from "./define.js";

export const mlConfidence = defineSizer({
  name: "ml-confidence",
  description:
    "equity x fraction x (least + (most - least) x confidence) / price; confidence of the decision bar, held to 0..1",
  parameters: {
    fraction: float(0.05, { min: 1e-9, max: 1000, search: [0.01, 0.5] }, "notional as a fraction of equity"),
    least: float(0.5, { min: 0, max: 100, search: [0, 1] }, "factor at confidence 0"),
    most: float(1.5, { min: 0, max: 100, search: [1, 3] }, "factor at confidence 1"),
  },
  needsAtr: false,
  readsInput: true,
  settings: ({ fraction, least, most }) => ({
    sizer: SIZER_ML_CONFIDENCE,
    sizerFirst: fraction,
    sizerSecond: least,
    sizerThird: most,
  }),
});
