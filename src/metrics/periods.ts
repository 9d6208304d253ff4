import type { Bars } from "../contracts/bars.js";
import type { BacktestConfig } from "../contracts/config.js";
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
  return length > DAY_MS ? (365 * DAY_MS) / length : daysPerYear(bars) * (DAY_MS / length);
}

/** Periods per year of the returns that the ratios are computed on: UTC days, or bars; a bar longer than a day is its own day. */
export function periodsPerYear({ bars, config }: { bars: Bars; config: BacktestConfig }): number {
  if (config.periodsPerYear !== undefined) return config.periodsPerYear;
  const days = daysPerYear(bars);
  const perYear = barsPerYear(bars);
  return config.returns === "day" ? Math.min(days, perYear) : perYear;
}
