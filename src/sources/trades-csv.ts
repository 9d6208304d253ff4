import type { Trades } from "../market/trades.js";
import { shown } from "./ascii.js";
import { checkOrder, PlainRows, positiveCell, stampCell } from "./csv/plain-rows.js";
import { isGzip } from "./file-kind.js";
import { gunzip } from "./gunzip.js";
import { rowError } from "./source-error.js";

export interface TradesOptions {
  /** The file's name, for messages. */
  file?: string | undefined;
}

const STAMPS = ["timestamp", "time", "transacttime", "ts", "date"];
const PRICES = ["price"];
const AMOUNTS = ["amount", "size", "quantity", "qty"];
const SIDES: Readonly<Record<string, 0 | 1>> = { buy: 1, b: 1, sell: 0, s: 0 };

/** Reads trades out of the bytes of a CSV, packed with gzip or not; see `parseTrades`. */
export async function readTrades(bytes: Uint8Array, options: TradesOptions = {}): Promise<Trades> {
  const unpacked = isGzip(bytes) ? await gunzip(bytes, options.file ?? "trades") : bytes;
  return parseTrades(unpacked, options);
}

/** A CSV with `timestamp` (ISO or epoch), `price`, `amount` and `side` (of the aggressor: buy or sell), oldest trade first. */
export function parseTrades(bytes: Uint8Array, options: TradesOptions = {}): Trades {
  const file = options.file ?? "trades";
  const rows = new PlainRows(bytes, file);
  const stamps = rows.column(STAMPS, "stamps");
  const prices = rows.column(PRICES, "prices");
  const amounts = rows.column(AMOUNTS, "amounts");
  const sides = rows.column(["side"], "sides");
  const timestamp: number[] = [];
  const price: number[] = [];
  const amount: number[] = [];
  const buy: number[] = [];
  rows.each((cells, place) => {
    const stamp = stampCell(cells[stamps] as string, place);
    checkOrder(timestamp.at(-1), stamp, place);
    timestamp.push(stamp);
    price.push(positiveCell(cells[prices] as string, "price", place));
    amount.push(positiveCell(cells[amounts] as string, "amount", place));
    buy.push(sideIn(cells[sides] as string, place));
  });
  if (timestamp.length === 0) throw rowError(file, "there are no trades", "one row a trade is needed");
  return {
    length: timestamp.length,
    timestamp: Float64Array.from(timestamp),
    price: Float64Array.from(price),
    amount: Float64Array.from(amount),
    buy: Uint8Array.from(buy),
  };
}

function sideIn(cell: string, place: string): number {
  const side = SIDES[cell.toLowerCase()];
  if (side !== undefined) return side;
  throw rowError(place, `the side is ${shown(cell)}, buy or sell is needed`);
}
