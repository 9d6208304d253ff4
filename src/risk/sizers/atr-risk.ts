import { SIZER_ATR_RISK } from "../../../dist/layout.js";
import { float } from "../../contracts/parameters.js";
import { defineSizer } from "./define.js";

export const atrRisk = defineSizer({
  name: "atr-risk",
  description: "equity x risk / (multiple x ATR): a move of `multiple` ATRs against the trade costs `risk` of equity",
  parameters: {
    risk: float(0.01, { min: 1e-9, max: 1, search: [0.002, 0.05] }, "part of equity at risk per trade"),
    multiple: float(2, { min: 0.01, max: 1000, search: [1, 5] }, "distance of the risk, ATRs"),
  },
  needsAtr: true,
  readsInput: false,
  settings: ({ risk, multiple }) => ({ sizer: SIZER_ATR_RISK, sizerFirst: risk, sizerSecond: multiple }),
});
