import type { AnyStrategy } from "../../src/index.js";

/**
 * A strategy that places and cancels orders of every kind by a random stream of its own, near the price and far from it. As text, so that
 * every host runs, and hashes, the same.
 */
export const BUSY_SOURCE = `({
  name: "busy",
  title: "Busy",
  description: "Orders of every kind by a seeded random stream",
  source: "tests",
  parameters: {},
  prepare: (ctx) => ({
    columns: { range: ctx.atr(14), day: ctx.higher("1d", (day) => day.sma(day.close, 3)) },
    atr: ctx.atr(14),
    plots: { day: ctx.higher("1d", (day) => day.sma(day.close, 3)) },
  }),
  begin: () => ({ random: 12345, placed: [], seen: 0 }),
  onBar(turn, values, state) {
    const below = (n) => {
      state.random = (Math.imul(state.random, 1664525) + 1013904223) >>> 0;
      return Math.floor((state.random / 4294967296) * n);
    };
    state.seen += turn.fills.length;
    const range = turn.value("range");
    if (!(range > 0)) return;
    const near = (sign) => turn.close + sign * range * (0.1 + 0.25 * below(6));
    if (turn.orders.length > 12) for (const order of turn.orders.slice(0, 6)) turn.cancel(order.id);
    if (below(60) === 0) turn.cancelAll();
    if (below(25) === 0) turn.enter(turn.value("day") < turn.close ? "long" : "short", { stop: NaN, target: NaN });
    if (below(25) === 0) turn.exit();
    if (below(3) > 0) return;
    const side = below(2) === 0 ? "buy" : "sell";
    const d = side === "buy" ? 1 : -1;
    const order = { side };
    const type = ["market", "limit", "stop", "stop-limit", "take-profit", "take-profit-limit", "trailing-stop"][below(7)];
    order.type = type;
    if (below(4) > 0) order.size = (1 + below(5)) * 0.02;
    if (type === "limit") order.limit = near(-d);
    if (type === "stop" || type === "stop-limit") order.trigger = near(d);
    if (type === "stop-limit") order.limit = order.trigger + d * range * 0.2 * (below(3) - 1);
    if (type === "take-profit" || type === "take-profit-limit") order.trigger = near(-d);
    if (type === "take-profit-limit") order.limit = order.trigger - d * range * 0.2 * (below(3) - 1);
    if (type === "trailing-stop") {
      if (below(2) === 0) order.trailPercent = 0.01 + 0.01 * below(3);
      else order.trailAtr = 1 + below(3);
    }
    if (type === "limit" && below(3) === 0) order.postOnly = true;
    if (below(5) === 0) order.timeInForce = below(2) === 0 ? "day" : { bars: 1 + below(8) };
    if (below(4) === 0) order.oco = "group " + below(3);
    if (below(4) === 0) order.reduceOnly = true;
    else if (below(2) === 0) {
      const entry = order.limit ?? order.trigger ?? turn.close;
      if (below(4) > 0) order.stop = entry - d * range * (0.5 + 0.5 * below(3));
      if (below(4) > 0) order.target = entry + d * range * (0.5 + 0.5 * below(4));
    }
    state.placed.push(turn.place(order));
    if (state.placed.length > 5 && below(6) === 0) turn.cancel(state.placed[state.placed.length - 1 - below(5)]);
  },
})`;

export function busy(): AnyStrategy {
  return new Function(`return ${BUSY_SOURCE}`)() as AnyStrategy;
}
