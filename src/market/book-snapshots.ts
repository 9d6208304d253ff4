import { VaranusError } from "../contracts/errors.js";
import type { BookBreak, BookEvent } from "./book-events.js";
import { OrderBook } from "./order-book.js";

export const BOOK_SIDES = ["bid", "ask"] as const;

/** The best levels of a book at equal steps of time, as columns. */
export interface BookSnapshots {
  /** ms UTC (nStamps). */
  readonly timestamp: Float64Array;
  /** Levels a side. */
  readonly levels: number;
  /**
   * `bidPrice1`, `bidSize1`, `askPrice1`, `askSize1` of the best level, and so on for each level; each (nStamps). Prices in quote currency, sizes in
   * base units. A side that has fewer levels has size 0 and price NaN there; where the book is not known all are NaN.
   */
  readonly columns: Readonly<Record<string, Float64Array>>;
}

/** A book's snapshots, and where its events broke off. */
export interface RebuiltBook extends BookSnapshots {
  readonly breaks: readonly BookBreak[];
}

/** The most levels a side. */
const MOST_LEVELS = 1_000;

/**
 * The book rebuilt from its events, in the order of their arrival: at each multiple of `everyMs` the state just before the first event with that stamp
 * or a later one, so that a row holds nothing of its own moment or after. From the first multiple after the first snapshot on.
 */
export function bookSnapshots(events: Iterable<BookEvent>, everyMs: number, levels: number): RebuiltBook {
  if (!(Number.isInteger(everyMs) && everyMs > 0)) throw refused("everyMs", `${everyMs} ms`, "a whole number above 0");
  if (!(Number.isInteger(levels) && levels > 0 && levels <= MOST_LEVELS)) {
    throw refused("levels", `${levels} levels`, `an integer from 1 to ${MOST_LEVELS}`);
  }
  const book = new OrderBook();
  const stamps: number[] = [];
  const rows: number[] = [];
  const breaks: BookBreak[] = [];
  let next = Number.NaN;
  let known = false;
  const before = ({ timestamp }: BookEvent): void => {
    if (Number.isNaN(next)) next = (Math.floor(timestamp / everyMs) + 1) * everyMs;
    for (; next <= timestamp; next += everyMs) {
      stamps.push(next);
      for (let k = 0; k < levels; k++) pushLevel(rows, book, known, k);
    }
  };
  for (const event of events) {
    const broken = book.apply(event, (applied) => {
      before(applied);
      known = true;
    });
    if (broken === undefined) continue;
    breaks.push(broken);
    known = false;
  }
  return { timestamp: Float64Array.from(stamps), levels, columns: columnsOf(rows, stamps.length, levels), breaks };
}

/** The names of a level's columns, 1 the best, in the order of `BookSnapshots`. */
export function levelNames(level: number): string[] {
  return BOOK_SIDES.flatMap((side) => [`${side}Price${level}`, `${side}Size${level}`]);
}

function pushLevel(rows: number[], { bids, asks }: OrderBook, known: boolean, level: number): void {
  if (known) rows.push(bids.price(level), bids.size(level), asks.price(level), asks.size(level));
  else rows.push(Number.NaN, Number.NaN, Number.NaN, Number.NaN);
}

function columnsOf(rows: readonly number[], count: number, levels: number): Record<string, Float64Array> {
  const names = Array.from({ length: levels }, (_, k) => levelNames(k + 1)).flat();
  return Object.fromEntries(
    names.map((name, k) => [
      name,
      Float64Array.from({ length: count }, (_, row) => rows[row * names.length + k] as number),
    ]),
  );
}

function refused(path: string, came: string, wanted: string): VaranusError {
  return new VaranusError({ code: "config", path, message: `${came}: ${wanted} is needed` });
}
