import type { Handle } from "../../kernel/node.js";
import { compute } from "../arithmetic.js";
import { ema } from "../averages/ema.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";
import { ad } from "./ad.js";

export const adosc = composeIndicator({
  name: "adosc",
  title: "Chaikin oscillator",
  source: "EMA(fast) - EMA(slow) of the accumulation/distribution line, both from its first value on (TA-Lib); Chaikin",
  inputs: ["high", "low", "close", "volume"],
  outputs: ["adosc"],
  parameters: { fast: period(3), slow: period(10) },
  warmUp: ({ fast, slow }) => Math.max(fast, slow) - 1,
  build: (inputs, { fast, slow }) => {
    const line = ad.build(inputs, {});
    const average = (period: number) => ema.build(line, { period, seed: "first" })[0] as Handle;
    return [compute(average(fast), "subtract", average(slow))];
  },
});
