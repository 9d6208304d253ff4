import { float, int } from "../contracts/parameters.js";
import { defineStrategy } from "./define.js";

export const bollingerMeanReversion = defineStrategy({
  name: "bollinger-mean-reversion",
  title: "Bollinger mean reversion",
  description:
    "Long when the close crosses below the lower band, short when it crosses above the upper band; ends when it crosses the middle band towards the trade's profit.",
  source: "Bollinger, Bollinger on Bollinger Bands (2002)",
  parameters: {
    period: int(20, { min: 2, max: 5_000, search: [10, 60] }, "window of the bands, bars"),
    stdDev: float(1.9, { min: 0.1, max: 10, search: [1, 3.5] }, "half width of the bands, standard deviations"),
    atr: int(14, { min: 1, max: 5_000, search: [7, 28] }, "average true range for sizers and stops, bars"),
  },
  signals(ctx, p) {
    const { upper, middle, lower } = ctx.bollinger(ctx.close, p.period, p.stdDev);
    return {
      longEntry: ctx.crossesBelow(ctx.close, lower),
      longExit: ctx.crossesAbove(ctx.close, middle),
      shortEntry: ctx.crossesAbove(ctx.close, upper),
      shortExit: ctx.crossesBelow(ctx.close, middle),
      atr: ctx.atr(p.atr),
      plots: { upper, middle, lower },
    };
  },
});
