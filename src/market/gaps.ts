import type { Gap, Timeframe } from "../contracts/bars.js";
import { barIndex, millis } from "../contracts/numbers.js";
import { type Calendar, isClosed } from "./calendar.js";
import { barsMissing, timeframeMs } from "./timeframes.js";

/** A step between neighbours longer than this many timeframes is a gap. */
const GAP_STEPS = 1.5;

/**
 * Every hole in the series, oldest first, those of closed markets included.
 *
 * @param timestamp ms UTC, bar open (nBars), strictly increasing
 */
export function findGaps(timestamp: Float64Array, timeframe: Timeframe, calendar: Calendar): Gap[] {
  const longestStep = GAP_STEPS * timeframeMs(timeframe);
  const gaps: Gap[] = [];
  for (let i = 1; i < timestamp.length; i++) {
    const from = timestamp[i - 1] as number;
    const to = timestamp[i] as number;
    if (to - from <= longestStep) continue;
    gaps.push({
      after: barIndex(i - 1),
      from: millis(from),
      to: millis(to),
      missing: barsMissing(from, to, timeframe),
      closed: isClosed(from, to, calendar),
    });
  }
  return gaps;
}
