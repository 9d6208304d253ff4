import { SIZER_ALL_IN } from "../../../dist/layout.js";
import { float } from "../../contracts/parameters.js";
import { defineSizer } from "./define.js";

export const allIn = defineSizer({
  name: "all-in",
  description: "cash x leverage x fraction / (price with slippage + commission)",
  parameters: { fraction: float(1, { min: 1e-9, max: 1, search: [0.1, 1] }, "part of what the account can buy") },
  needsAtr: false,
  readsInput: false,
  settings: ({ fraction }) => ({ sizer: SIZER_ALL_IN, sizerFirst: fraction }),
});
