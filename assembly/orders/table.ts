// The table of working orders, in the order of placing. An order that goes is marked; its place is free from the next bar on.

import { ORDER_TRAILING_STOP, TIME_DAY } from "../core/codes";
import { at } from "../core/columns";
import { Binding, Simulation } from "../simulation/state";
import { isAlive, Order } from "./order";

const DAY_MS: f64 = 86_400_000;

@inline
export function orderAt(b: Binding, k: i32): Order {
  return changetype<Order>(b.orders + usize(k) * offsetof<Order>());
}

/** The working order of that id, or null. */
export function orderOf(s: Simulation, b: Binding, id: i32): Order | null {
  for (let k = 0; k < s.orderCount; k++) {
    const o = orderAt(b, k);
    if (o.id == id) return o;
  }
  return null;
}

/** Takes an order out, filled or not, and its bracket as far as that works on nothing. */
export function remove(s: Simulation, b: Binding, o: Order): void {
  const id = o.id;
  if (id == 0) return;
  o.id = 0;
  for (let k = 0; k < s.orderCount; k++) {
    const child = orderAt(b, k);
    if (child.id != 0 && child.parent == id && child.rest == 0) child.id = 0;
  }
}

/** Closes the gaps. */
export function sweep(s: Simulation, b: Binding): void {
  let kept = 0;
  for (let k = 0; k < s.orderCount; k++) {
    const o = orderAt(b, k);
    if (o.id == 0) continue;
    if (kept < k) memory.copy(changetype<usize>(orderAt(b, kept)), changetype<usize>(o), offsetof<Order>());
    kept++;
  }
  s.orderCount = kept;
}

/** Before bar i: orders whose time is over go. */
export function expire(s: Simulation, b: Binding, i: i32): void {
  sweep(s, b);
  for (let k = 0; k < s.orderCount; k++) {
    const o = orderAt(b, k);
    if (o.time > 0 && i - o.bar > o.time) remove(s, b, o);
    else if (o.time == TIME_DAY) {
      const day = floor(at(b.timestamp, i) / DAY_MS);
      if (o.day < 0) o.day = day;
      else if (o.day != day) remove(s, b, o);
    }
  }
}

/** The first fill of one of a group cancels the others. */
export function cancelGroup(s: Simulation, b: Binding, filled: Order): void {
  if (filled.group == 0) return;
  for (let k = 0; k < s.orderCount; k++) {
    const o = orderAt(b, k);
    if (o.id != 0 && o.id != filled.id && o.group == filled.group) remove(s, b, o);
  }
}

/** A protective exit: what is left of the orders that have opened a part of this position goes. */
export function cancelEntries(s: Simulation, b: Binding, position: i32): void {
  for (let k = 0; k < s.orderCount; k++) {
    const o = orderAt(b, k);
    if (o.id != 0 && o.position == position) remove(s, b, o);
  }
  if (s.orderQueued && s.orderPosition == position && !s.orderProtective) s.orderQueued = 0;
}

/** Nothing is held any more: what could only have reduced it goes; the bracket of an order that still works is empty again. */
export function positionEnded(s: Simulation, b: Binding): void {
  s.openedInside = 0;
  s.openedOnLeg = 0;
  s.ownExits = 0;
  for (let k = 0; k < s.orderCount; k++) {
    const o = orderAt(b, k);
    if (o.id == 0 || !o.reduceOnly || o.id == s.filling) continue;
    if (o.parent != 0 && orderOf(s, b, o.parent) !== null) o.rest = 0;
    else o.id = 0;
  }
  s.orderCloses = 0;
  if (s.orderSide == 0) {
    s.orderQueued = 0;
    s.orderProtective = 0;
  }
}

/** Trailing orders follow the best price of what has passed. */
export function followBest(s: Simulation, b: Binding, low: f64, high: f64, bar: i32): void {
  for (let k = 0; k < s.orderCount; k++) {
    const o = orderAt(b, k);
    if (o.type != ORDER_TRAILING_STOP || o.triggered || !isAlive(o) || o.bar == bar) continue;
    const before = o.trigger;
    if (o.side < 0) o.best = max(o.best, high);
    else o.best = min(o.best, low);
    setTrigger(o);
    if (o.trigger != before) o.moved = 1;
  }
}

/** The trigger of a trailing stop from its best price. */
export function setTrigger(o: Order): void {
  o.trigger = triggerAt(o, o.best);
}

export function triggerAt(o: Order, best: f64): f64 {
  const d = f64(o.side);
  return o.trailPercent > 0 ? best * (1.0 + d * o.trailPercent) : best + d * o.trailDistance;
}
