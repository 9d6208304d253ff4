import { stopOf } from "../levels.js";
import type { Position } from "../model.js";
import type { Desk, WorkingOrder } from "./desk.js";
import { isMetFromAbove, priceOf } from "./meeting.js";
import { isDormant } from "./table.js";

/** ORDERS.md, "Inside the bar": what a price can still meet on this bar. */

export interface Waiting {
  what: "stop" | "target" | WorkingOrder;
  level: number;
  /** A price at or below the level meets it; else one at or above. */
  fromAbove: boolean;
}

/** Of equal prices the one that comes first here is the first: the position's stop, its target, the table's orders. */
export function waitingOn(desk: Desk, absent: readonly WorkingOrder[] = []): Waiting[] {
  const { position } = desk.account;
  const orders = desk.table.filter((order) => isWaiting(desk, order) && !absent.includes(order));
  return [...(position === null ? [] : levelsOf(desk, position)), ...orders.map(ofOrder)];
}

function levelsOf({ rules, i }: Desk, position: Position): Waiting[] {
  const long = position.side === 1;
  const levels: Waiting[] = [];
  if (position.stopTriedOn !== i) {
    levels.push({ what: "stop", level: stopOf({ rules, position }).level, fromAbove: long });
  }
  if (position.targetTriedOn !== i) levels.push({ what: "target", level: position.target, fromAbove: !long });
  return levels;
}

function ofOrder(order: WorkingOrder): Waiting {
  return { what: order, level: priceOf(order), fromAbove: isMetFromAbove(order) };
}

/** It works, is no market order, and has not been tried on this bar as what it is. */
export function isWaiting(desk: Desk, order: WorkingOrder): boolean {
  if (order.work === "market" || isDormant(order)) return false;
  return (order.work === "trigger" ? order.triggerTriedOn : order.limitTriedOn) !== desk.i;
}

export function isMetAt(price: number, { level, fromAbove }: Waiting): boolean {
  return fromAbove ? price <= level : price >= level;
}

/** Whether it would make the position that is held smaller. */
export function isExit({ account }: Desk, { what }: Waiting): boolean {
  if (typeof what === "string") return true;
  return account.position !== null && what.direction !== account.position.side;
}

export function isInside({ low, high }: { low: number; high: number }, { level }: Waiting): boolean {
  return level >= low && level <= high;
}

/** The one nearest a price; of equal ones the first. */
export function nearest<T extends { price: number }>(all: readonly T[], to: number): T | null {
  return all.reduce<T | null>(
    (best, one) => (best === null || Math.abs(one.price - to) < Math.abs(best.price - to) ? one : best),
    null,
  );
}
