import type { BookEvent, BookLevels } from "../market/book-events.js";
import { shown, textOf } from "./ascii.js";
import type { BookOptions } from "./book-snapshots-csv.js";
import { afterLineEnd, lineEnd } from "./csv/cells.js";
import { checkText, isGzip, textStart } from "./file-kind.js";
import { gunzip } from "./gunzip.js";
import { rowError } from "./source-error.js";

/** Reads a book's events out of bytes, packed with gzip or not; see `parseBookEvents`. */
export async function readBookEvents(bytes: Uint8Array, options: BookOptions = {}): Promise<BookEvent[]> {
  const unpacked = isGzip(bytes) ? await gunzip(bytes, options.file ?? "book events") : bytes;
  return [...parseBookEvents(unpacked, options)];
}

/**
 * One JSON object a line, in the order of arrival: `{"type":"snapshot","ts","lastUpdateId","bids":[[price,size],...],"asks"}` and
 * `{"type":"delta","ts","U","u","pu","bids","asks"}`; `ts` in ms UTC, prices and sizes as text or numbers.
 */
export function* parseBookEvents(bytes: Uint8Array, options: BookOptions = {}): Generator<BookEvent> {
  const file = options.file ?? "book events";
  checkText(bytes, file);
  let line = 1;
  for (let at = textStart(bytes); at < bytes.length; line++) {
    const end = lineEnd(bytes, at, bytes.length);
    if (end > at) yield eventIn(textOf(bytes, at, end), `${file}:${line}`);
    at = afterLineEnd(bytes, end, bytes.length);
  }
}

type Fields = Readonly<Record<string, unknown>>;

function eventIn(text: string, place: string): BookEvent {
  const fields = fieldsOf(text, place);
  const { type } = fields;
  const shared = {
    timestamp: wholeIn(fields, "ts", place),
    bids: levelsIn(fields, "bids", place),
    asks: levelsIn(fields, "asks", place),
  };
  if (type === "snapshot") return { type, ...shared, last: wholeIn(fields, "lastUpdateId", place) };
  if (type === "delta") {
    const first = wholeIn(fields, "U", place);
    const last = wholeIn(fields, "u", place);
    return { type, ...shared, first, last, previous: wholeIn(fields, "pu", place) };
  }
  throw rowError(place, `the type is ${shown(JSON.stringify(type) ?? "missing")}, snapshot or delta is needed`);
}

function fieldsOf(text: string, place: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw rowError(place, `the line is no JSON: ${shown(text)}`);
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw rowError(place, `the line is ${shown(text)}, an object is needed`);
}

/** A number without a fraction, 0 or more: a stamp or an update. */
function wholeIn(fields: Fields, name: string, place: string): number {
  const value = fields[name];
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw rowError(place, `"${name}" is ${shown(JSON.stringify(value) ?? "missing")}, a whole number is needed`);
}

function levelsIn(fields: Fields, name: string, place: string): BookLevels {
  const levels = fields[name];
  if (!Array.isArray(levels)) throw rowError(place, `"${name}" is no array of [price, size]`);
  const price = new Float64Array(levels.length);
  const size = new Float64Array(levels.length);
  levels.forEach((level: unknown, k) => {
    const [p, s] = Array.isArray(level) && level.length === 2 ? [number(level[0]), number(level[1])] : [];
    if (!(p !== undefined && p > 0 && s !== undefined && s >= 0)) {
      throw rowError(place, `"${name}" has ${shown(JSON.stringify(level))}, [price, size] is needed`);
    }
    price[k] = p;
    size[k] = s;
  });
  return { price, size };
}

/** NaN for what is no finite number. */
function number(value: unknown): number {
  const read = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof read === "number" && Number.isFinite(read) ? read : Number.NaN;
}
