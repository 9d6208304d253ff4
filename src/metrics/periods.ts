import type { Bars } from "../contracts/bars.js";
import { timeframeMs } from "../market/timeframes.js";

const DAY_MS = 86_400_000;

/** Days in a year of this market's calendar. */
export function daysPerYear(bars: Bars): number {
  return bars.quality.calendar === "24/7" ? 365 : 252;
}

/** Bars in a year: of up to a day by the market's days, of more by the calendar's. */
export function barsPerYear(bars: Bars): number {
  if (bars.timeframe === "1M") return 12;
  const length = timeframeMs(bars.timeframe);
  return length > DAY_MS ? (365 * DAY_MS) / length : (daysPerYear(bars) * DAY_MS) / length;
}
