import type { ExitReason, RejectReason } from "../../../src/contracts/result.js";
import { closePart, type Exit } from "../closing-leg.js";
import type { FeeSide } from "../fees.js";
import type { ExitPlace, ReferenceFill } from "../model.js";
import { type Entry, enter, type Sized, sizeAndPrice } from "../opening-leg.js";
import { marketPrice } from "../prices.js";
import { slippageOfFill } from "../slippage.js";
import { knowsBudget, portionOf, portionOfProtectiveExit, takeFromBudget } from "./budget.js";
import { type Desk, noteFills, type WorkingOrder } from "./desk.js";
import { sizeAndPriceOfRest } from "./later-portion.js";
import { afterPosition, bracketOf, cancelGroup, cancelOpeners, leave } from "./table.js";

/** ORDERS.md, "A fill". */

/** Where and how an order fills. */
export interface Point {
  /** R. */
  raw: number;
  at: "open" | "level" | "close";
  /** What a limit order pays; null = it fills as a market order. */
  limit: FeeSide | null;
}

/** How an order is after it was tried: filled, waiting for volume, or without effect for another reason. */
export type Tried = "filled" | "waits" | "gone";

/** `closed`: what the queue has closed before, at the same point. */
export function fillOrder(desk: Desk, order: WorkingOrder, point: Point, closed: ReferenceFill | null = null): Tried {
  const filledBefore = order.filled;
  const tried = closeAndOpen(desk, order, point, closed);
  noteFills(desk, order.id);
  if (filledBefore === 0 && order.filled > 0) cancelGroup(desk, order);
  if (tried === "waits" && isCancelled(desk, order)) {
    reject(desk, "no-volume");
    leave(desk, order);
    return "gone";
  }
  if (tried !== "waits") leave(desk, order);
  return tried;
}

/** A bracket stays, as a level does. */
function isCancelled({ rules }: Desk, { parent }: WorkingOrder): boolean {
  return rules.config.unfilled === "cancel" && parent === 0;
}

function closeAndOpen(desk: Desk, order: WorkingOrder, point: Point, closedBefore: ReferenceFill | null): Tried {
  const { account, rules } = desk;
  const opens = !order.reduceOnly && !(rules.config.longOnly && order.direction === -1);
  if (order.reduceOnly && Number.isNaN(order.rest)) order.rest = Math.abs(account.position?.quantity ?? 0);
  snapToHeld(desk, order);
  const part = closingPart(desk, order);
  if (!opens && part === 0) return reject(desk, "nothing-to-reduce");
  let closed = closedBefore;
  if (part > 0) {
    const follows = opens && (Number.isNaN(order.rest) || order.rest > part);
    if (order.parent !== 0) cancelOpeners(desk);
    const portion = order.parent === 0 ? portionOf(desk, part) : portionOfProtectiveExit(desk, part);
    if (portion > 0) closed = close(desk, order, point, portion, reasonOf(order, follows));
    if (portion > 0 && order.parent !== 0) desk.afterLevelExit = true;
    if (portion < part) return "waits";
    if (!follows || account.bankruptBar !== null) return "filled";
  }
  return open(desk, order, point, closed);
}

/** A rest within 1e-12 of what is held is what is held. */
function snapToHeld({ account }: Desk, order: WorkingOrder): void {
  const { position } = account;
  if (position === null || position.side === order.direction || order.rest <= 0) return;
  const held = Math.abs(position.quantity);
  if (Math.abs(order.rest - held) <= 1e-12 * held) order.rest = held;
}

function closingPart({ account }: Desk, { direction, rest }: WorkingOrder): number {
  const { position } = account;
  if (position === null || position.side === direction || rest <= 0) return 0;
  const held = Math.abs(position.quantity);
  return Number.isNaN(rest) ? held : Math.min(rest, held);
}

function reasonOf({ type, parent }: WorkingOrder, follows: boolean): ExitReason {
  switch (type) {
    case "market":
      return follows ? "reverse" : "signal";
    case "limit":
      return parent === 0 ? "limit" : "target";
    case "stop":
    case "stop-limit":
      return "stop";
    case "take-profit":
    case "take-profit-limit":
      return "target";
    case "trailing-stop":
      return "trailing-stop";
  }
}

function close(desk: Desk, order: WorkingOrder, point: Point, portion: number, reason: ExitReason): ReferenceFill {
  if (order.parent === 0 || knowsBudget(desk)) takeFromBudget(desk, portion);
  const { raw, at, limit } = point;
  const price = limit ? raw : exitPrice(desk, order.direction, point, portion);
  // a size that is not there yet stays so
  order.rest -= portion;
  order.filled += portion;
  for (const other of bracketOf(desk, { ...order, id: order.parent })) {
    if (other === order) continue;
    other.rest -= portion;
    if (other.rest <= 1e-12 * portion) leave(desk, other);
  }
  const exit: Exit = { bar: desk.i, price, reason, place: placeAt(raw, at), by: limit ?? "taker" };
  return closeAndTidy(desk, exit, portion, order);
}

export function exitPrice({ rules, bars, i }: Desk, direction: 1 | -1, { raw, at }: Point, size: number): number {
  const slippage = slippageOfFill(rules, bars, { bar: i, atClose: at === "close" }, size);
  return marketPrice(rules, raw, direction, rules.config.slipExits ? slippage : 0);
}

export function placeAt(raw: number, at: Point["at"]): ExitPlace {
  if (at === "close") return { at };
  return at === "open" ? { at, price: raw } : { at, level: raw };
}

/** The closing leg, and what goes when nothing is held any more. */
export function closeAndTidy(desk: Desk, exit: Exit, size: number, filling: WorkingOrder | null): ReferenceFill {
  const { rules, account, bars } = desk;
  const fill = closePart(rules, account, bars, exit, size);
  if (account.position === null) afterPosition(desk, filling);
  if (account.bankruptBar !== null) {
    desk.table = [];
    desk.queue = null;
  }
  return fill;
}

function open(desk: Desk, order: WorkingOrder, point: Point, closed: ReferenceFill | null): Tried {
  const { rules, account, bars, i } = desk;
  const { raw, at, limit } = point;
  const entry: Entry = {
    side: order.direction,
    bar: i,
    raw,
    atClose: at === "close",
    inside: at === "level",
    limit,
  };
  const decision = { ...order.decision, size: order.rest };
  const sized: Sized | RejectReason = order.sized
    ? sizeAndPriceOfRest(desk, order, entry)
    : sizeAndPrice(rules, account, bars, decision, entry, desk.budget.left);
  if (typeof sized === "string") return reject(desk, sized);
  order.sized = true;
  order.rest = sized.size;
  const portion = portionOf(desk, sized.size);
  if (portion > 0) {
    takeFromBudget(desk, portion);
    bookEntry(desk, enter(rules, account, order.decision, entry, { ...sized, size: portion }), closed);
    order.rest -= portion;
    order.filled += portion;
    order.openedPosition = account.position?.id ?? 0;
    for (const other of bracketOf(desk, order)) other.rest += portion;
  }
  return portion < sized.size ? "waits" : "filled";
}

/** Closing and opening part at one price are one row. */
function bookEntry({ account }: Desk, opened: ReferenceFill, closed: ReferenceFill | null): void {
  if (closed !== null && closed.price === opened.price && closed.quantity * opened.quantity > 0) {
    closed.quantity += opened.quantity;
    closed.commission += opened.commission;
  } else {
    account.fills.push(opened);
  }
}

export function reject({ account }: Desk, reason: RejectReason): "gone" {
  account.rejected[reason] += 1;
  return "gone";
}
