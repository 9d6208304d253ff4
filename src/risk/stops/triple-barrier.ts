import { float } from "../../contracts/parameters.js";
import { defineStop } from "./define.js";

const DAY_MS = 86_400_000;

/** Lopez de Prado, Advances in Financial Machine Learning (2018), 3.4. */
export const tripleBarrier = defineStop({
  name: "triple-barrier",
  description:
    "target and stop in units of the ATR at entry (1 % of the anchor without one), and a time limit: out at that bar's close",
  parameters: {
    target: float(2, { min: 0, max: 1000, search: [0.5, 5] }, "distance of the target, ATRs; 0 = none"),
    stop: float(1, { min: 0, max: 1000, search: [0.5, 5] }, "distance of the stop, ATRs; 0 = none"),
    days: float(10, { min: 0, max: 36_500, search: [1, 30] }, "longest time held, days; 0 = none"),
  },
  needsAtr: false,
  usesAtr: true,
  settings: ({ target, stop, days }) => ({ barrierTarget: target, barrierStop: stop, timeLimit: days * DAY_MS }),
});
