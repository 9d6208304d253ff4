import { choice } from "../../contracts/parameters.js";
import type { Handle } from "../../kernel/node.js";
import { quotient, shifted } from "../arithmetic.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";

export const roc = composeIndicator({
  name: "roc",
  title: "Rate of change",
  source:
    "x / x n bars before, less 1: in percent (TA-Lib's ROC) or as a fraction (ROCP), or the ratio itself as it is (ROCR) or times 100 (ROCR100); 0 where x was 0 then",
  inputs: ["series"],
  outputs: ["roc"],
  parameters: {
    period: period(10),
    form: choice(
      "percent",
      ["percent", "fraction", "ratio", "ratio-percent"],
      "change in percent or as a fraction, or the ratio of the two values, as it is or times 100",
    ),
  },
  warmUp: ({ period }) => period,
  build: ([x], { period, form }) => {
    const old = shifted(x as Handle, period);
    if (form === "ratio" || form === "ratio-percent")
      return [quotient(form === "ratio" ? 1 : 100, x as Handle, null, old)];
    return [quotient(form === "fraction" ? 1 : 100, x as Handle, old, old)];
  },
});
