import { int } from "../contracts/parameters.js";
import { defineStrategy } from "./define.js";

export const donchianStopOrders = defineStrategy({
  name: "donchian-stop-orders",
  title: "Donchian breakout with stop orders",
  description:
    "Rests a buy stop at the channel's high and a sell stop at its low, one of which cancels the other, so that it enters where the price breaks out and not at the next open; the trade ends at a stop at the opposite, shorter channel, moved at every close.",
  source: "Donchian's channel with resting stop orders, as the Turtles traded it: Faith, Way of the Turtle (2007)",
  revision: "1",
  parameters: {
    entry: int(20, { min: 1, max: 5_000, search: [10, 100] }, "channel of the entries, bars"),
    exit: int(10, { min: 1, max: 5_000, search: [5, 50] }, "channel of the exits, bars"),
    atr: int(14, { min: 1, max: 5_000, search: [7, 28] }, "average true range for sizers and stops, bars"),
  },
  check: ({ entry, exit }) => (exit <= entry ? undefined : `exit (${exit}) has to be at most entry (${entry})`),
  prepare(ctx, p) {
    const upper = ctx.highest(ctx.high, p.entry);
    const lower = ctx.lowest(ctx.low, p.entry);
    const columns = { upper, lower, top: ctx.highest(ctx.high, p.exit), bottom: ctx.lowest(ctx.low, p.exit) };
    return { columns, atr: ctx.atr(p.atr), plots: { upper, lower } };
  },
  onBar(turn) {
    const [upper, lower] = [turn.value("upper"), turn.value("lower")];
    const [top, bottom] = [turn.value("top"), turn.value("bottom")];
    turn.cancelAll();
    const side = turn.position?.side;
    if (side === "long") {
      turn.place({ side: "sell", type: "stop", trigger: bottom, reduceOnly: true });
    } else if (side === "short") {
      turn.place({ side: "buy", type: "stop", trigger: top, reduceOnly: true });
    } else if (upper > lower && upper > bottom && lower < top) {
      turn.place({ side: "buy", type: "stop", trigger: upper, stop: bottom, oco: "entry" });
      turn.place({ side: "sell", type: "stop", trigger: lower, stop: top, oco: "entry" });
    }
  },
});
