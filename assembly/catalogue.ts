// The indicators' module: operations of a graph beside those of the kernel, in the kernel's memory. What sweeps and simulations run bar by bar
// stays in the kernel; what is computed once a series is here, so that neither has to wait for the other's size.

import "./core/status";
import * as averages from "./indicators/averages/operations";
import * as momentum from "./indicators/momentum/operations";
import * as trend from "./indicators/trend/operations";
import * as volatility from "./indicators/volatility/operations";
import * as statistics from "./indicators/statistics/operations";
import * as volume from "./indicators/volume/operations";
import * as structure from "./indicators/structure/operations";
import * as flow from "./indicators/flow/operations";
import { AVERAGES, FAMILY, FLOW, MOMENTUM, STATISTICS, STRUCTURE, TREND, VOLATILITY, VOLUME } from "./indicators/families";
import { Instruction } from "./graph/instruction";

export { staticEnd } from "./core/memory";

/** Working memory that an instruction needs, bytes; `n` is its window, `p` its first number. */
export function stateBytes(code: i32, n: i32, p: f64): i32 {
  const family = code & FAMILY;
  if (family == AVERAGES) return averages.stateBytes(code, n, p);
  if (family == MOMENTUM) return momentum.stateBytes(code, n, p);
  if (family == TREND) return trend.stateBytes(code, n, p);
  if (family == VOLATILITY) return volatility.stateBytes(code, n, p);
  if (family == STATISTICS) return statistics.stateBytes(code, n, p);
  if (family == VOLUME) return volume.stateBytes(code, n, p);
  if (family == STRUCTURE) return structure.stateBytes(code, n, p);
  if (family == FLOW) return flow.stateBytes(code, n, p);
  return 0;
}

/** Runs an instruction over bars [from, to). */
export function execute(instruction: usize, from: i32, to: i32): void {
  const t = changetype<Instruction>(instruction);
  const family = t.op & FAMILY;
  if (family == AVERAGES) averages.execute(t, from, to);
  else if (family == MOMENTUM) momentum.execute(t, from, to);
  else if (family == TREND) trend.execute(t, from, to);
  else if (family == VOLATILITY) volatility.execute(t, from, to);
  else if (family == STATISTICS) statistics.execute(t, from, to);
  else if (family == VOLUME) volume.execute(t, from, to);
  else if (family == STRUCTURE) structure.execute(t, from, to);
  else if (family == FLOW) flow.execute(t, from, to);
}
