import { composeIndicator } from "../define.js";
import { period } from "../periods.js";
import { directional } from "./directional.js";

export const adx = composeIndicator({
  name: "adx",
  title: "Average directional index",
  source:
    "Wilder's average of DX, with +DI and -DI = 100 smoothed movement / smoothed true range, 0 where there is no range; sums seeded with n - 1 values, ADX with the mean of n, +DI and -DI from bar n on (TA-Lib); Wilder 1978",
  inputs: ["high", "low", "close"],
  outputs: ["adx", "plusDi", "minusDi"],
  parameters: { period: period(14) },
  warmUp: ({ period }, output) => (output === "adx" ? 2 * period - 1 : period),
  build: (inputs, { period }) => directional(inputs, period).slice(0, 3),
});
