import { isValid, toLot } from "../prices.js";
import { barOf, type Desk } from "./desk.js";

/** ORDERS.md, "Budget" and "Portion". Base units. */

export function budgetOfBar(desk: Desk): number {
  const { maxParticipation } = desk.rules.config;
  if (maxParticipation === 0) return Number.POSITIVE_INFINITY;
  const { volume } = barOf(desk);
  return isValid(volume) ? maxParticipation * volume : 0;
}

/** What the budget allows of a part. */
export function portionOf(desk: Desk, part: number): number {
  if (part <= desk.budget.left * (1 + 1e-12)) return part;
  const portion = toLot(desk.rules, desk.budget.left);
  return isValid(portion) ? portion : 0;
}

export function takeFromBudget(desk: Desk, portion: number): void {
  desk.budget.left -= portion;
}

/** Of a protective exit: all of it, unless `by-volume`. */
export function portionOfProtectiveExit(desk: Desk, part: number): number {
  return knowsBudget(desk) ? portionOf(desk, part) : part;
}

/** Whether protective exits keep to the budget. */
export function knowsBudget({ rules }: Desk): boolean {
  return rules.config.protectiveExits === "by-volume";
}
