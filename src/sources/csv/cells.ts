import { CARRIAGE_RETURN, COMMA, LINE_FEED, QUOTE, SEMICOLON, SPACE, TAB, textOf } from "../ascii.js";

const DELIMITERS = [COMMA, SEMICOLON, TAB] as const;

export function isLineEnd(byte: number): boolean {
  return byte === LINE_FEED || byte === CARRIAGE_RETURN;
}

/** Offset of the end of the line that `at` is in: its line end, or `limit`. */
export function lineEnd(bytes: Uint8Array, at: number, limit: number): number {
  let end = at;
  while (end < limit && !isLineEnd(bytes[end] as number)) end++;
  return end;
}

/** Offset of the line after the one that ends at `end`: \n, \r\n and \r all end a line. */
export function afterLineEnd(bytes: Uint8Array, end: number, limit: number): number {
  if (end >= limit) return limit;
  return bytes[end] === CARRIAGE_RETURN && bytes[end + 1] === LINE_FEED ? Math.min(end + 2, limit) : end + 1;
}

/** Finds cells one after another, with or without quotes round them. The fields describe the cell found last. */
export class CellFinder {
  /** Start and end of what is in the cell, without quotes and blanks. */
  from = 0;
  to = 0;
  /** Where the cell ends: at a delimiter, a line end, or the limit. */
  end = 0;

  find(bytes: Uint8Array, at: number, limit: number, delimiter: number): void {
    let from = at;
    while (from < limit && isBlank(bytes[from] as number, delimiter)) from++;
    const quoted = from < limit && bytes[from] === QUOTE;
    let end = quoted ? closingQuote(bytes, from + 1, limit) : from;
    if (quoted) {
      this.from = from + 1;
      this.to = end;
    }
    while (end < limit && bytes[end] !== delimiter && !isLineEnd(bytes[end] as number)) end++;
    this.end = end;
    if (quoted) return;
    while (end > from && isBlank(bytes[end - 1] as number, delimiter)) end--;
    this.from = from;
    this.to = end;
  }
}

/** The cells of the line bytes[from..to) as text. */
export function splitCells(bytes: Uint8Array, from: number, to: number, delimiter: number): string[] {
  const finder = new CellFinder();
  const cells: string[] = [];
  for (let at = from; ; at = finder.end + 1) {
    finder.find(bytes, at, to, delimiter);
    cells.push(textOf(bytes, finder.from, finder.to));
    if (finder.end >= to) return cells;
  }
}

/** Comma, semicolon or tab: the one that makes most cells of the line. */
export function detectDelimiter(bytes: Uint8Array, from: number, to: number): number {
  const counts = DELIMITERS.map((delimiter) => splitCells(bytes, from, to, delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] as number;
}

function isBlank(byte: number, delimiter: number): boolean {
  return byte === SPACE || (byte === TAB && delimiter !== TAB);
}

/** The quote that closes a cell, skipping doubled ones; the line's end if there is none. */
function closingQuote(bytes: Uint8Array, from: number, limit: number): number {
  let at = from;
  while (at < limit && !isLineEnd(bytes[at] as number)) {
    if (bytes[at] === QUOTE) {
      if (bytes[at + 1] !== QUOTE) return at;
      at++;
    }
    at++;
  }
  return Math.min(at, limit);
}
