// What the host checks when it loads the kernel: that its offsets are those of this very build.

import { Instruction } from "../graph/instruction";
import { PathJob } from "../montecarlo/job";
import { Order } from "../orders/order";
import { Portfolio, Sleeve } from "../portfolio/state";
import { EquitySummary } from "../statistics/equity-summary";
import { Binding, Simulation } from "../simulation/state";
import { RunCounts } from "../simulation/sweep";
import { ABI_VERSION } from "./codes";

export function abiVersion(): i32 {
  return ABI_VERSION;
}

/**
 * Size in bytes and offset of the last field of each record: 0 Simulation, 1 Binding, 2 Instruction, 3 EquitySummary, 4 Order, 5 RunCounts,
 * 6 PathJob, 7 Portfolio, 8 Sleeve.
 */
export function layoutSize(record: i32): i32 {
  if (record == 0) return (offsetof<Simulation>() << 12) | offsetof<Simulation>("conservationError");
  if (record == 1) return (offsetof<Binding>() << 12) | offsetof<Binding>("before");
  if (record == 4) return (offsetof<Order>() << 12) | offsetof<Order>("day");
  if (record == 5) return (offsetof<RunCounts>() << 12) | offsetof<RunCounts>("highest");
  if (record == 6) return (offsetof<PathJob>() << 12) | offsetof<PathJob>("close");
  if (record == 7) return (offsetof<Portfolio>() << 12) | offsetof<Portfolio>("markCount");
  if (record == 8) return (offsetof<Sleeve>() << 12) | offsetof<Sleeve>("fills");
  if (record == 3) return (offsetof<EquitySummary>() << 12) | offsetof<EquitySummary>("squaresOdd");
  return (offsetof<Instruction>() << 12) | offsetof<Instruction>("p1");
}
