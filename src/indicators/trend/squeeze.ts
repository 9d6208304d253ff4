import { OP_SQUEEZE } from "../../../dist/layout.js";
import { float } from "../../contracts/parameters.js";
import { type Handle, operate } from "../../kernel/node.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";
import { bollinger } from "../volatility/bollinger.js";
import { keltner } from "../volatility/keltner.js";

export const squeeze = composeIndicator({
  name: "squeeze",
  title: "Squeeze",
  source:
    "on: 1 where both Bollinger bands are inside the Keltner channel, else 0; released: 1 on the first bar without; Carter, Mastering the Trade (2005)",
  inputs: ["high", "low", "close"],
  outputs: ["on", "released"],
  parameters: {
    period: period(20),
    width: float(2, { min: 0.01, max: 20, search: [1, 3.5] }, "half width of the Bollinger bands, standard deviations"),
    keltnerPeriod: period(20),
    atrPeriod: period(10),
    multiple: float(1.5, { min: 0.01, max: 20, search: [1, 3] }, "half width of the Keltner channel, ATRs"),
  },
  warmUp: ({ period, keltnerPeriod, atrPeriod }, output) =>
    Math.max(period - 1, keltnerPeriod - 1, atrPeriod) + (output === "released" ? 1 : 0),
  build: (inputs, { period, width, keltnerPeriod, atrPeriod, multiple }) => {
    const [, , close] = inputs as [Handle, Handle, Handle];
    const [upper, , lower] = bollinger.build([close], { period, width }) as [Handle, Handle, Handle];
    const channel = keltner.build(inputs, { period: keltnerPeriod, atrPeriod, multiple });
    const [top, , bottom] = channel as [Handle, Handle, Handle];
    return operate({
      name: "squeeze",
      op: OP_SQUEEZE,
      kind: "series",
      inputs: [upper, lower, top, bottom],
      outputs: 2,
    });
  },
});
