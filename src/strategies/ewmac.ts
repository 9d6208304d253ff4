import { choice, int } from "../contracts/parameters.js";
import { defineStrategy } from "./define.js";

export const ewmac = defineStrategy({
  name: "ewmac",
  title: "Exponential moving-average crossover",
  description:
    "Long when the fast average crosses above the slow one, short when it crosses below; either closes the other side, so it is always in the market.",
  source: "Carver, Systematic Trading (2015), as a crossing rule",
  parameters: {
    fast: int(12, { min: 1, max: 5_000, search: [5, 54] }, "fast average, bars"),
    slow: int(26, { min: 2, max: 10_000, search: [20, 200] }, "slow average, bars"),
    atr: int(14, { min: 1, max: 5_000, search: [7, 28] }, "average true range for sizers and stops, bars"),
    seed: choice(
      "sma",
      ["sma", "first"],
      "start of the averages: mean of the first values (TA-Lib), or the first value",
    ),
  },
  check: ({ fast, slow }) => (fast < slow ? undefined : `fast (${fast}) has to be below slow (${slow})`),
  signals(ctx, p) {
    const fast = ctx.ema(ctx.close, p.fast, p.seed);
    const slow = ctx.ema(ctx.close, p.slow, p.seed);
    const up = ctx.crossesAbove(fast, slow);
    const down = ctx.crossesBelow(fast, slow);
    return {
      longEntry: up,
      longExit: down,
      shortEntry: down,
      shortExit: up,
      atr: ctx.atr(p.atr),
      plots: { fast, slow },
    };
  },
});
