import { halfWay, shifted } from "../arithmetic.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";
import { directional } from "./directional.js";

export const adxr = composeIndicator({
  name: "adxr",
  title: "Average directional index rating",
  source: "(ADX + ADX of n - 1 bars before) / 2 (TA-Lib); Wilder 1978",
  inputs: ["high", "low", "close"],
  outputs: ["adxr"],
  parameters: { period: period(14) },
  warmUp: ({ period }) => 3 * period - 2,
  build: (inputs, { period }) => {
    const [adx] = directional(inputs, period);
    return [halfWay(adx, shifted(adx, period - 1))];
  },
});
