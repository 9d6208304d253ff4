import type { Position } from "../model.js";
import { attempt } from "./attempt.js";
import { isExit, isInside, isMetAt, nearest, waitingOn } from "./waiting.js";
import type { Walk } from "./walk.js";

/** ORDERS.md, "Own exits": of a position that was opened on a leg one side counts on this bar, and the other does not exist. */

/** A position other than the one before has been opened on a leg. */
export function noteOpening(walk: Walk, before: Position | null, raw: number): void {
  const { position } = walk.desk.account;
  if (position === null || position.id === before?.id) return;
  walk.openedOnLeg = { id: position.id, raw };
  walk.trailBefore = position.trail;
}

export function hasOwnExits({ desk, mode, openedOnLeg }: Walk): boolean {
  return mode !== "ohlc" && openedOnLeg !== null && desk.account.position?.id === openedOnLeg.id;
}

/** The price stays where it was. */
export function takeOwnExits(walk: Walk): void {
  const { desk, bar, mode } = walk;
  while (hasOwnExits(walk)) {
    const { position } = desk.account;
    const exits = waitingOn(desk, walk.absent).filter((waiting) => isExit(desk, waiting));
    if (exits.some((exit) => isInside(bar, exit))) walk.ambiguous = true;
    // the losing side of a long is met from above, as is the winning side of a short
    const countsFromAbove = (position?.side === 1) === (mode === "pessimistic");
    for (const { what, fromAbove } of exits) {
      if (typeof what !== "string" && fromAbove !== countsFromAbove) walk.absent.push(what);
    }
    const counting = exits
      .filter((exit) => exit.fromAbove === countsFromAbove && isInside(bar, exit))
      .map((waiting) => ({ waiting, price: waiting.level }));
    const first = nearest(counting, walk.openedOnLeg?.raw ?? Number.NaN);
    if (first === null) return;
    const raw = isMetAt(walk.p, first.waiting) ? walk.p : first.price;
    attempt(desk, first.waiting, { raw, at: "level", limit: "maker" });
    noteOpening(walk, position, raw);
  }
}
