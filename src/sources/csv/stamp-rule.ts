import { TimeScanner } from "../../market/time-scanner.js";
import { formatUtcOffset } from "../../market/times.js";
import { shown } from "../ascii.js";
import { rowError } from "../source-error.js";

/** How the stamp of a row is made of its cells; found on the first row, it holds for the whole file. */
export type StampRule =
  /** A number since 1970. */
  | { kind: "epoch"; column: number }
  /** A date, perhaps with clock and zone. */
  | { kind: "text"; column: number; zoned: boolean; offsetMinutes: number }
  /** A date in one column, the time of day in another. */
  | { kind: "date-clock"; column: number; clockColumn: number; offsetMinutes: number };

const FORMS = "stamps are s, ms, µs or ns since 1970, or dates such as 2024-01-31T04:00 or 2024.01.31";

/**
 * Looks at the candidate cells of the first row, best column name first: a number since 1970 or a date with its clock
 * wins over a date whose clock is in another column, and that over a date alone.
 *
 * @param utcOffset minutes east of Greenwich of stamps that state no zone; undefined = not told
 * @param place "file:line" of the row
 */
export function findStampRule(
  cells: readonly string[],
  candidates: readonly number[],
  utcOffset: number | undefined,
  place: string,
): { rule: StampRule; note: string[] } {
  const kinds = candidates.map((column) => ({ column, kind: kindOf(cells[column] ?? "") }));
  const of = (wanted: CellKind["is"]) => kinds.find(({ kind }) => kind.is === wanted);
  const date = of("date");
  const clock = of("clock");
  const whole = kinds.find(({ kind }) => kind.is === "number" || kind.is === "time");

  if (whole?.kind.is === "number" && !(date !== undefined && clock !== undefined)) {
    // their unit is not known before all are read: who converts them says so
    const note = utcOffset === undefined ? [] : ["the UTC offset is not used: stamps that count from 1970 are UTC"];
    return { rule: { kind: "epoch", column: whole.column }, note };
  }
  if (whole?.kind.is === "time") {
    const { zoned, dotted } = whole.kind;
    if (dotted && !zoned) requireOffset(utcOffset, place);
    const rule = { kind: "text", column: whole.column, zoned, offsetMinutes: utcOffset ?? 0 } as const;
    return { rule, note: zoned ? zonedNote(utcOffset) : localNote("dates and times", utcOffset) };
  }
  if (date !== undefined && clock !== undefined) {
    if (date.kind.is === "date" && date.kind.dotted) requireOffset(utcOffset, place);
    const offsetMinutes = utcOffset ?? 0;
    const rule = { kind: "date-clock", column: date.column, clockColumn: clock.column, offsetMinutes } as const;
    return { rule, note: localNote("date and time of day in two columns", utcOffset) };
  }
  if (date !== undefined) {
    const rule = { kind: "text", column: date.column, zoned: false, offsetMinutes: utcOffset ?? 0 } as const;
    return { rule, note: localNote("dates", utcOffset) };
  }
  const cell = cells[candidates[0] as number] ?? "";
  throw rowError(place, cell === "" ? "the timestamp is empty" : `${shown(cell)} is no time`, FORMS);
}

type CellKind =
  | { is: "number" | "clock" | "other" }
  | { is: "date"; dotted: boolean }
  | { is: "time"; dotted: boolean; zoned: boolean };

function kindOf(cell: string): CellKind {
  const scanner = new TimeScanner();
  const bytes = new TextEncoder().encode(cell);
  if (scanner.scan(bytes, 0, bytes.length)) {
    const { dotted, hasClock, offsetMinutes } = scanner;
    const zoned = offsetMinutes === offsetMinutes;
    return hasClock ? { is: "time", dotted, zoned } : { is: "date", dotted };
  }
  if (scanner.scanClock(bytes, 0, bytes.length)) return { is: "clock" };
  return { is: /^[+-]?\d+(\.\d*)?([eE][+-]?\d+)?$/.test(cell) ? "number" : "other" };
}

/** MetaTrader writes dotted dates in the broker's own time, and no file says which that is. */
function requireOffset(utcOffset: number | undefined, place: string): void {
  if (utcOffset !== undefined) return;
  throw rowError(
    place,
    "these are MetaTrader stamps in the broker's time, and its UTC offset is not in the file",
    "state it, for example --utc-offset +02:00; +00:00 if the stamps are UTC",
  );
}

function localNote(what: string, utcOffset: number | undefined): string[] {
  const zone = utcOffset === undefined ? "UTC" : `UTC${formatUtcOffset(utcOffset)} all year`;
  return [`timestamps: ${what} without a zone, taken as ${zone}`];
}

function zonedNote(utcOffset: number | undefined): string[] {
  const note = "timestamps: dates and times with their own UTC offset";
  return [utcOffset === undefined ? note : `${note}; the one given is not used`];
}
