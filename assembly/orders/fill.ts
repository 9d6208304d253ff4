// Fills of the table's orders, and of the queue where volume limits it (simulation/ORDERS.md, "A fill").

import {
  BRACKET_STOP,
  BRACKET_TARGET,
  EXIT_LIMIT,
  EXIT_REVERSE,
  EXIT_SIGNAL,
  EXIT_STOP,
  EXIT_TARGET,
  EXIT_TRAILING_STOP,
  ORDER_LIMIT,
  ORDER_MARKET,
  ORDER_STOP,
  ORDER_STOP_LIMIT,
  ORDER_TRAILING_STOP,
  REJECT_HALTED,
  REJECT_NO_VOLUME,
  REJECT_NOTHING_TO_REDUCE,
} from "../core/codes";
import { at, optional } from "../core/columns";
import { closePart, reject, see } from "../simulation/legs";
import { marketPrice } from "../simulation/price";
import { slippageOf } from "../simulation/slippage";
import { Binding, Simulation } from "../simulation/state";
import { portionOf, spend } from "./budget";
import { enter, Entry } from "./enter";
import { isAlive, isLimit, isMarket, Order } from "./order";
import { cancelEntries, cancelGroup, orderAt, orderOf, remove } from "./table";

/** A rest this near what is held, relatively, is what is held: sums of portions round. */
const SAME: f64 = 1e-12;

/** One entry at a time. */
const entry = changetype<Entry>(memory.data(offsetof<Entry>(), 8));

/** Slippage of a fill that closes `size` units. */
@inline
export function slippageOfExit(s: Simulation, b: Binding, bar: i32, size: f64, atClose: bool): f64 {
  return s.slipExits ? slippageOf(s, b, bar, size, atClose) : 0;
}

/** Market orders fill at one raw price; `placedOn`: only those of that bar, -1 for all. */
export function fillMarkets(s: Simulation, b: Binding, bar: i32, raw: f64, atClose: bool, placedOn: i32): void {
  for (let k = 0; k < s.orderCount && !s.done; k++) {
    const o = orderAt(b, k);
    // what became a market order on this bar has been tried on it
    if (!isAlive(o) || !isMarket(o) || o.triedBar == bar || (placedOn >= 0 && o.bar != placedOn)) continue;
    fill(s, b, o, bar, raw, atClose, NaN);
  }
}

/** Fills an order of the table at a raw price as far as there is volume; `before`: a price of this bar that came before it, NaN = none. */
export function fill(s: Simulation, b: Binding, o: Order, bar: i32, raw: f64, atClose: bool, before: f64): void {
  s.filling = o.id;
  fillParts(s, b, o, bar, raw, atClose, before);
  s.filling = 0;
}

function fillParts(s: Simulation, b: Binding, o: Order, bar: i32, raw: f64, atClose: bool, before: f64): void {
  const d = f64(o.side);
  const limit = isLimit(o);
  const makes = limit && !o.takes;
  const reduces = o.reduceOnly != 0 || (o.side < 0 && s.longOnly != 0);
  const unfilled = o.filled == 0;
  if (o.reduceOnly && o.rest != o.rest) o.rest = abs(s.quantity);
  let closedAt = NaN;
  if (s.quantity * d < 0) {
    const held = abs(s.quantity);
    if (abs(o.rest - held) <= SAME * held) o.rest = held;
    const whole = o.rest != o.rest;
    const size = whole ? held : min(o.rest, held);
    if (o.bracket != 0) cancelEntries(s, b, s.position);
    const free = o.bracket != 0 && !s.protectiveByVolume;
    const portion = free ? size : portionOf(s, size);
    if (!free) spend(s, portion);
    if (portion > 0) {
      closedAt = limit ? raw : marketPrice(s, raw, d, slippageOfExit(s, b, bar, portion, atClose));
      const opens = !reduces && (whole || o.rest > held);
      // of a bar that has closed the position has seen all
      if (!atClose) {
        see(s, before);
        see(s, raw);
      }
      closePart(s, b, bar, raw, closedAt, reasonOf(o, opens), makes, portion);
      o.filled += portion;
      if (!whole) o.rest -= portion;
      if (o.bracket != 0) filledOfBracket(s, b, o, portion);
      else if (unfilled) cancelGroup(s, b, o);
      if (s.done) return;
    }
    if (portion < size) return leaveRest(s, b, o);
    if (reduces || o.rest == 0) return remove(s, b, o);
  } else if (reduces) {
    reject(s, REJECT_NOTHING_TO_REDUCE);
    return remove(s, b, o);
  }
  entry.bar = bar;
  entry.atClose = i32(atClose);
  entry.limit = i32(limit);
  entry.makes = i32(makes);
  entry.side = d;
  entry.raw = raw;
  entry.closedAt = closedAt;
  entry.asked = o.begun ? NaN : o.rest;
  entry.rest = o.begun ? o.rest : NaN;
  enterAs(s, b, o, entry);
  if (entry.portion < 0) return remove(s, b, o);
  o.begun = 1;
  o.rest = entry.left;
  if (entry.portion > 0) {
    o.filled += entry.portion;
    o.position = s.position;
    cover(s, b, o, entry.portion);
    if (unfilled) cancelGroup(s, b, o);
    if (o.rest == 0) return remove(s, b, o);
  }
  leaveRest(s, b, o);
}

/** Enters with what the table's order knows in place of what the queue knows. */
function enterAs(s: Simulation, b: Binding, o: Order, e: Entry): void {
  const bar = s.orderBar;
  const stop = s.orderStop;
  const target = s.orderTarget;
  const range = s.orderAtr;
  const input = s.orderInput;
  const close = s.orderClose;
  const equity = s.orderEquity;
  s.orderBar = o.bar;
  s.orderStop = NaN;
  s.orderTarget = NaN;
  s.orderAtr = optional(b.atr, o.bar);
  s.orderInput = optional(b.input, o.bar);
  s.orderClose = at(b.close, o.bar);
  s.orderEquity = o.equity;
  enter(s, b, e);
  s.orderBar = bar;
  s.orderStop = stop;
  s.orderTarget = target;
  s.orderAtr = range;
  s.orderInput = input;
  s.orderClose = close;
  s.orderEquity = equity;
}

/** What the budget has left of an order: works on, or goes. */
function leaveRest(s: Simulation, b: Binding, o: Order): void {
  if (!s.cancelUnfilled || o.bracket != 0) return;
  reject(s, REJECT_NO_VOLUME);
  remove(s, b, o);
}

/** The bracket covers what has been filled. */
function cover(s: Simulation, b: Binding, o: Order, portion: f64): void {
  for (let k = 0; k < s.orderCount; k++) {
    const child = orderAt(b, k);
    if (child.id != 0 && child.parent == o.id) child.rest += portion;
  }
}

/** A bracket's order has filled: the other one covers less. */
function filledOfBracket(s: Simulation, b: Binding, o: Order, portion: f64): void {
  s.levelExit = 1;
  for (let k = 0; k < s.orderCount; k++) {
    const other = orderAt(b, k);
    if (other.id == 0 || other.id == o.id || other.parent != o.parent || other.rest == 0) continue;
    other.rest -= portion;
    if (other.rest <= SAME * portion) other.rest = 0;
    if (other.rest == 0 && orderOf(s, b, o.parent) === null) remove(s, b, other);
  }
}

/** Why an order of the table ends a trade. */
function reasonOf(o: Order, opens: bool): i32 {
  if (o.bracket == BRACKET_STOP) return EXIT_STOP;
  if (o.bracket == BRACKET_TARGET) return EXIT_TARGET;
  if (o.type == ORDER_MARKET) return opens ? EXIT_REVERSE : EXIT_SIGNAL;
  if (o.type == ORDER_LIMIT) return EXIT_LIMIT;
  if (o.type == ORDER_STOP || o.type == ORDER_STOP_LIMIT) return EXIT_STOP;
  return o.type == ORDER_TRAILING_STOP ? EXIT_TRAILING_STOP : EXIT_TARGET;
}

/** Fills the queue at one raw price as far as there is volume: the closing leg first. */
export function fillQueue(s: Simulation, b: Binding, bar: i32, raw: f64, atClose: bool): void {
  const d = f64(s.orderSide);
  let closedAt = NaN;
  if (s.orderCloses && s.quantity != 0) {
    const size = abs(s.quantity);
    const reverses = s.quantity * d < 0 && !isTakenBack(s);
    const reason = s.orderProtective ? s.orderProtective - 1 : reverses ? EXIT_REVERSE : EXIT_SIGNAL;
    const price = closeByQueue(s, b, bar, raw, atClose, size, reason);
    if (s.quantity != 0) return leaveQueue(s);
    if (reverses) closedAt = price;
  }
  s.orderCloses = 0;
  if (s.done || s.orderSide == 0) return dequeue(s);
  let rest = s.orderRest == s.orderRest ? s.orderRest : s.orderSize;
  // an order of the table has opened the other side meanwhile
  if (s.quantity * d < 0 && !(rest <= 0)) {
    const held = abs(s.quantity);
    if (abs(rest - held) <= SAME * held) {
      rest = held;
      if (s.orderRest == s.orderRest) s.orderRest = held;
      else s.orderSize = held;
    }
    const opens = !(rest <= held);
    const size = opens ? held : rest;
    closedAt = closeByQueue(s, b, bar, raw, atClose, size, opens ? EXIT_REVERSE : EXIT_SIGNAL);
    const portion = entry.portion;
    if (s.orderRest == s.orderRest) s.orderRest -= portion;
    else s.orderSize -= portion;
    if (portion < size) return leaveQueue(s);
    if (s.done || !opens) return dequeue(s);
  }
  entry.bar = bar;
  entry.atClose = i32(atClose);
  entry.limit = 0;
  entry.makes = 0;
  entry.side = d;
  entry.raw = raw;
  entry.closedAt = closedAt;
  entry.asked = s.orderSize;
  entry.rest = s.orderRest;
  enter(s, b, entry);
  if (entry.portion < 0) return dequeue(s);
  s.orderRest = entry.left;
  if (entry.portion > 0) {
    s.orderPosition = s.position;
    if (entry.left == 0) return dequeue(s);
  }
  leaveQueue(s);
}

/** The account does not allow what it would open (portfolio/limits.ts). */
@inline
function isTakenBack(s: Simulation): bool {
  return s.settledSize == 0 && s.refused >= REJECT_HALTED;
}

/** Closes of `size` units what there is volume for, `entry.portion`; the price, NaN if there is none. */
function closeByQueue(
  s: Simulation, b: Binding, bar: i32, raw: f64, atClose: bool, size: f64, reason: i32,
): f64 {
  const portion = portionOf(s, size);
  spend(s, portion);
  entry.portion = portion;
  if (!(portion > 0)) return NaN;
  const out: f64 = s.quantity > 0 ? -1 : 1;
  const price = marketPrice(s, raw, out, slippageOfExit(s, b, bar, portion, atClose));
  if (!atClose) see(s, raw);
  closePart(s, b, bar, raw, price, reason, false, portion);
  return price;
}

/** What the budget has left of the queue: works on, or goes; of a protective exit it always works on. */
function leaveQueue(s: Simulation): void {
  if (s.orderProtective || !s.cancelUnfilled) return;
  reject(s, REJECT_NO_VOLUME);
  dequeue(s);
}

@inline
function dequeue(s: Simulation): void {
  s.orderQueued = 0;
  s.orderProtective = 0;
}
