import { composeIndicator } from "../define.js";
import { period } from "../periods.js";
import { directional } from "./directional.js";

export const dx = composeIndicator({
  name: "dx",
  title: "Directional index",
  source: "100 |+DI - -DI| / (+DI + -DI); the value before, 0 at first, where nothing has moved (TA-Lib); Wilder 1978",
  inputs: ["high", "low", "close"],
  outputs: ["dx"],
  parameters: { period: period(14) },
  warmUp: ({ period }) => period,
  build: (inputs, { period }) => [directional(inputs, period)[3]],
});
