import { parabolicSar as indicator } from "../../indicators/trend/parabolic-sar.js";
import type { Handle } from "../../kernel/node.js";
import { high, low } from "../prices.js";
import { defineStop } from "./define.js";

export const parabolicSar = defineStop({
  name: "parabolic-sar",
  description: "Wilder's parabolic SAR of the series while it is on the losing side of the price",
  parameters: indicator.parameters,
  needsAtr: false,
  settings: () => ({}),
  columns: (values) => {
    const [sar] = indicator.build([high, low], values);
    return { kind: "sar", long: sar as Handle, short: sar as Handle };
  },
});
