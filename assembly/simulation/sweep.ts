// One run of many: graph, bar loop and summary of its equity, a slice of bars at a time, so that what one writes the next finds in the
// nearest cache. Trades and fills are counted, not kept.

import { STATUS_OK } from "../core/codes";
import { evaluate } from "../graph/program";
import { EquitySummary, summarise } from "../statistics/equity-summary";
import { run } from "./run";
import { Binding, Simulation } from "./state";

/** What a sweep keeps of a run beside the summary of its equity. */
@unmanaged
export class RunCounts {
  trades: i32;
  fills: i32;
}

/**
 * Takes a simulation that has not begun through all of its bars. `slice`: a multiple of 64 bars; `window`: room for the equity of a slice, or
 * of all bars where `whole`.
 */
export function sweep(
  program: usize, count: i32, state: usize, binding: usize, summary: usize, counts: usize, window: usize, whole: bool, slice: i32,
): void {
  const s = changetype<Simulation>(state);
  const b = changetype<Binding>(binding);
  const c = changetype<RunCounts>(counts);
  c.trades = 0;
  c.fills = 0;
  for (let from = 0; from < b.bars; from += slice) {
    const to = min(from + slice, b.bars);
    if (count > 0) evaluate(program, count, from, to);
    b.equity = whole ? window : window - (usize(from) << 3);
    while (run(s, b, to) != STATUS_OK) drop(s, c);
    summarise(changetype<EquitySummary>(summary), b.equity, from, to);
  }
  drop(s, c);
}

@inline
function drop(s: Simulation, c: RunCounts): void {
  c.trades += s.tradeRows;
  c.fills += s.fillRows;
  s.tradeRows = 0;
  s.fillRows = 0;
}
