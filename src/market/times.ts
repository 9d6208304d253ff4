import { type Millis, millis } from "../contracts/numbers.js";
import { civilFromDays, DAY, MINUTE, SECOND } from "./civil.js";
import { TimeScanner } from "./time-scanner.js";

/** Times as text: written in one form, read in several (see time-scanner). */

/** `2024-01-31T04:00:00Z`; milliseconds are written where there are any. */
export function formatTime(ms: number): string {
  const inDay = ms - Math.floor(ms / DAY) * DAY;
  const hours = Math.floor(inDay / (60 * MINUTE));
  const minutes = Math.floor(inDay / MINUTE) % 60;
  const seconds = Math.floor(inDay / SECOND) % 60;
  const rest = inDay % SECOND;
  const fraction = rest === 0 ? "" : `.${pad(Math.floor(rest), 3)}`;
  return `${formatDate(ms)}T${pad(hours, 2)}:${pad(minutes, 2)}:${pad(seconds, 2)}${fraction}Z`;
}

/** `2024-01-31`, the UTC day that a stamp falls on. */
export function formatDate(ms: number): string {
  const { year, month, day } = civilFromDays(Math.floor(ms / DAY));
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

export interface ParsedTime {
  /** UTC; a time that states no zone is taken as UTC. */
  ms: Millis;
  /** The text says which zone it is in. */
  zoned: boolean;
  /** The text is a date alone. */
  dateOnly: boolean;
}

/** A time as a user writes it, or undefined if it is none. */
export function parseTime(text: string): ParsedTime | undefined {
  const scanner = new TimeScanner();
  const bytes = asciiBytes(text.trim());
  if (!scanner.scan(bytes, 0, bytes.length)) return undefined;
  const zoned = scanner.offsetMinutes === scanner.offsetMinutes;
  const offset = zoned ? scanner.offsetMinutes * MINUTE : 0;
  return { ms: millis(scanner.ms - offset), zoned, dateOnly: !scanner.hasClock };
}

/** Minutes east of Greenwich out of `+02:00`, `-0530`, `+2`, `Z` or `UTC`; undefined if it is none of these. */
export function parseUtcOffset(text: string): number | undefined {
  const scanner = new TimeScanner();
  const bytes = asciiBytes(text.trim());
  return scanner.scanZone(bytes, 0, bytes.length) ? scanner.offsetMinutes : undefined;
}

/** `+02:00`. */
export function formatUtcOffset(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${pad(Math.floor(size / 60), 2)}:${pad(size % 60, 2)}`;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, "0");
}

/** Anything beyond ASCII becomes a byte that no time has. */
function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    return code < 128 ? code : 0;
  });
}
