import { OP_MINIMUM, OP_ULTIMATE_OSCILLATOR } from "../../../dist/layout.js";
import { type Handle, operate } from "../../kernel/node.js";
import { before, compute } from "../arithmetic.js";
import { composeIndicator } from "../define.js";
import { period } from "../periods.js";
import { trueRange } from "../volatility/true-range.js";

/** Close above the true low, which the close before may be. */
function buyingPressure(low: Handle, close: Handle): Handle {
  const inputs = [low, before(close)];
  const trueLow = operate({ name: "minimum", op: OP_MINIMUM, kind: "series", inputs })[0] as Handle;
  return compute(close, "subtract", trueLow);
}

export const ultimateOscillator = composeIndicator({
  name: "ultimate-oscillator",
  title: "Ultimate oscillator",
  source:
    "100 (4 a + 2 b + c) / 7, each sum(close - true low) / sum(true range) over its window, 0 where that range is (TA-Lib); Williams, Stocks & Commodities 3:4 (1985)",
  inputs: ["high", "low", "close"],
  outputs: ["ultimateOscillator"],
  parameters: { shortPeriod: period(7), mediumPeriod: period(14), longPeriod: period(28) },
  warmUp: ({ shortPeriod, mediumPeriod, longPeriod }) => Math.max(shortPeriod, mediumPeriod, longPeriod),
  build: ([high, low, close], { shortPeriod, mediumPeriod, longPeriod }) => {
    const range = trueRange.build([high as Handle, low as Handle, close as Handle], {})[0] as Handle;
    return operate({
      name: "ultimate-oscillator",
      op: OP_ULTIMATE_OSCILLATOR,
      kind: "series",
      inputs: [buyingPressure(low as Handle, close as Handle), range],
      n: Math.max(shortPeriod, mediumPeriod, longPeriod),
      mode: shortPeriod,
      p: mediumPeriod,
      q: longPeriod,
    });
  },
});
