import type { Position } from "../model.js";
import { attempt } from "./attempt.js";
import { isExit, isMetAt, nearest, type Waiting, waitingOn } from "./waiting.js";
import type { Walk } from "./walk.js";

/** ORDERS.md, "Own exits": of a position that was opened on a leg one side counts on this bar, and the other does not exist. */

/** A position other than the one before has been opened on a leg. */
export function noteOpening(walk: Walk, before: Position | null): void {
  const { position } = walk.desk.account;
  if (position === null || position.id === before?.id) return;
  walk.openedOnLeg = position.id;
  walk.exitsAreOwn = position.id;
  walk.trailBefore = position.trail;
}

/** `pessimistic`: a position has been added to on a leg; `held`: base units before. */
export function noteAddition(walk: Walk, before: Position | null, held: number): void {
  const { position } = walk.desk.account;
  if (position === null || position.id !== before?.id || walk.mode !== "pessimistic") return;
  if (Math.abs(position.quantity) > held) walk.exitsAreOwn = position.id;
}

export function hasOwnExits({ desk, mode, exitsAreOwn }: Walk): boolean {
  return mode !== "ohlc" && exitsAreOwn !== null && desk.account.position?.id === exitsAreOwn;
}

/** The price stays where it was. */
export function takeOwnExits(walk: Walk): void {
  const { desk, bar, mode } = walk;
  while (hasOwnExits(walk)) {
    const { position } = desk.account;
    const exits = waitingOn(desk, walk.absent).filter((waiting) => isExit(desk, waiting));
    const isWithin = (exit: Waiting) => isMetAt(exit.fromAbove ? bar.low : bar.high, exit);
    if (exits.some(isWithin)) walk.ambiguous = true;
    // the losing side of a long is met from above, as is the winning side of a short
    const countsFromAbove = (position?.side === 1) === (mode === "pessimistic");
    for (const { what, fromAbove } of exits) {
      if (typeof what !== "string" && fromAbove !== countsFromAbove) walk.absent.push(what);
    }
    const counting = exits
      .filter((exit) => exit.fromAbove === countsFromAbove && isWithin(exit))
      .map((waiting) => ({ waiting, price: isMetAt(walk.p, waiting) ? walk.p : waiting.level }));
    const first = nearest(counting, walk.p);
    if (first === null) return;
    attempt(desk, first.waiting, { raw: first.price, at: "level", limit: "maker" });
    noteOpening(walk, position);
  }
}
