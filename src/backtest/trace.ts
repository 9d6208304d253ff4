import type { Simulation } from "../kernel/simulation.js";

/** What the simulation had in mind, bar by bar; to be looked at, no part of a result. Every column (nBars). */
export interface Trace {
  /** Nearest level on the losing side for the trade held at the bar's end, quote currency; NaN = flat, or none. */
  readonly stop: Float64Array;
  /** Its target; NaN = flat, or none. */
  readonly target: Float64Array;
  /** 1 where the intrabar rule decided what came first. */
  readonly ambiguous: Uint8Array;
}

/** Takes a simulation that has not begun to its end, one bar at a time, and notes what it has in mind. */
export function traceOf(simulation: Simulation, bars: number): Trace {
  const stop = new Float64Array(bars).fill(Number.NaN);
  const target = new Float64Array(bars).fill(Number.NaN);
  const ambiguous = new Uint8Array(bars);
  let counted = 0;
  for (let i = 0; i < bars; i++) {
    simulation.advance(1);
    const quantity = simulation.peek("quantity");
    if (quantity !== 0) {
      const low = simulation.peek("levelLow");
      const high = simulation.peek("levelHigh");
      stop[i] = finite(quantity > 0 ? low : high);
      target[i] = finite(quantity > 0 ? high : low);
    }
    const count = simulation.peek("ambiguous");
    if (count > counted) ambiguous[i] = 1;
    counted = count;
  }
  return { stop, target, ambiguous };
}

function finite(level: number): number {
  return Number.isFinite(level) ? level : Number.NaN;
}
