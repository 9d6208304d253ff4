import { stopOf } from "../levels.js";
import { isInside, type Waiting, waitingOn } from "./waiting.js";
import type { Walk } from "./walk.js";

/** ORDERS.md, "Ambiguous": what could have come before or after a fill on a leg. */

export interface Leg {
  end: number;
  falls: boolean;
  /** From the open to the first extreme. */
  isFirst: boolean;
}

/** Asked before the fill, with p where it will be. */
export function isAmbiguousFill(walk: Walk, next: Waiting, leg: Leg): boolean {
  return (leg.isFirst && otherWayWaits(walk, next, leg.falls)) || fillsAtMovedPrice(walk, next);
}

/** A level or an untried order of the other direction lies between p and the other extreme. */
function otherWayWaits({ desk, bar, p, absent }: Walk, next: Waiting, falls: boolean): boolean {
  const between = falls ? { low: p, high: bar.high } : { low: bar.low, high: p };
  return waitingOn(desk, absent).some(
    (other) => other.what !== next.what && other.fromAbove !== falls && isInside(between, other),
  );
}

/** `ohlc`: a stop or a trailing order at a price that moved on this bar. */
function fillsAtMovedPrice(walk: Walk, { what, level }: Waiting): boolean {
  const { desk, mode, p, trailBefore, pricesBefore } = walk;
  if (mode !== "ohlc" || p !== level) return false;
  if (typeof what !== "string") return what.trail !== null && pricesBefore.get(what) !== level;
  const { position } = desk.account;
  if (what !== "stop" || position === null) return false;
  return stopOf({ rules: desk.rules, position: { ...position, trail: trailBefore } }).level !== level;
}
