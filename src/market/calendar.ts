import type { Quality, Timeframe } from "../contracts/bars.js";
import { DAY, HOUR, WEEK, weekdayOf } from "./civil.js";
import { timeframeMs } from "./timeframes.js";

/** When a market trades: decides which holes in a series are the data's fault. */
export type Calendar = Quality["calendar"];
export const CALENDARS: readonly Calendar[] = ["24/7", "fx-week", "sessions"];

const SATURDAY = 5; // weekdayOf
/** Noon of the first Saturday after 1970-01-01: inside the weekend whatever zone the stamps are in. */
const SATURDAY_NOON = 2 * DAY + 12 * HOUR;
/** The FX weekend lasts about 48 h; with a holiday beside it up to 75 h in practice. Longer holes are in the data. */
const LONGEST_WEEKEND = 80 * HOUR;
/** The longest closure of US exchanges since 1933 (September 2001). */
const LONGEST_CLOSURE = 4; // weekdays
/** More of the weekend's time traded than this: the market knows no weekend. */
const TRADED_WEEKEND = 0.6;
/** More of a trading day's time traded than this: the market trades around the clock (US shares with all hours: 0.67). */
const TRADED_DAY = 0.75;

/**
 * The calendar that the stamps themselves show. A market is 24/7 if bars fill more than 0.6 of the weekend time within
 * the file's span (or the span has none); if not, fx-week if bars fill more than 0.75 of the days that have any, else
 * sessions. Daily bars cannot tell FX from shares: sessions, the more lenient. Bars of 3d and longer are 24/7, since
 * every one of them holds a trading day.
 *
 * @param timestamp ms UTC, bar open (nBars), strictly increasing
 */
export function detectCalendar(timestamp: Float64Array, timeframe: Timeframe): Calendar {
  const step = timeframeMs(timeframe);
  if (timestamp.length === 0 || step > DAY) return "24/7";
  const first = timestamp[0] as number;
  const end = (timestamp[timestamp.length - 1] as number) + step;
  const weekendBars = weekendTime(first, end) / step;
  const { onWeekends, days } = census(timestamp);
  if (onWeekends >= TRADED_WEEKEND * weekendBars) return "24/7";
  const barsPerDay = DAY / step;
  return step < DAY && timestamp.length > TRADED_DAY * days * barsPerDay ? "fx-week" : "sessions";
}

/** Whether the market is closed all the way between two neighbouring bars, by its calendar. */
export function isClosed(from: number, to: number, calendar: Calendar): boolean {
  switch (calendar) {
    case "24/7":
      return false;
    case "fx-week":
      return to - from <= LONGEST_WEEKEND && saturdays(from) < saturdays(to);
    case "sessions":
      return Math.floor(from / DAY) < Math.floor(to / DAY) && weekdaysBetween(from, to) <= LONGEST_CLOSURE;
  }
}

/** How many bars lie on a UTC weekend, and on how many UTC days there are bars. */
function census(timestamp: Float64Array): { onWeekends: number; days: number } {
  let onWeekends = 0;
  let days = 0;
  let dayEnd = Number.NEGATIVE_INFINITY;
  let weekend = false;
  for (let i = 0; i < timestamp.length; i++) {
    const stamp = timestamp[i] as number;
    if (stamp >= dayEnd) {
      days++;
      dayEnd = (Math.floor(stamp / DAY) + 1) * DAY;
      weekend = weekdayOf(stamp) >= SATURDAY;
    }
    if (weekend) onWeekends++;
  }
  return { onWeekends, days };
}

/** ms of UTC Saturdays and Sundays in [from, to). */
function weekendTime(from: number, to: number): number {
  return weekendTimeUntil(to) - weekendTimeUntil(from);
}

/** ms of weekend from the Monday before 1970-01-01 to `ms`. */
function weekendTimeUntil(ms: number): number {
  const sinceMonday = ms + 3 * DAY;
  const weeks = Math.floor(sinceMonday / WEEK);
  const inWeek = sinceMonday - weeks * WEEK;
  return weeks * 2 * DAY + Math.max(0, inWeek - SATURDAY * DAY);
}

/** Saturday noons up to `ms`. */
function saturdays(ms: number): number {
  return Math.floor((ms - SATURDAY_NOON) / WEEK);
}

/** Whole UTC weekdays after the day of `from` and before the day of `to`. */
function weekdaysBetween(from: number, to: number): number {
  const start = (Math.floor(from / DAY) + 1) * DAY;
  const end = Math.floor(to / DAY) * DAY;
  return Math.max(0, end - start - weekendTime(start, end)) / DAY;
}
