import { shown } from "../ascii.js";
import { checkText, textStart } from "../file-kind.js";
import { rowError } from "../source-error.js";
import { numberIn, stampOf } from "../stamps.js";
import { afterLineEnd, detectDelimiter, lineEnd, splitCells } from "./cells.js";
import { plain } from "./columns.js";

/** A CSV with a header, cell by cell: for tables whose columns have one name each. */
export class PlainRows {
  /** As the file writes them. */
  readonly names: readonly string[];
  private readonly plainNames: readonly string[];
  private readonly delimiter: number;
  private readonly headerEnd: number;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly file: string,
  ) {
    checkText(bytes, file);
    const start = textStart(bytes);
    this.headerEnd = lineEnd(bytes, start, bytes.length);
    this.delimiter = detectDelimiter(bytes, start, this.headerEnd);
    this.names = splitCells(bytes, start, this.headerEnd, this.delimiter);
    this.plainNames = this.names.map(plain);
  }

  /** Index of the column that has one of these names, as `plain` writes them; refuses a file without. */
  column(accepted: readonly string[], what: string): number {
    const found = accepted.map((name) => this.plainNames.indexOf(name)).find((k) => k >= 0);
    if (found !== undefined) return found;
    const has = this.names.slice(0, 8).join(", ");
    throw rowError(`${this.file}:1`, `no column of ${what}; the file has: ${has}`, `name one ${accepted[0]}`);
  }

  has(name: string): boolean {
    return this.plainNames.includes(name);
  }

  /** Calls `take` with the cells of each row and its place ("trades.csv:17"). Empty lines are skipped. */
  each(take: (cells: readonly string[], place: string) => void): void {
    const { bytes, file, delimiter } = this;
    let line = 2;
    for (let at = afterLineEnd(bytes, this.headerEnd, bytes.length); at < bytes.length; line++) {
      const end = lineEnd(bytes, at, bytes.length);
      if (end > at) {
        const cells = splitCells(bytes, at, end, delimiter);
        const place = `${file}:${line}`;
        if (cells.length !== this.names.length) {
          const what = `the row has ${cells.length} cells, the header has ${this.names.length}`;
          throw rowError(place, what, "complete or delete the row");
        }
        take(cells, place);
      }
      at = afterLineEnd(bytes, end, bytes.length);
    }
  }
}

/** ms UTC of a cell that holds a time. */
export function stampCell(cell: string, place: string): number {
  const ms = stampOf(cell);
  if (ms !== undefined) return ms;
  const cure = "write 2024-01-31T04:00 (UTC), or ms since 1970";
  throw rowError(place, `the stamp is ${shown(cell)}, a time is needed`, cure);
}

/** A finite number of `least` or more; `what` names it. */
export function numberCell(cell: string, what: string, place: string, least = Number.NEGATIVE_INFINITY): number {
  const value = numberIn(cell);
  if (Number.isFinite(value) && value >= least) return value;
  const wanted = least === Number.NEGATIVE_INFINITY ? "a number" : `a number of ${least} or more`;
  throw rowError(place, `the ${what} is ${shown(cell)}, ${wanted} is needed`);
}

/** A finite number above 0. */
export function positiveCell(cell: string, what: string, place: string): number {
  const value = numberIn(cell);
  if (Number.isFinite(value) && value > 0) return value;
  throw rowError(place, `the ${what} is ${shown(cell)}, a number above 0 is needed`);
}

/** Stamps must not go back. */
export function checkOrder(before: number | undefined, stamp: number, place: string): void {
  if (before === undefined || stamp >= before) return;
  throw rowError(place, "the stamp is before that of the row above", "sort the file by time, oldest first");
}
