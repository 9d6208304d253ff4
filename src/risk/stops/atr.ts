import { float } from "../../contracts/parameters.js";
import { defineStop } from "./define.js";

export const atrStop = defineStop({
  name: "atr",
  description: "stop at anchor -+ multiple x ATR of the decision bar",
  parameters: { multiple: float(2, { min: 0.01, max: 1000, search: [1, 5] }, "distance of the stop, ATRs") },
  needsAtr: true,
  settings: ({ multiple }) => ({ atrMultiple: multiple }),
});
