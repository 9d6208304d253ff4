import { MOST_ORDERS, type OrderAction, type OrderRequest, type OrderType } from "../../../src/contracts/orders.js";
import type { RejectReason } from "../../../src/contracts/result.js";
import { equityAt } from "../account.js";
import { INDICATOR_STOPS, type Order, type Side } from "../model.js";
import { firstValue } from "../moves.js";
import { against, isValid, limitPrice } from "../prices.js";
import { barOf, type Desk, type WorkingOrder } from "./desk.js";
import { meets } from "./meeting.js";
import { leave } from "./table.js";

/** ORDERS.md, "Placing". */

/** `equity` as it was before D's fills. */
export function act(desk: Desk, action: OrderAction, equity: number): void {
  if ("place" in action) place(desk, action.place, equity);
  else if ("cancel" in action) cancel(desk, action.cancel);
  else desk.table = [];
}

function cancel(desk: Desk, id: number): void {
  const order = desk.table.find((one) => one.id === id);
  if (order !== undefined) leave(desk, order);
}

function place(desk: Desk, request: OrderRequest, equity: number): void {
  const order = orderOf(desk, request, equity);
  const bracket: WorkingOrder[] = [];
  if (request.stop !== undefined) bracket.push(ofBracket(desk, order, { type: "stop", trigger: request.stop }));
  if (request.target !== undefined) {
    const limit = limitPrice(desk.rules, request.target, against(order.direction));
    bracket.push(ofBracket(desk, order, { type: "limit", limit }));
  }
  const refusal = refusalOf(desk, order, 1 + bracket.length);
  if (refusal === null) desk.table.push(order, ...bracket);
  else desk.account.rejected[refusal] += 1;
}

function refusalOf(desk: Desk, order: WorkingOrder, places: number): RejectReason | null {
  const { close, atr } = barOf(desk);
  if (desk.table.length + places > MOST_ORDERS) return "too-many-orders";
  if (order.postOnly && meets(close, order)) return "post-only";
  return order.trail !== null && order.trail.percent === 0 && !isValid(atr) ? "invalid-atr" : null;
}

function orderOf(desk: Desk, request: OrderRequest, equity: number): WorkingOrder {
  const { close, atr } = barOf(desk);
  const direction = request.side === "buy" ? 1 : -1;
  const type = request.type ?? "market";
  const percent = request.trailPercent ?? 0;
  desk.ids += 1;
  return {
    id: desk.ids,
    direction,
    type,
    work: workOf(type),
    placedOn: desk.i,
    decision: decisionOf(desk, direction, equity),
    rest: request.size ?? Number.NaN,
    filled: 0,
    sized: false,
    limit: request.limit === undefined ? Number.NaN : limitPrice(desk.rules, request.limit, direction),
    trigger: request.trigger ?? Number.NaN,
    trail: type === "trailing-stop" ? { best: close, percent, distance: (request.trailAtr ?? 0) * atr } : null,
    timeInForce: request.timeInForce ?? "gtc",
    postOnly: request.postOnly ?? false,
    reduceOnly: request.reduceOnly ?? false,
    oco: request.oco ?? null,
    parent: 0,
    openedPosition: 0,
    triggerTriedOn: -1,
    limitTriedOn: -1,
  };
}

/** One of two reduce-only orders behind an order; nothing is filled for it yet. */
function ofBracket(
  desk: Desk,
  parent: WorkingOrder,
  { type, limit = Number.NaN, trigger = Number.NaN }: { type: OrderType; limit?: number; trigger?: number },
): WorkingOrder {
  desk.ids += 1;
  return {
    ...parent,
    id: desk.ids,
    parent: parent.id,
    direction: against(parent.direction),
    type,
    work: workOf(type),
    rest: 0,
    limit,
    trigger,
    trail: null,
    timeInForce: "gtc",
    postOnly: false,
    reduceOnly: true,
    oco: null,
  };
}

function workOf(type: OrderType): WorkingOrder["work"] {
  return type === "market" || type === "limit" ? type : "trigger";
}

/** What the decision bar knew. An order of the table has no stop and target of the signals. */
export function decisionOf(desk: Desk, direction: Side, equity: number): Order {
  const bar = barOf(desk);
  const stops = INDICATOR_STOPS.map((stop) => [stop, firstValue(desk.rules, stop, direction, bar)]);
  return {
    closes: false,
    opens: direction,
    stop: Number.NaN,
    target: Number.NaN,
    size: Number.NaN,
    atr: bar.atr,
    sizerInput: bar.sizerInput,
    indicatorStops: Object.fromEntries(stops) as Order["indicatorStops"],
    decisionPrice: bar.close,
    decisionEquity: equity,
  };
}

/** Cash and what is held at the close of the bar that is played. */
export function equityAtClose(desk: Desk): number {
  return equityAt(desk.account, barOf(desk).close);
}
