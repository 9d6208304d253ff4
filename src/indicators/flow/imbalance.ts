import type { Handle } from "../../kernel/node.js";
import { compute, ratio } from "../arithmetic.js";

/** (a - b) / (a + b), from -1 to 1; NaN where both are 0. */
export function imbalance(a: Handle, b: Handle): Handle {
  return ratio(compute(a, "subtract", b), compute(a, "add", b));
}

/** Of columns that are all of one kind: their sum. */
export function total(columns: readonly Handle[]): Handle {
  return columns.reduce((sum, column) => compute(sum, "add", column));
}
