import { TIMESTAMP, VOLUME } from "../row-buffer.js";
import { fileError } from "../source-error.js";
import { raggedError } from "./cell-errors.js";
import { afterLineEnd, isLineEnd, lineEnd, splitCells } from "./cells.js";
import { PRICE_ROLES } from "./columns.js";
import { findLayout, type Layout } from "./layout.js";
import { findStampRule, type StampRule } from "./stamp-rule.js";

/** What to do with the cells of a column; from TIMESTAMP to VOLUME it is a number for that column of the row buffer. */
export const SKIP = -1;
export const DATE_TEXT = 6;
export const CLOCK_TEXT = 7;

/** All that must be known before the rows of a CSV can be read one after another. */
export interface Table {
  header: readonly string[];
  delimiter: number;
  /** (nColumns of the file) SKIP, DATE_TEXT, CLOCK_TEXT, or a column of the row buffer. */
  actions: Int8Array;
  stamp: StampRule;
  /** Offset and line, from 1, of the first row. */
  start: number;
  startLine: number;
  /** Length of the first row, for a guess at their number. */
  bytesPerRow: number;
  notes: string[];
}

/**
 * @param from offset of the text, behind a byte order mark
 * @param utcOffset minutes east of Greenwich of stamps without a zone; undefined = not told
 */
export function openTable(bytes: Uint8Array, from: number, file: string, utcOffset: number | undefined): Table {
  const layout = findLayout(bytes, from, file);
  const { header, delimiter, roles } = layout;
  const { start, startLine } = firstRow(bytes, layout);
  if (start >= bytes.length) {
    throw fileError(`${file}:${layout.startLine - 1}`, "the file has a header and no rows", "export it anew");
  }
  const end = lineEnd(bytes, start, bytes.length);
  const cells = splitCells(bytes, start, end, delimiter);
  const place = `${file}:${startLine}`;
  if (cells.length !== header.length) throw raggedError(place, cells.length, header.length);
  const { rule, note } = findStampRule(cells, roles.stamps, utcOffset, place);
  const actions = actionsOf(layout, rule);
  const notes = [...layout.notes, ...note, ...columnNotes(layout, actions)];
  return { header, delimiter, actions, stamp: rule, start, startLine, bytesPerRow: end + 1 - start, notes };
}

/** Skips blank lines behind the header. */
function firstRow(bytes: Uint8Array, layout: Layout): { start: number; startLine: number } {
  let { start, startLine } = layout;
  while (start < bytes.length && isLineEnd(bytes[start] as number)) {
    start = afterLineEnd(bytes, start, bytes.length);
    startLine++;
  }
  return { start, startLine };
}

function actionsOf({ header, roles }: Layout, stamp: StampRule): Int8Array {
  const actions = new Int8Array(header.length).fill(SKIP);
  PRICE_ROLES.forEach((role, k) => {
    actions[roles.prices[role]] = k + 1;
  });
  if (roles.volume >= 0) actions[roles.volume] = VOLUME;
  actions[stamp.column] = stamp.kind === "epoch" ? TIMESTAMP : DATE_TEXT;
  if (stamp.kind === "date-clock") actions[stamp.clockColumn] = CLOCK_TEXT;
  return actions;
}

function columnNotes({ header, roles }: Layout, actions: Int8Array): string[] {
  const notes: string[] = [];
  const volume = header[roles.volume];
  if (volume === undefined) notes.push("no volume column: the volume is 0 on every bar");
  else if (volume.toLowerCase() !== "volume") notes.push(`volume: column ${volume}`);
  const unused = header.filter((_, k) => actions[k] === SKIP);
  if (unused.length === 1) notes.push(`column ${unused[0]} is not used`);
  else if (unused.length > 1) notes.push(`columns ${unused.join(", ")} are not used`);
  return notes;
}
