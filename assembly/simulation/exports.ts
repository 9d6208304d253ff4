// The simulation as the host calls it: states and bindings are addresses there.

import { run as runBars } from "./run";
import { Binding, Simulation } from "./state";
import { step as stepBar } from "./step";

/** See run.ts. */
export function run(state: usize, binding: usize, to: i32): i32 {
  return runBars(changetype<Simulation>(state), changetype<Binding>(binding), to);
}

/** Takes one bar, `nextBar`; no check of the output rows: drain them after every bar, or keep ROWS_PER_BAR free. */
export function step(state: usize, binding: usize): void {
  const s = changetype<Simulation>(state);
  stepBar(s, changetype<Binding>(binding), s.nextBar);
}
