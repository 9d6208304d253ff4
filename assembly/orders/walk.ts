// A bar on which an order of the table is met: levels and orders one after the other (simulation/ORDERS.md, "Inside the bar").

import {
  INTRABAR_LOWER,
  INTRABAR_OHLC,
  INTRABAR_OPTIMISTIC,
  INTRABAR_PESSIMISTIC,
  ORDER_TRAILING_STOP,
} from "../core/codes";
import { at } from "../core/columns";
import { exitAtStop, exitAtTarget } from "../simulation/bar";
import { trail } from "../simulation/moving";
import { Binding, Simulation } from "../simulation/state";
import { fill } from "./fill";
import { becomesLimit, isLimit, isMetBy, markTried, Order, priceOf, waits, waitsBelow } from "./order";
import { followBest, orderAt, triggerAt } from "./table";

/** Levels of the position among the candidates for the next fill; orders of the table have their index. */
const NOBODY: i32 = -3;
const STOP: i32 = -2;
const TARGET: i32 = -1;

/** The bar that is walked, or a finer one of it. */
@unmanaged
class Walk {
  bar: i32;
  mode: i32;
  /** First finer bar, or no finer bars. */
  begins: i32;
  open: f64;
  low: f64;
  high: f64;
  /** Open of the whole bar. */
  seen: f64;
  /** Where the price is. */
  price: f64;
  /** Out of `next`: who is next, and at what price. */
  who: i32;
  at: f64;
}

const walk = changetype<Walk>(memory.data(offsetof<Walk>(), 8));

/** Levels and resting orders inside bar i. */
export function meetOrders(s: Simulation, b: Binding, i: i32): void {
  const low = at(b.low, i);
  const high = at(b.high, i);
  s.guessed = 0;
  walk.bar = i;
  walk.seen = at(b.open, i);
  walk.begins = 1;
  if (s.intrabar == INTRABAR_LOWER && load<u8>(b.finerComplete + usize(i))) {
    const first = i32(at(b.finerFrom, i));
    for (let k = first; k < first + b.finerCount && !s.done; k++) {
      const finerLow = at(b.finerLow, k);
      const finerHigh = at(b.finerHigh, k);
      walkOver(s, b, INTRABAR_PESSIMISTIC, at(b.finerOpen, k), finerLow, finerHigh, NaN);
      if (s.quantity != 0 && !s.openedOnLeg) trail(s, finerHigh, finerLow);
      followBest(s, b, finerLow, finerHigh, i);
      showAll(s, b);
      walk.begins = 0;
    }
    s.ambiguousFiner += s.guessed;
  } else {
    const lower = s.intrabar == INTRABAR_LOWER;
    walkOver(s, b, lower ? INTRABAR_PESSIMISTIC : s.intrabar, walk.seen, low, high, at(b.close, i));
    if (lower) s.withoutFiner += s.guessed;
    showAll(s, b);
  }
  s.ambiguous += s.guessed;
}

/** Whether bar i has to be walked. */
export function isMet(s: Simulation, b: Binding, i: i32): bool {
  const low = at(b.low, i);
  const high = at(b.high, i);
  for (let k = 0; k < s.orderCount; k++) {
    const o = orderAt(b, k);
    if (!waits(o, i)) continue;
    const extreme = waitsBelow(o) ? low : high;
    if (isMetBy(o, extreme)) return true;
    // a trigger that moves within the bar, as far as the bar can move it
    if (o.type == ORDER_TRAILING_STOP && !o.triggered && s.intrabar >= INTRABAR_OHLC) {
      const trigger = triggerAt(o, o.side < 0 ? max(o.best, high) : min(o.best, low));
      if (o.side < 0 ? extreme <= trigger : extreme >= trigger) return true;
    }
  }
  return false;
}

function walkOver(s: Simulation, b: Binding, mode: i32, open: f64, low: f64, high: f64, close: f64): void {
  walk.mode = mode;
  walk.open = open;
  walk.low = low;
  walk.high = high;
  walk.price = open;
  s.openedOnLeg = 0;
  s.ownExits = 0;
  s.trailBefore = s.trailAnchor;
  const position = s.position;
  for (let k = 0; k < s.orderCount; k++) orderAt(b, k).moved = 0;

  leaveAtOpen(s, b);
  for (let k = 0; k < s.orderCount && !s.done; k++) {
    const o = orderAt(b, k);
    if (waits(o, walk.bar) && isMetBy(o, open)) tryOrder(s, b, o, open, true);
  }
  if (s.done) return;
  leaveAtOpen(s, b);
  if (s.done) return;
  if (s.position != position) s.trailBefore = s.trailAnchor;
  if (mode == INTRABAR_OHLC) move(s, b, open);

  const lowFirst = fallsFirst(s, mode, open, low, high);
  const first = lowFirst ? low : high;
  const legs = mode == INTRABAR_OHLC ? 3 : 2;
  let filled = false;
  for (let leg = 0; leg < legs; leg++) {
    const to = leg == 0 ? first : leg == 2 ? close : lowFirst ? high : low;
    const filledBefore = filled;
    while (ownExit(s, b) || next(s, b, to)) {
      const rows = s.fillRows;
      const trades = s.tradeRows;
      const guesses = (leg == 0 && otherWay(s, b, lowFirst)) || filledBefore || hasMoved(s, b);
      act(s, b);
      if (s.fillRows != rows || s.tradeRows != trades) {
        filled = true;
        if (guesses) s.guessed = 1;
      }
      if (s.done) return;
      if (s.ownExits && hasExit(s, b)) s.guessed = 1;
    }
    walk.price = to;
    if (mode == INTRABAR_OHLC) move(s, b, to);
  }
}

/** On the next bar everything exists again. */
function showAll(s: Simulation, b: Binding): void {
  for (let k = 0; k < s.orderCount; k++) orderAt(b, k).absent = 0;
}

/** Stop and target of the position against the open (SEMANTICS.md, B, 1 and 2). */
function leaveAtOpen(s: Simulation, b: Binding): void {
  if (s.quantity == 0) return;
  const open = walk.open;
  if (!(s.triedLevels & 1) && stopMetBy(s, open)) exitAtStop(s, b, walk.bar, walk.seen, open);
  else if (!(s.triedLevels & 2) && targetMetBy(s, open)) exitAtTarget(s, b, walk.bar, walk.seen, open);
}

function fallsFirst(s: Simulation, mode: i32, open: f64, low: f64, high: f64): bool {
  const long = s.quantity > 0;
  if (s.quantity == 0 || mode == INTRABAR_OHLC) {
    const up = high - open;
    const down = open - low;
    return up == down ? s.quantity >= 0 : down < up;
  }
  return mode == INTRABAR_OPTIMISTIC ? !long : long;
}

/** The price has come to a point of its path: what follows the best price moves. */
function move(s: Simulation, b: Binding, price: f64): void {
  if (s.quantity != 0) {
    trail(s, price, price);
  }
  followBest(s, b, price, price, walk.bar);
}

/** An order is met at a price: it fills, or becomes a limit order. */
function tryOrder(s: Simulation, b: Binding, o: Order, price: f64, atOpen: bool): void {
  markTried(o, walk.bar);
  if (isLimit(o)) {
    if (atOpen && walk.begins && o.bar == walk.bar - 1 && o.bracket == 0 && !o.postOnly) o.takes = 1;
  } else {
    o.triggered = 1;
    if (becomesLimit(o)) {
      if (!isMetBy(o, price)) return;
      o.takes = 1;
      markTried(o, walk.bar);
    }
  }
  const position = s.position;
  const raw = o.postOnly ? o.limit : price;
  const before = abs(s.quantity);
  fill(s, b, o, walk.bar, raw, false, s.openedInside || (atOpen && walk.begins) ? NaN : walk.seen);
  o.takes = 0;
  if (s.position == position) {
    // what is added is as much of a guess as what is opened
    if (!atOpen && walk.mode == INTRABAR_PESSIMISTIC && abs(s.quantity) > before) s.ownExits = 1;
    return;
  }
  if (!(atOpen && walk.begins)) s.openedInside = 1;
  if (atOpen) return;
  s.openedOnLeg = 1;
  s.ownExits = i32(walk.mode != INTRABAR_OHLC);
  s.trailBefore = s.trailAnchor;
}

/** Fills what `next` or `ownExit` has found. */
function act(s: Simulation, b: Binding): void {
  const who = walk.who;
  if (who == STOP) return exitAtStop(s, b, walk.bar, walk.seen, walk.at);
  if (who == TARGET) return exitAtTarget(s, b, walk.bar, walk.seen, walk.at);
  tryOrder(s, b, orderAt(b, who), walk.at, false);
}

/** The next fill on the way to a price: `who` and `at`; the price moves there. */
function next(s: Simulation, b: Binding, to: f64): bool {
  const price = walk.price;
  const rises = to > price;
  walk.who = NOBODY;
  const hidden = s.ownExits != 0;
  if (s.quantity != 0 && !hidden) {
    if (!(s.triedLevels & 1)) consider(STOP, s.quantity > 0, stopOf(s), to, rises);
    if (!(s.triedLevels & 2)) consider(TARGET, s.quantity < 0, targetOf(s), to, rises);
  }
  for (let k = 0; k < s.orderCount; k++) {
    const o = orderAt(b, k);
    if (!waits(o, walk.bar) || (hidden && s.quantity * f64(o.side) < 0)) continue;
    consider(k, waitsBelow(o), priceOf(o), to, rises);
  }
  if (walk.who == NOBODY) return false;
  walk.price = walk.at;
  return true;
}

/** Takes a level or an order for the next fill if it is met on the way, nearer than what was found before. */
@inline
function consider(who: i32, below: bool, level: f64, to: f64, rises: bool): void {
  const price = walk.price;
  let where = level;
  if (below ? price <= level : price >= level) where = price;
  else if (below == rises || (rises ? to < level : to > level)) return;
  if (walk.who == NOBODY || (rises ? where < walk.at : where > walk.at)) {
    walk.who = who;
    walk.at = where;
  }
}

/** The exit that the rule of own exits takes now, if any: `who` and `at`. */
function ownExit(s: Simulation, b: Binding): bool {
  if (!s.ownExits || s.quantity == 0) return false;
  const long = s.quantity > 0;
  const optimistic = walk.mode == INTRABAR_OPTIMISTIC;
  // exits below the price: the stops of a long, the targets of a short
  const below = long != optimistic;
  const extreme = below ? walk.low : walk.high;
  walk.who = NOBODY;
  for (let k = 0; k < s.orderCount; k++) {
    const o = orderAt(b, k);
    if (waits(o, walk.bar) && s.quantity * f64(o.side) < 0 && waitsBelow(o) != below) o.absent = 1;
  }
  if (optimistic) {
    if (!(s.triedLevels & 2)) consider(TARGET, below, targetOf(s), extreme, !below);
  } else if (!(s.triedLevels & 1)) consider(STOP, below, stopOf(s), extreme, !below);
  for (let k = 0; k < s.orderCount; k++) {
    const o = orderAt(b, k);
    if (!waits(o, walk.bar) || s.quantity * f64(o.side) >= 0 || waitsBelow(o) != below) continue;
    consider(k, below, priceOf(o), extreme, !below);
  }
  return walk.who != NOBODY;
}

/** A level or an order of the other direction lies between the price and the other extreme. */
function otherWay(s: Simulation, b: Binding, falls: bool): bool {
  const extreme = falls ? walk.high : walk.low;
  const hidden = s.ownExits != 0;
  if (s.quantity != 0 && !hidden) {
    const stopBelow = s.quantity > 0;
    if (walk.who != STOP && stopBelow != falls && !(s.triedLevels & 1) && stopMetBy(s, extreme) && (falls ? stopOf(s) >= walk.at : stopOf(s) <= walk.at)) return true;
    if (walk.who != TARGET && stopBelow == falls && !(s.triedLevels & 2) && targetMetBy(s, extreme) && (falls ? targetOf(s) >= walk.at : targetOf(s) <= walk.at)) return true;
  }
  for (let k = 0; k < s.orderCount; k++) {
    const o = orderAt(b, k);
    if (k == walk.who || !waits(o, walk.bar) || waitsBelow(o) == falls) continue;
    if (hidden && s.quantity * f64(o.side) < 0) continue;
    if (isMetBy(o, extreme) && (falls ? priceOf(o) >= walk.at : priceOf(o) <= walk.at)) return true;
  }
  return false;
}

/** Any exit of the position is within the bar. */
function hasExit(s: Simulation, b: Binding): bool {
  if (s.quantity == 0) return false;
  const long = s.quantity > 0;
  if (!(s.triedLevels & 1) && stopMetBy(s, long ? walk.low : walk.high)) return true;
  if (!(s.triedLevels & 2) && targetMetBy(s, long ? walk.high : walk.low)) return true;
  for (let k = 0; k < s.orderCount; k++) {
    const o = orderAt(b, k);
    if (!waits(o, walk.bar) || s.quantity * f64(o.side) >= 0) continue;
    if (isMetBy(o, waitsBelow(o) ? walk.low : walk.high)) return true;
  }
  return false;
}

/** What is next stands elsewhere than when the bar began. */
function hasMoved(s: Simulation, b: Binding): bool {
  if (walk.mode != INTRABAR_OHLC) return false;
  if (walk.who >= 0) {
    const o = orderAt(b, walk.who);
    return o.moved != 0 && walk.at == priceOf(o);
  }
  const stop = stopOf(s);
  if (walk.who != STOP || walk.at != stop) return false;
  const best = s.trailAnchor;
  s.trailAnchor = s.trailBefore;
  trail(s, -Infinity, Infinity);
  const before = stopOf(s);
  s.trailAnchor = best;
  trail(s, -Infinity, Infinity);
  return before != stop;
}

@inline
function stopOf(s: Simulation): f64 {
  return s.quantity > 0 ? s.levelLow : s.levelHigh;
}

@inline
function targetOf(s: Simulation): f64 {
  return s.quantity > 0 ? s.levelHigh : s.levelLow;
}

@inline
function stopMetBy(s: Simulation, price: f64): bool {
  return s.quantity > 0 ? price <= s.levelLow : price >= s.levelHigh;
}

@inline
function targetMetBy(s: Simulation, price: f64): bool {
  return s.quantity > 0 ? price >= s.levelHigh : price <= s.levelLow;
}
