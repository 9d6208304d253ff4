// High, low and close of the session before, for pivot points.

import { at, put } from "../../core/columns";
import { SESSION_DAY, SESSION_WEEK } from "./codes";

const DAY_MS: f64 = 86_400_000;

@unmanaged
export class SessionState {
  /** sessions so far */
  count: i32;
  session: f64;
  high: f64;
  low: f64;
  close: f64;
  highBefore: f64;
  lowBefore: f64;
  closeBefore: f64;
}

/** High, low and close of the session that ended before bar i's began, by the bars' opening times (ms UTC); NaN in the first session. */
export function sessionBefore(
  s: SessionState, stamps: usize, high: usize, low: usize, close: usize, highBefore: usize, lowBefore: usize, closeBefore: usize,
  from: i32, to: i32, kind: i32,
): void {
  for (let i = from; i < to; i++) {
    const session = sessionOf(at(stamps, i), kind);
    if (s.count == 0 || session != s.session) {
      s.highBefore = s.high;
      s.lowBefore = s.low;
      s.closeBefore = s.close;
      s.count = min(s.count + 1, 2);
      s.session = session;
      s.high = at(high, i);
      s.low = at(low, i);
    } else {
      s.high = max(s.high, at(high, i));
      s.low = min(s.low, at(low, i));
    }
    s.close = at(close, i);
    const known = s.count > 1;
    put(highBefore, i, known ? s.highBefore : NaN);
    put(lowBefore, i, known ? s.lowBefore : NaN);
    put(closeBefore, i, known ? s.closeBefore : NaN);
  }
}

/** A number that is another one in every session. */
function sessionOf(stamp: f64, kind: i32): f64 {
  const day = floor(stamp / DAY_MS);
  if (kind == SESSION_DAY) return day;
  // day 0 was a Thursday
  if (kind == SESSION_WEEK) return floor((day + 3) / 7);
  return monthOf(day);
}

/** Months since March of the year 0, of days since 1970: Hinnant, chrono-compatible low-level date algorithms. */
function monthOf(day: f64): f64 {
  const z = day + 719_468;
  const era = floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const year = floor(
    (dayOfEra - floor(dayOfEra / 1_460) + floor(dayOfEra / 36_524) - floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * year + floor(year / 4) - floor(year / 100));
  return (era * 400 + year) * 12 + floor((5 * dayOfYear + 2) / 153);
}
