import { float, int } from "../contracts/parameters.js";
import { defineStrategy } from "./define.js";

export const rsiReversal = defineStrategy({
  name: "rsi-reversal",
  title: "RSI reversal",
  description:
    "Long when the RSI crosses up through oversold, short when it crosses down through overbought; both end at 50, where the move is used up.",
  source: "Wilder, New Concepts in Technical Trading Systems (1978)",
  parameters: {
    period: int(14, { min: 2, max: 5_000, search: [5, 30] }, "RSI window, bars"),
    oversold: float(30, { min: 1, max: 50, search: [15, 40] }, "RSI level below which the market is oversold"),
    overbought: float(70, { min: 50, max: 99, search: [60, 85] }, "RSI level above which the market is overbought"),
    atr: int(14, { min: 1, max: 5_000, search: [7, 28] }, "average true range for sizers and stops, bars"),
  },
  check: ({ oversold, overbought }) =>
    oversold < overbought ? undefined : `oversold (${oversold}) has to be below overbought (${overbought})`,
  signals(ctx, p) {
    const rsi = ctx.rsi(ctx.close, p.period);
    return {
      longEntry: ctx.crossesAbove(rsi, p.oversold),
      longExit: ctx.crossesAbove(rsi, 50),
      shortEntry: ctx.crossesBelow(rsi, p.overbought),
      shortExit: ctx.crossesBelow(rsi, 50),
      atr: ctx.atr(p.atr),
      oscillators: { rsi, oversold: p.oversold, overbought: p.overbought },
    };
  },
});
