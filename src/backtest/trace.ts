import type { WorkingOrder } from "../contracts/orders.js";
import type { Simulation } from "../kernel/simulation.js";

/** What the simulation had in mind, bar by bar; to be looked at, no part of a result. Every column (nBars). */
export interface Trace {
  /** Nearest level, or stop order, on the losing side for the trade held at the bar's end, quote currency; NaN = flat, or none. */
  readonly stop: Float64Array;
  /** Its target, or nearest order on the winning side; NaN = flat, or none. */
  readonly target: Float64Array;
  /** 1 where the intrabar rule decided what came first. */
  readonly ambiguous: Uint8Array;
}

/** Takes a simulation that has not begun to its end, one bar at a time, and notes what it has in mind; `orders`: what works at a close. */
export function traceOf(simulation: Simulation, bars: number, orders: () => readonly WorkingOrder[]): Trace {
  const stop = new Float64Array(bars).fill(Number.NaN);
  const target = new Float64Array(bars).fill(Number.NaN);
  const ambiguous = new Uint8Array(bars);
  let counted = 0;
  for (let i = 0; i < bars; i++) {
    simulation.advance(1);
    const quantity = simulation.peek("quantity");
    if (quantity !== 0) {
      const [below, above] = nearestOrders(orders(), quantity);
      const low = Math.max(simulation.peek("levelLow"), below);
      const high = Math.min(simulation.peek("levelHigh"), above);
      stop[i] = finite(quantity > 0 ? low : high);
      target[i] = finite(quantity > 0 ? high : low);
    }
    const count = simulation.peek("ambiguous");
    if (count > counted) ambiguous[i] = 1;
    counted = count;
  }
  return { stop, target, ambiguous };
}

/** The nearest orders against a position that wait below and above the price; infinitely far away where there are none. */
function nearestOrders(orders: readonly WorkingOrder[], quantity: number): [below: number, above: number] {
  const against = quantity > 0 ? "sell" : "buy";
  let [below, above] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const { side, type, trigger, limit, rest } of orders) {
    if (side !== against || rest === 0 || type === "market") continue;
    const stops = type === "stop" || type === "stop-limit" || type === "trailing-stop";
    const price = type === "limit" ? limit : trigger;
    if (stops === quantity > 0) below = Math.max(below, price);
    else above = Math.min(above, price);
  }
  return [below, above];
}

function finite(level: number): number {
  return Number.isFinite(level) ? level : Number.NaN;
}
