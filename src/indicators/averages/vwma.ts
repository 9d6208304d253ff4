import type { Handle } from "../../kernel/node.js";
import { compute } from "../arithmetic.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";
import { sma } from "./sma.js";

/** Volumes are weights, so any unit does; in this one even the smallest keep their digits when multiplied with a price. */
const UNIT = 1.2676506002282294e30; // 2^100

export const vwma = composeIndicator({
  name: "vwma",
  title: "Volume-weighted moving average",
  source: "sum(x volume) / sum(volume) over the last n values; none while nothing has been traded in them",
  inputs: ["series", "volume"],
  outputs: ["vwma"],
  panel: "price",
  parameters: { period: period(20) },
  warmUp: ({ period }) => period - 1,
  build: ([x, volume], { period }) => {
    const mean = (values: Handle) => sma.build([values], { period })[0] as Handle;
    const weight = compute(volume as Handle, "multiply", UNIT);
    return [compute(mean(compute(x as Handle, "multiply", weight)), "divide", mean(weight))];
  },
});
