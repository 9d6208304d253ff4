import { type Entry, enter } from "../opening-leg.js";
import { portionOf, takeFromBudget } from "../orders/budget.js";
import { barOf, type Desk, noteFills } from "../orders/desk.js";
import { closeAndTidy, exitPrice, type Point, placeAt } from "../orders/fill.js";
import { fillQueue } from "../orders/queue.js";
import type { AnyRejectReason } from "../reasons.js";
import { book } from "./book.js";
import { LIMIT_REASONS } from "./limits.js";
import type { At, PhaseOrder } from "./phase.js";
import { reducesPosition, sizeOfAddition, sizeOfReduction } from "./rebalancing.js";
import { memberAt, type Portfolio } from "./state.js";
import { tryOrders } from "./try.js";

/** A phase that has one order: SEMANTICS.md and ORDERS.md as they are. */
export function fillAlone(portfolio: Portfolio, order: PhaseOrder, at: At): void {
  const { what, k } = order;
  const { desk, rebalancing } = memberAt(portfolio, k);
  if (what === "queue") {
    const refusal = refusalByLimits(portfolio, order, at);
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

/** Where there are limits the order is tried first, without a budget. */
function refusalByLimits(portfolio: Portfolio, order: PhaseOrder, at: At): AnyRejectReason | null {
  const { desk } = memberAt(portfolio, order.k);
  const { position } = desk.account;
  // an opening part is looked at when the closing part is whole
  const closes = desk.queue?.closes && position !== null ? Math.abs(position.quantity) : 0;
  if (portfolio.settings.limits === null || portionOf(desk, closes) < closes) return null;
  for (const step of tryOrders(portfolio, [[order]], at)) {
    if (step.does === "refuse" && LIMIT_REASONS.includes(step.reason)) return step.reason;
  }
  return null;
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
