import { BOOK_SIDES, type BookSnapshots, levelNames } from "../market/book-snapshots.js";
import { checkOrder, numberCell, PlainRows, positiveCell, stampCell } from "./csv/plain-rows.js";
import { isGzip } from "./file-kind.js";
import { gunzip } from "./gunzip.js";
import { rowError } from "./source-error.js";

export interface BookOptions {
  /** The file's name, for messages. */
  file?: string | undefined;
}

/** Reads a book's snapshots out of the bytes of a CSV, packed with gzip or not; see `parseBookSnapshots`. */
export async function readBookSnapshots(bytes: Uint8Array, options: BookOptions = {}): Promise<BookSnapshots> {
  const unpacked = isGzip(bytes) ? await gunzip(bytes, options.file ?? "book") : bytes;
  return parseBookSnapshots(unpacked, options);
}

/**
 * A CSV with `timestamp` (ISO or epoch) and, for each level from 1 on, `bid_price_1`, `bid_size_1`, `ask_price_1` and `ask_size_1`; as many levels as
 * it has, in any order of the columns, oldest row first. A level that a row does not have is left empty, price and size.
 */
export function parseBookSnapshots(bytes: Uint8Array, options: BookOptions = {}): BookSnapshots {
  const file = options.file ?? "book";
  const rows = new PlainRows(bytes, file);
  const stamps = rows.column(["timestamp", "time", "ts", "date"], "stamps");
  let levels = 1;
  while (rows.has(`bidprice${levels + 1}`)) levels++;
  const places = Array.from({ length: levels }, (_, k) => placesOf(rows, k + 1)).flat();
  const timestamp: number[] = [];
  const values = places.map((): number[] => []);
  rows.each((cells, place) => {
    const stamp = stampCell(cells[stamps] as string, place);
    checkOrder(timestamp.at(-1), stamp, place);
    timestamp.push(stamp);
    places.forEach(({ price, size, what }, k) => {
      values[k]?.push(...levelIn(cells[price] as string, cells[size] as string, what, place));
    });
    checkUncrossed(values, timestamp.length - 1, place);
  });
  if (timestamp.length === 0) throw rowError(file, "there are no snapshots", "one row a stamp is needed");
  const columns: Record<string, Float64Array> = {};
  const names = Array.from({ length: levels }, (_, k) => levelNames(k + 1)).flat();
  names.forEach((name, k) => {
    const pairs = values[Math.floor(k / 2)] as number[];
    columns[name] = Float64Array.from(timestamp, (_, row) => pairs[2 * row + (k % 2)] as number);
  });
  return { timestamp: Float64Array.from(timestamp), levels, columns };
}

interface LevelPlace {
  /** Columns of the file. */
  price: number;
  size: number;
  what: string;
}

/** Bid and ask of a level. */
function placesOf(rows: PlainRows, level: number): LevelPlace[] {
  return BOOK_SIDES.map((side) => ({
    price: rows.column([`${side}price${level}`], `${side} prices of level ${level}`),
    size: rows.column([`${side}size${level}`], `${side} sizes of level ${level}`),
    what: `${side} of level ${level}`,
  }));
}

function levelIn(price: string, size: string, what: string, place: string): [price: number, size: number] {
  if (price === "" && size === "") return [Number.NaN, 0];
  return [positiveCell(price, `price of the ${what}`, place), numberCell(size, `size of the ${what}`, place, 0)];
}

function checkUncrossed(values: readonly number[][], row: number, place: string): void {
  const bid = values[0]?.[2 * row] as number;
  const ask = values[1]?.[2 * row] as number;
  if (!(bid >= ask)) return;
  throw rowError(place, `the best bid ${bid} is not below the best ask ${ask}`);
}
