import type { Order, ReferenceFill } from "../model.js";
import { against } from "../prices.js";
import { portionOf, takeFromBudget } from "./budget.js";
import { barOf, type Desk, noteFills, type Queue, type WorkingOrder } from "./desk.js";
import { closeAndTidy, exitPrice, fillOrder, type Point, placeAt, reject } from "./fill.js";

/** ORDERS.md, "Queue": the one order that signals decide. */

export function queueOf(desk: Desk, order: Order): Queue {
  const opening = order.opens === 0 ? null : openingOf(desk, order, order.opens);
  return { closes: order.closes, opening, reason: null, queuedOn: desk.i };
}

function openingOf(desk: Desk, decision: Order, direction: 1 | -1): WorkingOrder {
  return {
    id: 0,
    direction,
    type: "market",
    work: "market",
    placedOn: desk.i,
    decision,
    rest: decision.size,
    filled: 0,
    sized: false,
    limit: Number.NaN,
    trigger: Number.NaN,
    trail: null,
    timeInForce: "gtc",
    postOnly: false,
    reduceOnly: false,
    oco: null,
    parent: 0,
    openedPosition: 0,
    triggerTriedOn: -1,
    limitTriedOn: -1,
  };
}

/** First its closing leg, then its opening leg, both from one raw price. */
export function fillQueue(desk: Desk, at: "open" | "close"): void {
  const { queue, account } = desk;
  if (queue === null) return;
  const point: Point = { raw: barOf(desk)[at], at, limit: null };
  let closed: ReferenceFill | null = null;
  if (queue.closes && account.position !== null) {
    const held = Math.abs(account.position.quantity);
    const portion = portionOf(desk, held);
    if (portion > 0) closed = closeByQueue(desk, queue, point, portion);
    if (portion < held) {
      // what a protective exit has left is not cancelled
      if (queue.reason !== null || desk.rules.config.unfilled === "work") return;
      reject(desk, "no-volume");
      desk.queue = null;
      return;
    }
  }
  queue.closes = false;
  if (account.bankruptBar !== null || queue.opening === null) desk.queue = null;
  else if (fillOrder(desk, queue.opening, point, closed) !== "waits") desk.queue = null;
}

function closeByQueue(desk: Desk, queue: Queue, point: Point, portion: number): ReferenceFill {
  const { position } = desk.account;
  if (position === null) throw new Error("there is no position to close");
  const direction = against(position.side);
  const reverses = queue.opening?.direction === direction;
  takeFromBudget(desk, portion);
  const price = exitPrice(desk, direction, point, portion);
  const reason = queue.reason ?? (reverses ? "reverse" : "signal");
  const fill = closeAndTidy(desk, { bar: desk.i, price, reason, place: placeAt(point.raw, point.at) }, portion, null);
  noteFills(desk, 0);
  return fill;
}
