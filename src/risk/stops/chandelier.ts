import { float } from "../../contracts/parameters.js";
import { highest } from "../../indicators/highest.js";
import { lowest } from "../../indicators/lowest.js";
import { period } from "../../indicators/periods.js";
import type { Handle } from "../../kernel/node.js";
import { averageTrueRange, compute, high, low } from "../columns.js";
import { defineStop } from "./define.js";

/** Le Beau's exit, as in Elder, Come into My Trading Room (2002). */
export const chandelier = defineStop({
  name: "chandelier",
  description: "highest high of n bars - multiple x ATR(n), shorts lowest low + multiple x ATR(n); it never loosens",
  parameters: {
    period: period(22),
    multiple: float(3, { min: 0.01, max: 1000, search: [1, 5] }, "distance, ATRs"),
  },
  needsAtr: false,
  settings: () => ({}),
  columns: ({ period, multiple }) => {
    const distance = compute(averageTrueRange(period), "multiply", multiple);
    const [top] = highest.build([high], { period });
    const [bottom] = lowest.build([low], { period });
    return {
      kind: "chandelier",
      long: compute(top as Handle, "subtract", distance),
      short: compute(bottom as Handle, "add", distance),
    };
  },
});
