import { seePrice } from "../moves.js";
import { isAmbiguousFill, type Leg } from "./ambiguity.js";
import { attempt } from "./attempt.js";
import type { Desk, WorkingOrder } from "./desk.js";
import { priceOf, see } from "./meeting.js";
import { hasOwnExits, noteAddition, noteOpening, takeOwnExits } from "./own-exits.js";
import { isExit, isMetAt, nearest, type Waiting, waitingOn } from "./waiting.js";

/** ORDERS.md, "Inside the bar": the walk along open, first extreme, second extreme (`ohlc`: close). */

export type Mode = "pessimistic" | "optimistic" | "ohlc";

export interface WalkedBar {
  open: number;
  high: number;
  low: number;
  close: number;
}

export interface Walk {
  desk: Desk;
  bar: WalkedBar;
  mode: Mode;
  p: number;
  ambiguous: boolean;
  /** A position that was opened, from flat, on a leg of this walk. */
  openedOnLeg: number | null;
  /** The position that the rule of own exits applies to. */
  exitsAreOwn: number | null;
  /** Orders that do not exist on this bar. */
  absent: WorkingOrder[];
  /** The trail, and the prices of the table's orders, before this bar moved them. */
  trailBefore: number;
  pricesBefore: Map<WorkingOrder, number>;
}

/** `isFirst`: the bar's open is that of the whole bar, not of a finer one inside it. */
export function walkBar(desk: Desk, bar: WalkedBar, mode: Mode, isFirst: boolean): Walk {
  const heldBefore = desk.account.position;
  const walk: Walk = {
    desk,
    bar,
    mode,
    p: bar.open,
    ambiguous: false,
    openedOnLeg: null,
    exitsAreOwn: null,
    absent: [],
    trailBefore: heldBefore?.trail ?? Number.NaN,
    pricesBefore: new Map(desk.table.map((order) => [order, priceOf(order)])),
  };
  fillAtOpen(walk, isFirst);
  const { position } = desk.account;
  if (position !== null && position !== heldBefore) walk.trailBefore = position.trail;
  if (mode === "ohlc") seePoint(desk, bar.open);
  let filledBefore = false;
  for (const leg of legsOf(walk)) {
    const filled = walkLeg(walk, leg, filledBefore);
    filledBefore = filledBefore || filled;
    if (mode === "ohlc") seePoint(desk, leg.end);
  }
  return walk;
}

/** Stop and target, the orders of the table that the open meets, and once more stop and target. */
function fillAtOpen({ desk, p }: Walk, isFirst: boolean): void {
  const at = isFirst ? "open" : "level";
  exitAtOpen(desk, p, at);
  // a bracket comes behind its order: it is reached if that has just been filled
  for (const order of [...desk.table]) {
    const waiting = waitingOn(desk).find(({ what }) => what === order);
    if (waiting === undefined || !isMetAt(p, waiting)) continue;
    const takes = isFirst && order.placedOn === desk.i - 1 && !order.postOnly && order.parent === 0;
    attempt(desk, waiting, { raw: order.postOnly ? order.limit : p, at, limit: takes ? "taker" : "maker" });
  }
  exitAtOpen(desk, p, at);
}

/** SEMANTICS.md, B, rules 1 and 2. */
function exitAtOpen(desk: Desk, p: number, at: "open" | "level"): void {
  const met = waitingOn(desk).find((waiting) => typeof waiting.what === "string" && isMetAt(p, waiting));
  if (met !== undefined) attempt(desk, met, { raw: p, at, limit: "maker" });
}

function legsOf(walk: Walk): Leg[] {
  const { low, high, close } = walk.bar;
  const down = { end: low, falls: true };
  const up = { end: high, falls: false };
  const legs = lowComesFirst(walk) ? [down, up] : [up, down];
  const inOrder = legs.map((leg, k) => ({ ...leg, isFirst: k === 0 }));
  return walk.mode === "ohlc" ? [...inOrder, { end: close, falls: !lowComesFirst(walk), isFirst: false }] : inOrder;
}

function lowComesFirst({ desk, bar, mode }: Walk): boolean {
  const side = desk.account.position?.side ?? 0;
  if (mode === "pessimistic" && side !== 0) return side === 1;
  if (mode === "optimistic" && side !== 0) return side === -1;
  const down = bar.open - bar.low;
  const up = bar.high - bar.open;
  return side === -1 ? down < up : down <= up;
}

/** Returns whether anything was filled on it. */
function walkLeg(walk: Walk, leg: Leg, filledBefore: boolean): boolean {
  const { desk } = walk;
  let filled = false;
  for (let next = nextOn(walk, leg.end); next !== null; next = nextOn(walk, leg.end)) {
    walk.p = next.price;
    const ambiguous = filledBefore || isAmbiguousFill(walk, next.waiting, leg);
    const heldBefore = desk.account.position;
    const quantityBefore = Math.abs(heldBefore?.quantity ?? 0);
    if (attempt(desk, next.waiting, { raw: walk.p, at: "level", limit: "maker" })) {
      filled = true;
      if (ambiguous) walk.ambiguous = true;
    }
    noteOpening(walk, heldBefore);
    noteAddition(walk, heldBefore, quantityBefore);
    takeOwnExits(walk);
  }
  walk.p = leg.end;
  return filled;
}

/** The nearest price on the way to `end` at which anything is met. */
function nextOn(walk: Walk, end: number): { waiting: Waiting; price: number } | null {
  const { desk, p, absent } = walk;
  const own = hasOwnExits(walk);
  const met = waitingOn(desk, absent)
    .filter((waiting) => !(own && isExit(desk, waiting)))
    .filter((waiting) => isMetAt(p, waiting) || isMetAt(end, waiting))
    .map((waiting) => ({ waiting, price: isMetAt(p, waiting) ? p : waiting.level }));
  return nearest(met, p);
}

/** `ohlc`: a point of the path moves what follows the best price. */
function seePoint({ account, table }: Desk, price: number): void {
  if (account.position !== null) seePrice(account.position, price);
  for (const order of table) see(order, price);
}
