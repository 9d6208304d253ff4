import { int } from "../../contracts/parameters.js";
import type { RecordedName } from "../define.js";

/** The most levels of a book that indicators read. */
export const MOST_LEVELS = 10;

export const levels = (value: number) =>
  int(
    value,
    { min: 1, max: MOST_LEVELS, search: [1, MOST_LEVELS] },
    "levels of the book on each side, from the best on",
  );

/** Columns of all levels, the best one's first. */
export function ofLevels(...names: ("bidPrice" | "bidSize" | "askPrice" | "askSize")[]): RecordedName[] {
  return Array.from({ length: MOST_LEVELS }, (_, k) => names.map((name) => `${name}${k + 1}` as const)).flat();
}

/** Every so many of a list, from a place on. */
export function every<Item>(items: readonly Item[], step: number, from: number): Item[] {
  return items.filter((_, k) => k % step === from);
}
