import { float } from "../../contracts/parameters.js";
import { parabolicSar as indicator } from "../../indicators/parabolic-sar.js";
import type { Handle } from "../../kernel/node.js";
import { high, low } from "../columns.js";
import { defineStop } from "./define.js";

export const parabolicSar = defineStop({
  name: "parabolic-sar",
  description: "Wilder's parabolic SAR of the series while it is on the losing side of the price",
  parameters: {
    step: float(0.02, { min: 1e-4, max: 1, search: [0.005, 0.05] }, "acceleration at first, and its step"),
    maximum: float(0.2, { min: 1e-4, max: 1, search: [0.1, 0.4] }, "largest acceleration"),
  },
  needsAtr: false,
  settings: () => ({}),
  columns: (values) => {
    const [sar] = indicator.build([high, low], values);
    return { kind: "sar", long: sar as Handle, short: sar as Handle };
  },
});
