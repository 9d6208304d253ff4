import { type Entry, enter } from "../opening-leg.js";
import { portionOf, takeFromBudget } from "../orders/budget.js";
import { barOf, type Desk, noteFills } from "../orders/desk.js";
import { closeAndTidy, exitPrice, type Point, placeAt } from "../orders/fill.js";
import { fillQueue } from "../orders/queue.js";
import type { AnyRejectReason } from "../reasons.js";
import { book } from "./book.js";
import { copyOf } from "./copy.js";
import { refusalOf } from "./limits.js";
import type { At, PhaseOrder } from "./phase.js";
import { reducesPosition, sizeOfAddition, sizeOfReduction } from "./rebalancing.js";
import { memberAt, type Portfolio } from "./state.js";

/** A phase that has one order: SEMANTICS.md and ORDERS.md as they are. */
export function fillAlone(portfolio: Portfolio, { what, k }: PhaseOrder, at: At): void {
  const { desk, rebalancing } = memberAt(portfolio, k);
  if (what === "queue") {
    const refusal = refusalByLimits(portfolio, k, at);
    if (refusal !== null && desk.queue !== null) {
      desk.account.rejected[refusal] += 1;
      desk.queue.opening = null;
    }
    fillQueue(desk, at);
  } else if (rebalancing !== null && reducesPosition(desk, rebalancing)) {
    reduce(desk, sizeOfReduction(desk, rebalancing));
  } else if (rebalancing !== null) {
    const sized = sizeOfAddition(desk, rebalancing);
    if (sized !== null) add(desk, rebalancing.direction, sized);
  }
  noteFills(desk, 0);
  book(portfolio, k);
}

/** Looked at where the opening part has been, and steps 1 to 4 have not refused it. */
function refusalByLimits(portfolio: Portfolio, k: number, at: At): AnyRejectReason | null {
  const trial = copyOf(portfolio, false);
  const { desk, sleeve } = memberAt(trial, k);
  const { queue, account } = desk;
  if (queue === null || queue.opening === null) return null;
  const held = Math.abs(account.position?.quantity ?? 0);
  if (queue.closes && portionOf(desk, held) < held) return null;
  const before = refusals(desk);
  fillQueue(desk, at);
  return trial.bankruptMoment !== null || refusals(desk) > before ? null : refusalOf(trial, sleeve.symbol);
}

/** What a budget leaves of an order is no refusal of it. */
function refusals({ account }: Desk): number {
  const all = Object.values(account.rejected).reduce((sum, count) => sum + count, 0);
  return all - account.rejected["no-volume"];
}

function reduce(desk: Desk, size: number): void {
  const { account } = desk;
  if (account.position === null) return;
  const portion = portionOf(desk, size);
  if (portion === 0) return;
  takeFromBudget(desk, portion);
  const point: Point = { raw: barOf(desk).open, at: "open", limit: null };
  const price = exitPrice(desk, account.position.side === 1 ? -1 : 1, point, portion);
  closeAndTidy(desk, { bar: desk.i, price, reason: "rebalance", place: placeAt(point.raw, "open") }, portion, null);
}

function add(desk: Desk, side: 1 | -1, { size, price }: { size: number; price: number }): void {
  const { rules, account, i } = desk;
  const portion = portionOf(desk, size);
  if (account.position === null || portion === 0) return;
  takeFromBudget(desk, portion);
  const entry: Entry = { side, bar: i, raw: barOf(desk).open, atClose: false, keepsLevels: true };
  account.fills.push(enter(rules, account, account.position.opener, entry, { size: portion, price }));
}
