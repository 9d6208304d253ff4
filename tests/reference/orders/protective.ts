import type { ExitReason } from "../../../src/contracts/result.js";
import type { ExitPlace } from "../model.js";
import { isTimeUp } from "../moves.js";
import { against } from "../prices.js";
import { knowsBudget, portionOfProtectiveExit, takeFromBudget } from "./budget.js";
import { barOf, type Desk, noteFills } from "./desk.js";
import { closeAndTidy, exitPrice } from "./fill.js";
import { cancelOpeners } from "./table.js";

/** ORDERS.md, "Protective exits": levels and the time limit. */

export interface ProtectiveExit {
  reason: ExitReason;
  price: number;
  place: ExitPlace;
}

/** How much of what is held a level would close now. */
export function portionOfHeld(desk: Desk): number {
  return portionOfProtectiveExit(desk, Math.abs(desk.account.position?.quantity ?? 0));
}

/** Of a target the level stays for what is left; what any other leaves is queued, unless there is such a queue already. */
export function exitProtectively(desk: Desk, { reason, price, place }: ProtectiveExit): void {
  const { position } = desk.account;
  if (position === null) throw new Error("there is no position to close");
  cancelOpeners(desk);
  const held = Math.abs(position.quantity);
  const portion = portionOfHeld(desk);
  if (portion > 0) {
    if (knowsBudget(desk)) takeFromBudget(desk, portion);
    closeAndTidy(desk, { bar: desk.i, price, reason, place }, portion, null);
    noteFills(desk, 0);
    desk.afterLevelExit = true;
  }
  if (portion < held && reason !== "target" && !hasProtectiveQueue(desk)) {
    desk.queue = { closes: true, opening: null, reason, queuedOn: desk.i };
  }
}

export function hasProtectiveQueue({ queue }: Desk): boolean {
  return queue !== null && queue.reason !== null;
}

/** C: the triple barrier's time limit. */
export function closeWhenTimeIsUp(desk: Desk): void {
  const { rules, account, bars } = desk;
  const bar = barOf(desk);
  if (account.position === null || !isTimeUp(rules, account.position, bars, bar)) return;
  const point = { raw: bar.close, at: "close", limit: null } as const;
  const price = exitPrice(desk, against(account.position.side), point, portionOfHeld(desk));
  exitProtectively(desk, { reason: "time", price, place: { at: "close" } });
}
