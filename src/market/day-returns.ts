import type { Bars } from "../contracts/bars.js";
import { timeframeMs } from "./timeframes.js";

const DAY_MS = 86_400_000;

/** Returns of several series by the same UTC days. */
export interface DayReturns {
  /** Days since 1970-01-01 of the first column. */
  readonly firstDay: number;
  readonly days: number;
  /** One series after the other (nSeries x nDays): last close of a day over that of the day before, less 1; NaN = none. */
  readonly values: Float64Array;
}

/** A close belongs to the UTC day in which its bar ends; one at midnight to the day that is over. */
export function dayReturns(series: readonly Bars[]): DayReturns {
  const ends = series.map((bars) => {
    const length = timeframeMs(bars.timeframe);
    return Array.from(bars.timestamp, (open, i) => {
      const end = Math.min(open + length, bars.timestamp[i + 1] ?? Number.POSITIVE_INFINITY);
      return Math.floor((end - 1) / DAY_MS);
    });
  });
  const firstDay = Math.min(...ends.map((days) => days[0] as number));
  const lastDay = Math.max(...ends.map((days) => days.at(-1) as number));
  const days = lastDay - firstDay + 1;
  const values = new Float64Array(series.length * days).fill(Number.NaN);
  series.forEach((bars, s) => {
    const closes = new Float64Array(days).fill(Number.NaN);
    for (const [i, day] of (ends[s] as number[]).entries()) closes[day - firstDay] = bars.close[i] as number;
    for (let d = 1; d < days; d++) {
      values[s * days + d] = (closes[d] as number) / (closes[d - 1] as number) - 1;
    }
  });
  return { firstDay, days, values };
}
