import type { Bars } from "../contracts/bars.js";
import { VaranusError } from "../contracts/errors.js";
import { timeframeMs } from "./timeframes.js";

/** Which bars of a finer series lie in each bar of a series, and whether they make it up. */
export interface FinerBars {
  readonly bars: Bars;
  /** Finer bars in a whole bar. */
  readonly count: number;
  /** Index of the first finer bar of each bar (nBars); meaningless where it is not complete. */
  readonly from: Float64Array;
  /** 1 where all finer bars are there and aggregate to the bar (nBars). */
  readonly complete: Uint8Array;
}

/** Without a tick size, prices this near relatively are equal. */
const SAME = 1e-9;

/**
 * Finds the finer bars of each bar. `tick`: open, high, low and close have to agree within one; 0 = to 1e-9 relative.
 * A finer timeframe that does not divide the coarse one is refused.
 */
export function finerBars(bars: Bars, finer: Bars, tick: number): FinerBars {
  const coarseMs = timeframeMs(bars.timeframe);
  const finerMs = timeframeMs(finer.timeframe);
  const count = coarseMs / finerMs;
  if (bars.timeframe === "1M" || !Number.isInteger(count) || count < 2) {
    throw new VaranusError({
      code: "data",
      path: "finer",
      message: `bars of ${bars.timeframe} are not made up of bars of ${finer.timeframe}`,
      hint: "give a shorter timeframe that divides it",
    });
  }
  const from = new Float64Array(bars.length);
  const complete = new Uint8Array(bars.length);
  let k = 0;
  for (let i = 0; i < bars.length; i++) {
    const open = bars.timestamp[i] as number;
    while (k < finer.length && (finer.timestamp[k] as number) < open) k++;
    from[i] = k;
    complete[i] = madeUp(bars, i, finer, k, count, finerMs, tick) ? 1 : 0;
  }
  return { bars: finer, count, from, complete };
}

function madeUp(bars: Bars, i: number, finer: Bars, k: number, count: number, finerMs: number, tick: number): boolean {
  if (k + count > finer.length) return false;
  const start = bars.timestamp[i] as number;
  let high = Number.NEGATIVE_INFINITY;
  let low = Number.POSITIVE_INFINITY;
  for (let j = 0; j < count; j++) {
    if (finer.timestamp[k + j] !== start + j * finerMs) return false;
    high = Math.max(high, finer.high[k + j] as number);
    low = Math.min(low, finer.low[k + j] as number);
  }
  const near = (a: number, b: number) => Math.abs(a - b) <= (tick > 0 ? tick : SAME * b);
  return (
    near(finer.open[k] as number, bars.open[i] as number) &&
    near(high, bars.high[i] as number) &&
    near(low, bars.low[i] as number) &&
    near(finer.close[k + count - 1] as number, bars.close[i] as number)
  );
}
