import type { Trace } from "../backtest/trace.js";
import type { BacktestConfig } from "../contracts/config.js";
import type { FillColumns } from "../contracts/result.js";

/** What a chart draws of a trace. Every column (nBars). */
export interface Levels {
  /** The nearest stop that the trade carried into the bar was tested with, quote currency; NaN = none. */
  readonly stop: Float64Array;
  /** Its target; NaN = none. */
  readonly target: Float64Array;
  /** 1 where the intrabar rule decided what came first. */
  readonly ambiguous: Uint8Array;
}

/** A bar is tested with the levels as they stood at the end of the bar before it; on the bar that opened a trade there are none yet. */
export function levelsOf({ stop, target, ambiguous }: Trace): Levels {
  return { stop: carried(stop), target: carried(target), ambiguous };
}

function carried(column: Float64Array): Float64Array {
  const moved = new Float64Array(column.length);
  moved.set(column.subarray(0, -1), 1);
  moved[0] = Number.NaN;
  return moved;
}

/**
 * Whether trades of such a run have levels: stops, those of the signals or of a strategy with onBar (its fills name orders), or a
 * liquidation that is near enough to matter.
 */
export function mayHaveLevels(
  { stops, strategy, leverage, marginTiers }: BacktestConfig,
  fills?: Pick<FillColumns, "order">,
): boolean {
  const own = strategy === undefined || (fills?.order ?? null) !== null;
  return stops.length > 0 || own || leverage > 1 || marginTiers.length > 0;
}
