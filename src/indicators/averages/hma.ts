import type { Handle } from "../../kernel/node.js";
import { compute } from "../arithmetic.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";
import { wma } from "./wma.js";

const half = (period: number) => Math.max(1, Math.floor(period / 2));
const root = (period: number) => Math.floor(Math.sqrt(period));

export const hma = composeIndicator({
  name: "hma",
  title: "Hull moving average",
  source: "WMA(2 WMA(n / 2) - WMA(n), sqrt(n)), both windows rounded down, to 1 at the least; Hull 2005",
  inputs: ["series"],
  outputs: ["hma"],
  panel: "price",
  parameters: { period: period(16) },
  warmUp: ({ period }) => period + root(period) - 2,
  build: ([x], { period }) => {
    const short = wma.build([x as Handle], { period: half(period) })[0] as Handle;
    const long = wma.build([x as Handle], { period })[0] as Handle;
    const ahead = compute(compute(short, "multiply", 2), "subtract", long);
    return wma.build([ahead], { period: root(period) });
  },
});
