import { OP_BAND_PERCENT } from "../../../dist/layout.js";
import { type Handle, operate } from "../../kernel/node.js";
import { composeIndicator } from "../define.js";
import { standardDeviation } from "../statistics/standard-deviation.js";
import { bollinger } from "./bollinger.js";

export const bollingerPercent = composeIndicator({
  name: "bollinger-percent",
  title: "Bollinger %b",
  source:
    "(x - lower) / (upper - lower) of the Bollinger bands, 0 on the lower and 1 on the upper one, NaN where the window is flat; Bollinger, Bollinger on Bollinger Bands (2002)",
  inputs: ["series"],
  outputs: ["percent"],
  parameters: bollinger.parameters,
  warmUp: ({ period }) => period - 1,
  build: ([x], { period, width }) => {
    const [, middle] = bollinger.build([x as Handle], { period, width }) as [Handle, Handle, Handle];
    const deviation = standardDeviation.build([x as Handle], { period })[0] as Handle;
    return operate({
      name: "bollinger-percent",
      op: OP_BAND_PERCENT,
      kind: "series",
      inputs: [x as Handle, middle, deviation],
      n: period,
      p: width,
    });
  },
});
