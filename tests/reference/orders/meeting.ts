import type { Bar } from "../model.js";
import type { Trail, WorkingOrder } from "./desk.js";

/** ORDERS.md: which prices meet an order. */

/** Price of what it is now; NaN of a market order. */
export function priceOf(order: WorkingOrder): number {
  if (order.work === "limit") return order.limit;
  if (order.work === "market") return Number.NaN;
  return order.trail === null ? order.trigger : trailingTrigger(order.trail, order.direction);
}

export function trailingTrigger({ best, percent, distance }: Trail, direction: 1 | -1): number {
  if (percent > 0) return best * (1 + direction * percent);
  return best + direction * distance;
}

/** The market comes down to it: a price at or below that of the order meets it. The others are met by one at or above. */
export function isMetFromAbove({ work, type, direction }: WorkingOrder): boolean {
  if (work === "limit") return direction === 1;
  return type === "take-profit" || type === "take-profit-limit" ? direction === 1 : direction === -1;
}

export function meets(price: number, order: WorkingOrder): boolean {
  return isMetFromAbove(order) ? price <= priceOf(order) : price >= priceOf(order);
}

/** The trigger of a trailing stop that has not been met takes in prices. */
export function see(order: WorkingOrder, ...prices: readonly number[]): void {
  const { trail } = order;
  if (trail === null || order.work !== "trigger") return;
  trail.best = order.direction === -1 ? Math.max(trail.best, ...prices) : Math.min(trail.best, ...prices);
}

/**
 * Met by the open, the low or the high of a bar. `moves`: the trigger of a trailing stop moves inside the bar, and counts as far as the bar
 * can have moved it.
 */
export function isMetBy({ low, high }: Bar, order: WorkingOrder, moves: boolean): boolean {
  const moved = { ...order, trail: order.trail && { ...order.trail } };
  if (moves) see(moved, low, high);
  return meets(isMetFromAbove(order) ? low : high, moved);
}
