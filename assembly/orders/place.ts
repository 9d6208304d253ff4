// What onBar has done with orders, taken into the table (simulation/ORDERS.md, "Placing").

import {
  ACTION_CANCEL,
  ACTION_PLACE,
  BRACKET_STOP,
  BRACKET_TARGET,
  MOST_ORDERS,
  ORDER_LIMIT,
  ORDER_STOP,
  ORDER_TRAILING_STOP,
  REJECT_INVALID_ATR,
  REJECT_POST_ONLY,
  REJECT_TOO_MANY_ORDERS,
  TIME_UNTIL_CANCELLED,
} from "../core/codes";
import { at, isValid, optional } from "../core/columns";
import { reject } from "../simulation/legs";
import { toTick } from "../simulation/price";
import { Binding, Simulation } from "../simulation/state";
import { isMetBy, Order } from "./order";
import { orderAt, orderOf, remove, setTrigger, sweep } from "./table";

/** Takes in the actions of bar i, in their order; `equity`: at its close, before anything fills there. */
export function takeActions(s: Simulation, b: Binding, i: i32, equity: f64): void {
  const count = b.actionCount;
  b.actionCount = 0;
  for (let k = 0; k < count; k++) {
    const action = changetype<Order>(b.actions + usize(k) * offsetof<Order>());
    if (action.action == ACTION_PLACE) place(s, b, action, i, equity);
    else if (action.action == ACTION_CANCEL) {
      const o = orderOf(s, b, action.id);
      if (o !== null) remove(s, b, o);
    } else for (let j = 0; j < s.orderCount; j++) orderAt(b, j).id = 0;
  }
}

function place(s: Simulation, b: Binding, asked: Order, i: i32, equity: f64): void {
  const hasStop = asked.stop == asked.stop;
  const hasTarget = asked.target == asked.target;
  const id = s.nextOrder;
  s.nextOrder += 1 + i32(hasStop) + i32(hasTarget);
  sweep(s, b);
  if (s.orderCount + 1 + i32(hasStop) + i32(hasTarget) > MOST_ORDERS) return reject(s, REJECT_TOO_MANY_ORDERS);
  const close = at(b.close, i);
  const o = append(s, b, asked);
  o.id = id;
  o.bar = i;
  o.equity = equity;
  if (o.limit == o.limit) o.limit = toTick(s, o.limit, o.side < 0);
  if (o.postOnly && isMetBy(o, close)) return drop(s, REJECT_POST_ONLY);
  if (o.type == ORDER_TRAILING_STOP) {
    if (!(o.trailPercent > 0)) {
      const range = optional(b.atr, i);
      if (!isValid(range)) return drop(s, REJECT_INVALID_ATR);
      o.trailDistance *= range;
    }
    o.best = close;
    setTrigger(o);
  }
  if (hasStop) bracket(s, b, o, id + 1, BRACKET_STOP);
  if (hasTarget) bracket(s, b, o, id + 1 + i32(hasStop), BRACKET_TARGET);
}

function drop(s: Simulation, reason: i32): void {
  s.orderCount--;
  reject(s, reason);
}

/** A copy of an order at the end of the table. */
function append(s: Simulation, b: Binding, asked: Order): Order {
  const o = orderAt(b, s.orderCount++);
  memory.copy(changetype<usize>(o), changetype<usize>(asked), offsetof<Order>());
  o.parent = 0;
  o.bracket = 0;
  o.triggered = 0;
  o.triedBar = -1;
  o.takes = 0;
  o.begun = 0;
  o.moved = 0;
  o.absent = 0;
  o.position = 0;
  o.filled = 0;
  o.day = -1;
  return o;
}

function bracket(s: Simulation, b: Binding, parent: Order, id: i32, part: i32): void {
  const o = append(s, b, parent);
  o.id = id;
  o.parent = parent.id;
  o.bracket = part;
  o.side = -parent.side;
  o.type = part == BRACKET_TARGET ? ORDER_LIMIT : ORDER_STOP;
  o.reduceOnly = 1;
  o.postOnly = 0;
  o.group = 0;
  o.time = TIME_UNTIL_CANCELLED;
  o.rest = 0;
  o.limit = part == BRACKET_TARGET ? toTick(s, parent.target, o.side < 0) : NaN;
  o.trigger = part == BRACKET_TARGET ? NaN : parent.stop;
  o.stop = NaN;
  o.target = NaN;
}
