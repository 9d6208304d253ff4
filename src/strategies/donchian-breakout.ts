import { int } from "../contracts/parameters.js";
import { defineStrategy } from "./define.js";

export const donchianBreakout = defineStrategy({
  name: "donchian-breakout",
  title: "Donchian channel breakout",
  description:
    "Long when the close is above the highest high of the bars before, short when it is below the lowest low; ends beyond the opposite, shorter channel.",
  source: "Donchian's channel, as traded by the Turtles: Faith, Way of the Turtle (2007)",
  parameters: {
    entry: int(20, { min: 1, max: 5_000, search: [10, 100] }, "channel of the entries, bars before this one"),
    exit: int(10, { min: 1, max: 5_000, search: [5, 50] }, "channel of the exits, bars before this one"),
    atr: int(14, { min: 1, max: 5_000, search: [7, 28] }, "average true range for sizers and stops, bars"),
  },
  signals(ctx, p) {
    const before = (x: typeof ctx.high) => ctx.shift(x, 1);
    const upper = before(ctx.highest(ctx.high, p.entry));
    const lower = before(ctx.lowest(ctx.low, p.entry));
    return {
      longEntry: ctx.greater(ctx.close, upper),
      longExit: ctx.less(ctx.close, before(ctx.lowest(ctx.low, p.exit))),
      shortEntry: ctx.less(ctx.close, lower),
      shortExit: ctx.greater(ctx.close, before(ctx.highest(ctx.high, p.exit))),
      atr: ctx.atr(p.atr),
      plots: { upper, lower },
    };
  },
});
