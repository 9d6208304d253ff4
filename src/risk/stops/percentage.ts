import { float } from "../../contracts/parameters.js";
import { defineStop } from "./define.js";

export const percentage = defineStop({
  name: "percentage",
  description: "stop at anchor x (1 -+ stop), target at anchor x (1 +- target)",
  parameters: {
    stop: float(
      0.02,
      { min: 0, max: 0.99, search: [0.005, 0.1] },
      "distance of the stop, fraction of the anchor; 0 = none",
    ),
    target: float(0.05, { min: 0, max: 100, search: [0.01, 0.3] }, "distance of the target, fraction; 0 = none"),
  },
  needsAtr: false,
  settings: ({ stop, target }) => ({ percentageStop: stop, percentageTarget: target }),
});
