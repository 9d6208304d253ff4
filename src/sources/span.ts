import type { Bars } from "../contracts/bars.js";
import { VaranusError } from "../contracts/errors.js";
import { sliceBars } from "../market/bars.js";
import { parseTime } from "../market/times.js";

const DAY_MS = 86_400_000;

/** What to take of a series, as a user writes it: ISO dates or times, UTC, both inclusive; a date alone stands for its whole day. */
export interface Span {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** ms UTC, both inclusive; undefined where nothing is given. */
export function parseSpan({ from, to }: Span): { from: number | undefined; to: number | undefined } {
  return { from: timeOf(from, "from", 0), to: timeOf(to, "to", DAY_MS - 1) };
}

/** The bars of a span, by `sliceBars`; where there are none, the error names the end that was given. */
export function cutBars(bars: Bars, span: Span): Bars {
  const { from, to } = parseSpan(span);
  try {
    return sliceBars(bars, from, to);
  } catch (error) {
    if (!(error instanceof VaranusError) || error.code !== "data") throw error;
    throw new VaranusError({ ...error.toDetail(), path: from === undefined ? "to" : "from" });
  }
}

function timeOf(text: string | undefined, path: string, ofDate: number): number | undefined {
  if (text === undefined) return undefined;
  const time = parseTime(text);
  if (time === undefined) {
    throw new VaranusError({
      code: "config",
      path,
      message: `"${text}" is not a time`,
      hint: "give an ISO date or time in UTC, as 2024-01-31 or 2024-01-31T04:00",
    });
  }
  return time.ms + (time.dateOnly ? ofDate : 0);
}
