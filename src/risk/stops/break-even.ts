import { float } from "../../contracts/parameters.js";
import { defineStop } from "./define.js";

export const breakEven = defineStop({
  name: "break-even",
  description: "once the price has reached anchor x (1 +- trigger), stop at anchor x (1 +- offset)",
  parameters: {
    trigger: float(0.02, { min: 1e-6, max: 10, search: [0.005, 0.1] }, "favourable move that sets the stop, fraction"),
    offset: float(0, { min: -0.5, max: 10, search: [0, 0.01] }, "where the stop is then, fraction beyond the anchor"),
  },
  needsAtr: false,
  settings: ({ trigger, offset }) => ({ breakEvenTrigger: trigger, breakEvenOffset: offset }),
});
