import type { Desk, WorkingOrder } from "./desk.js";

/** ORDERS.md: how orders leave the table. */

const DAY_MS = 86_400_000;

/** It goes, and with it those of its bracket for which nothing has been filled. */
export function leave(desk: Desk, order: WorkingOrder): void {
  const dormant = bracketOf(desk, order).filter(isDormant);
  desk.table = desk.table.filter((other) => other !== order && !dormant.includes(other));
}

export function works(desk: Desk, order: WorkingOrder): boolean {
  return desk.table.includes(order);
}

/** An order of a bracket for which nothing has been filled. */
export function isDormant(order: WorkingOrder): boolean {
  return order.parent !== 0 && order.rest === 0;
}

export function bracketOf(desk: Desk, order: WorkingOrder): WorkingOrder[] {
  return order.id === 0 ? [] : desk.table.filter(({ parent }) => parent === order.id);
}

export function expire(desk: Desk): void {
  for (const order of [...desk.table]) if (isOver(desk, order)) leave(desk, order);
}

function isOver({ bars, i }: Desk, { timeInForce, placedOn }: WorkingOrder): boolean {
  if (timeInForce === "gtc") return false;
  if (timeInForce === "day") return dayOf(bars[i]) !== dayOf(bars[placedOn + 1]);
  return i > placedOn + timeInForce.bars;
}

function dayOf(bar: { timestamp: number } | undefined): number {
  return Math.floor((bar?.timestamp ?? Number.NaN) / DAY_MS);
}

/** The first fill of one of a group. */
export function cancelGroup(desk: Desk, filled: WorkingOrder): void {
  if (filled.oco === null) return;
  for (const other of [...desk.table]) {
    if (other !== filled && other.oco === filled.oco) leave(desk, other);
  }
}

/** A protective exit cancels what is left of every order that has opened a part of this position. */
export function cancelOpeners(desk: Desk): void {
  const position = desk.account.position?.id;
  if (position === undefined) return;
  for (const order of [...desk.table]) if (order.openedPosition === position) leave(desk, order);
  if (desk.queue?.opening?.openedPosition === position) desk.queue = null;
}

/** A position has ended: what could only reduce it goes. `filling`: the order that ended it. */
export function afterPosition(desk: Desk, filling: WorkingOrder | null): void {
  const ids = new Set(desk.table.map(({ id }) => id));
  desk.table = desk.table.filter((order) => !order.reduceOnly || order === filling || ids.has(order.parent));
  // the bracket of an order that still works is empty again
  for (const order of desk.table) if (order.parent !== 0 && order !== filling) order.rest = 0;
  if (desk.queue === null) return;
  desk.queue.closes = false;
  if (desk.queue.opening === null) desk.queue = null;
}
