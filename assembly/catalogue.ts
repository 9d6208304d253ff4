// The indicators' module: operations of a graph beside those of the kernel, in the kernel's memory. What sweeps and simulations run bar by bar
// stays in the kernel; what is computed once a series is here, so that neither has to wait for the other's size.

import "./core/status";
import * as averages from "./indicators/averages/operations";
import { AVERAGES, FAMILY } from "./indicators/families";
import { Instruction } from "./graph/instruction";

export { staticEnd } from "./core/memory";

/** Working memory that an instruction needs, bytes; `n` is its window, `p` its first number. */
export function stateBytes(code: i32, n: i32, p: f64): i32 {
  const family = code & FAMILY;
  if (family == AVERAGES) return averages.stateBytes(code, n, p);
  return 0;
}

/** Runs an instruction over bars [from, to). */
export function execute(instruction: usize, from: i32, to: i32): void {
  const t = changetype<Instruction>(instruction);
  const family = t.op & FAMILY;
  if (family == AVERAGES) averages.execute(t, from, to);
}
