import { parseTime } from "../market/times.js";
import { epochToMillis } from "./epochs.js";

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** The number that a cell holds; NaN if it holds none. */
export function numberIn(cell: string): number {
  return NUMBER.test(cell) ? Number(cell) : Number.NaN;
}

/** ms UTC of an ISO time or an epoch number in any unit; undefined if the cell is neither. */
export function stampOf(cell: string): number | undefined {
  const number = numberIn(cell);
  return parseTime(cell)?.ms ?? (Number.isNaN(number) ? undefined : epochToMillis(number));
}
