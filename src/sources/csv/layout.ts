import { shown } from "../ascii.js";
import { fileError } from "../source-error.js";
import { afterLineEnd, detectDelimiter, lineEnd, splitCells } from "./cells.js";
import {
  BINANCE_COLUMNS,
  type ColumnRoles,
  findRoles,
  METATRADER_COLUMNS,
  PRICE_ROLES,
  rolesFound,
} from "./columns.js";

/** Where the table of a file begins, and what its columns are. */
export interface Layout {
  delimiter: number;
  /** Names of the columns; made up where the file has no header. */
  header: string[];
  roles: ColumnRoles;
  /** Offset and number, from 1, of the line after the header: the first row, or blank lines before it. */
  start: number;
  startLine: number;
  notes: string[];
}

/** So many lines may come before the table. */
const PREAMBLE_LINES = 20;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const DATE = /^\d{4}[-./]?\d\d[-./]?\d\d/;
const CLOCK = /^\d\d:\d\d/;

/** Finds the header, or the first row of a file that has none, among the first lines. */
export function findLayout(bytes: Uint8Array, from: number, file: string): Layout {
  const notes: string[] = [];
  let firstLine: { text: string; line: number } | undefined;
  let at = from;
  for (let line = 1; line <= PREAMBLE_LINES && at < bytes.length; line++) {
    const end = lineEnd(bytes, at, bytes.length);
    const next = afterLineEnd(bytes, end, bytes.length);
    const delimiter = detectDelimiter(bytes, at, end);
    const cells = splitCells(bytes, at, end, delimiter);
    const text = cells.join(", ");
    if (text !== "") {
      const roles = findRoles(cells);
      if (rolesFound(roles) >= 2) {
        checkRoles(cells, roles, `${file}:${line}`);
        return { delimiter, header: cells, roles, start: next, startLine: line + 1, notes };
      }
      const header = headerFor(cells);
      if (header !== undefined) {
        notes.push(`no header: the columns are taken as ${header.join(", ")}`);
        return { delimiter, header, roles: findRoles(header), start: at, startLine: line, notes };
      }
      notes.push(`line ${line} is no part of the table and is skipped: ${shown(text)}`);
      firstLine ??= { text, line };
    }
    at = next;
  }
  if (firstLine === undefined) throw fileError(file, "the file has no rows", HEADER_HINT);
  throw fileError(
    `${file}:${firstLine.line}`,
    `no header of a table of bars; the file starts ${shown(firstLine.text)}`,
    HEADER_HINT,
  );
}

const HEADER_HINT = "the first line must name timestamp, open, high, low, close and, if there is one, volume";

function checkRoles(header: readonly string[], { stamps, prices }: ColumnRoles, place: string): void {
  const missing: string[] = PRICE_ROLES.filter((role) => prices[role] < 0);
  if (stamps.length === 0) missing.unshift("timestamp");
  if (missing.length === 0) return;
  const what = missing.length === 1 ? "column" : "columns";
  throw fileError(place, `no ${what} ${missing.join(", ")}; the file has: ${header.join(", ")}`, HEADER_HINT);
}

/** Column names for a first row that is data: a stamp and at least five numbers, or date, clock and four. */
function headerFor(cells: readonly string[]): string[] | undefined {
  const [first, second] = cells as [string, string];
  if (cells.length >= 6 && DATE.test(first) && CLOCK.test(second) && cells.slice(2, 6).every(isNumber)) {
    return named(cells, METATRADER_COLUMNS);
  }
  if (cells.length < 6 || !cells.slice(1, 6).every(isNumber)) return undefined;
  if (!isNumber(first) && !DATE.test(first)) return undefined;
  return named(cells, cells.length === BINANCE_COLUMNS.length ? BINANCE_COLUMNS : BINANCE_COLUMNS.slice(0, 6));
}

function named(cells: readonly string[], names: readonly string[]): string[] {
  return cells.map((_, k) => names[k] ?? `column ${k + 1}`);
}

function isNumber(cell: string): boolean {
  return NUMBER.test(cell);
}
