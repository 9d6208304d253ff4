import { SIZER_VOLATILITY_TARGET } from "../../../dist/layout.js";
import { float, int } from "../../contracts/parameters.js";
import { before, compute } from "../../indicators/arithmetic.js";
import { standardDeviation } from "../../indicators/statistics/standard-deviation.js";
import type { Handle } from "../../kernel/node.js";
import { close } from "../prices.js";
import { defineSizer } from "./define.js";

export const volatilityTarget = defineSizer({
  name: "volatility-target",
  description:
    "equity x target / volatility / price, the quotient held to 0.5..2; volatility: sample deviation of bar returns, a year",
  parameters: {
    target: float(0.15, { min: 1e-6, max: 100, search: [0.05, 0.5] }, "annual volatility, fraction"),
    bars: int(60, { min: 2, max: 100_000, search: [20, 240] }, "returns that the volatility is measured on"),
  },
  needsAtr: false,
  readsInput: true,
  settings: ({ target }) => ({ sizer: SIZER_VOLATILITY_TARGET, sizerFirst: target }),
  column: ({ bars }, periodsPerYear) => {
    const returns = compute(compute(close, "divide", before(close)), "subtract", 1);
    const [deviation] = standardDeviation.build([returns], { period: bars });
    // from the population's deviation to the sample's, and from a bar to a year
    return compute(deviation as Handle, "multiply", Math.sqrt((bars / (bars - 1)) * periodsPerYear));
  },
});
