import type { Handle } from "../../kernel/node.js";
import { compute, halfWay } from "../arithmetic.js";
import { sma } from "../averages/sma.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";

export const awesomeOscillator = composeIndicator({
  name: "awesome-oscillator",
  title: "Awesome oscillator",
  source: "SMA(fast) - SMA(slow) of (high + low) / 2; Williams, New Trading Dimensions (1998)",
  inputs: ["high", "low"],
  outputs: ["awesomeOscillator"],
  parameters: { fast: period(5), slow: period(34) },
  warmUp: ({ fast, slow }) => Math.max(fast, slow) - 1,
  build: ([high, low], { fast, slow }) => {
    const price = halfWay(high as Handle, low as Handle);
    const mean = (period: number) => sma.build([price], { period })[0] as Handle;
    return [compute(mean(fast), "subtract", mean(slow))];
  },
});
