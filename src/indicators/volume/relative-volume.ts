import type { Handle } from "../../kernel/node.js";
import { before, ratio } from "../arithmetic.js";
import { sma } from "../averages/sma.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";

export const relativeVolume = composeIndicator({
  name: "relative-volume",
  title: "Relative volume",
  source: "volume / mean volume of the n bars before, without this bar; NaN where that is 0",
  inputs: ["volume"],
  outputs: ["relativeVolume"],
  parameters: { period: period(20) },
  warmUp: ({ period }) => period,
  build: ([volume], { period }) => [
    ratio(volume as Handle, before(sma.build([volume as Handle], { period })[0] as Handle)),
  ],
});
