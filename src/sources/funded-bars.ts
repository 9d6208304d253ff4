import type { Bars } from "../contracts/bars.js";
import { VaranusError } from "../contracts/errors.js";
import { type FundingSeries, withFunding } from "../market/funding.js";
import { timeframeMs } from "../market/timeframes.js";
import { formatTime } from "../market/times.js";

/** Bars with the funding of a file, and what is to be said of it. */
export interface FundedBars {
  readonly bars: Bars;
  /** Bars that a rate other than 0 falls into. */
  readonly charged: number;
}

/** `withFunding`, for a file that the user gave: rates of which none falls into the bars are a mistake, and refused. */
export function fundBars(bars: Bars, series: FundingSeries, file: string): FundedBars {
  const funded = withFunding(bars, series, file);
  const start = bars.timestamp[0] as number;
  const end = (bars.timestamp[bars.length - 1] as number) + timeframeMs(bars.timeframe);
  if (!series.timestamp.some((stamp) => stamp >= start && stamp < end)) {
    const [first, last] = extent(series.timestamp);
    throw new VaranusError({
      code: "data",
      path: file,
      message: `no rate falls into the bars: the rates are of ${formatTime(first)} to ${formatTime(last)}, the bars of ${formatTime(start)} to ${formatTime(end)}`,
      hint: "give the rates of that time",
    });
  }
  return { bars: funded, charged: funded.funding?.charged.reduce((sum, flag) => sum + flag, 0) ?? 0 };
}

function extent(values: Float64Array): [low: number, high: number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
