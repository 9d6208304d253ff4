import type { Handle } from "../../kernel/node.js";
import { compute } from "../arithmetic.js";
import { composeIndicator } from "../define.js";
import { bollinger } from "./bollinger.js";

export const bollingerWidth = composeIndicator({
  name: "bollinger-width",
  title: "Bollinger band width",
  source: "(upper - lower) / middle of the Bollinger bands; Bollinger, Bollinger on Bollinger Bands (2002)",
  inputs: ["series"],
  outputs: ["width"],
  parameters: bollinger.parameters,
  warmUp: ({ period }) => period - 1,
  build: ([x], values) => {
    const [upper, middle, lower] = bollinger.build([x as Handle], values) as [Handle, Handle, Handle];
    return [compute(compute(upper, "subtract", lower), "divide", middle)];
  },
});
