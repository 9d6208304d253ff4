import { int } from "../contracts/parameters.js";
import { defineStrategy } from "./define.js";

export const smaCross = defineStrategy({
  name: "sma-cross",
  title: "Simple moving-average crossover",
  description:
    "Long when the fast simple average crosses above the slow one, short when it crosses below; either closes the other side.",
  source: "the classic dual moving-average rule; Brock, Lakonishok and LeBaron, Journal of Finance 47 (1992)",
  parameters: {
    fast: int(10, { min: 1, max: 5_000, search: [5, 50] }, "fast average, bars"),
    slow: int(30, { min: 2, max: 10_000, search: [20, 200] }, "slow average, bars"),
    atr: int(14, { min: 1, max: 5_000, search: [7, 28] }, "average true range for sizers and stops, bars"),
  },
  check: ({ fast, slow }) => (fast < slow ? undefined : `fast (${fast}) has to be below slow (${slow})`),
  signals(ctx, p) {
    const fast = ctx.sma(ctx.close, p.fast);
    const slow = ctx.sma(ctx.close, p.slow);
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
