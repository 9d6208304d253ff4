import { float } from "../../contracts/parameters.js";
import { defineStop } from "./define.js";

export const trailingPercent = defineStop({
  name: "trailing-percent",
  description: "stop at best price since the entry x (1 -+ percent); bar i is tested with the best price up to bar i-1",
  parameters: {
    percent: float(0.04, { min: 1e-6, max: 0.99, search: [0.01, 0.15] }, "distance from the best price, fraction"),
  },
  needsAtr: false,
  settings: ({ percent }) => ({ trailingPercent: percent }),
});
