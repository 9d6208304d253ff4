import { TIMEFRAMES, type Timeframe } from "../contracts/bars.js";
import { closest, VaranusError } from "../contracts/errors.js";
import { civilFromDays, DAY, daysFromCivil, HOUR, MINUTE, WEEK } from "./civil.js";

/** Length of a bar in ms. A month is nominally 30 days; its bars start on the first of each UTC month. */
const LENGTHS: Readonly<Record<Timeframe, number>> = {
  "1m": MINUTE,
  "3m": 3 * MINUTE,
  "5m": 5 * MINUTE,
  "15m": 15 * MINUTE,
  "30m": 30 * MINUTE,
  "1h": HOUR,
  "2h": 2 * HOUR,
  "4h": 4 * HOUR,
  "6h": 6 * HOUR,
  "8h": 8 * HOUR,
  "12h": 12 * HOUR,
  "1d": DAY,
  "3d": 3 * DAY,
  "1w": WEEK,
  "1M": 30 * DAY,
};

/** The first Monday after 1970-01-01, a Thursday. */
const FIRST_MONDAY = 4 * DAY;

/** ms. */
export function timeframeMs(timeframe: Timeframe): number {
  return LENGTHS[timeframe];
}

export function isTimeframe(text: string): text is Timeframe {
  return (TIMEFRAMES as readonly string[]).includes(text);
}

/** A timeframe out of text that a user wrote; `path` is the flag or key it came by. */
export function parseTimeframe(text: string, path = "timeframe"): Timeframe {
  if (isTimeframe(text)) return text;
  const near = closest(text, TIMEFRAMES);
  throw new VaranusError({
    code: "config",
    message: `unknown timeframe "${text}"; there are: ${TIMEFRAMES.join(", ")}`,
    path,
    hint: near === undefined ? "choose one of them" : `did you mean "${near}"?`,
  });
}

/** Whether a bar of this timeframe opens at `ms`: 1w on Mondays, 3d counted from 1970-01-01, 1M on the first. */
export function isOnGrid(ms: number, timeframe: Timeframe): boolean {
  if (timeframe === "1M") return ms % DAY === 0 && civilFromDays(ms / DAY).day === 1;
  const periods = (timeframe === "1w" ? ms - FIRST_MONDAY : ms) / LENGTHS[timeframe];
  return periods === Math.floor(periods);
}

/** The k-th open of this timeframe at or after `ms`, counted from 0; ms UTC. */
export function openFrom(ms: number, timeframe: Timeframe, k = 0): number {
  if (timeframe === "1M") {
    const { year, month, day } = civilFromDays(Math.ceil(ms / DAY));
    const months = year * 12 + month - 1 + (day > 1 ? 1 : 0) + k;
    return DAY * daysFromCivil(Math.floor(months / 12), (months % 12) + 1, 1);
  }
  const origin = timeframe === "1w" ? FIRST_MONDAY : 0;
  const length = LENGTHS[timeframe];
  return origin + (Math.ceil((ms - origin) / length) + k) * length;
}

/** How many bars are missing between two neighbours: round(step / timeframe) - 1, at least 0. */
export function barsMissing(from: number, to: number, timeframe: Timeframe): number {
  const steps = timeframe === "1M" ? monthOf(to) - monthOf(from) : Math.round((to - from) / LENGTHS[timeframe]);
  return steps > 1 ? steps - 1 : 0;
}

/** Months since year 0 of the month nearest to a stamp, so that a bar a few days off the first keeps its month. */
function monthOf(ms: number): number {
  const { year, month, day } = civilFromDays(Math.floor(ms / DAY));
  return year * 12 + month + (day > 15 ? 1 : 0);
}

/** A length of time in its largest whole unit: "90 s", "7 min", "2 h", "3 d". */
export function formatDuration(ms: number): string {
  const size = Math.abs(ms);
  if (size >= DAY && size % DAY === 0) return `${ms / DAY} d`;
  if (size >= HOUR && size % HOUR === 0) return `${ms / HOUR} h`;
  if (size >= MINUTE && size % MINUTE === 0) return `${ms / MINUTE} min`;
  return size % 1_000 === 0 ? `${ms / 1_000} s` : `${ms} ms`;
}
