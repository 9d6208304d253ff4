import { invariant, VaranusError } from "../contracts/errors.js";
import { formatTime } from "./times.js";

/** Six columns of equal length (nBars): stamps in ms UTC, prices in quote currency, volume as the source has it. */
export interface PriceColumns {
  timestamp: Float64Array;
  open: Float64Array;
  high: Float64Array;
  low: Float64Array;
  close: Float64Array;
  volume: Float64Array;
}

/** Names the place of a row for an error, e.g. "BTCUSDT_4h.csv:17". */
export type RowPlace = (row: number) => string;

/** 1800-01-01 to 2200-01-01: beyond, a stamp was misread. */
const EARLIEST = -5_364_662_400_000; // ms UTC
export const LATEST = 7_258_118_400_000;

/** Refuses rows that are not bars: the first one at fault is named, with its cure. */
export function checkRows(columns: PriceColumns, place: RowPlace, path: string): void {
  const { timestamp, open, high, low, close, volume } = columns;
  const rows = timestamp.length;
  const equal = [open, high, low, close, volume].every((column) => column.length === rows);
  invariant(equal, "the columns of bars have equal lengths");
  if (rows === 0) {
    throw new VaranusError({ code: "data", message: "there are no bars", path, hint: "at least one row is needed" });
  }
  let before = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < rows; i++) {
    const stamp = timestamp[i] as number;
    const o = open[i] as number;
    const h = high[i] as number;
    const l = low[i] as number;
    const c = close[i] as number;
    const v = volume[i] as number;
    const inOrder = stamp > before && stamp >= EARLIEST && stamp <= LATEST;
    // a NaN makes a comparison false, an infinite price shows in the high
    const sound = l > 0 && l <= o && l <= c && h >= o && h >= c && h < Infinity && v >= 0 && v < Infinity;
    if (!inOrder || !sound) throw rowError(columns, i, place);
    before = stamp;
  }
}

const CURE = "correct or delete the row, or take the file anew from its source";

function rowError(columns: PriceColumns, row: number, place: RowPlace): VaranusError {
  const { message, hint } = diagnose(columns, row, place);
  return new VaranusError({ code: "data", message, path: place(row), hint });
}

/** What is wrong with a row that has failed. */
function diagnose(columns: PriceColumns, row: number, place: RowPlace): { message: string; hint: string } {
  const stamp = columns.timestamp[row] as number;
  const before = row > 0 ? (columns.timestamp[row - 1] as number) : Number.NEGATIVE_INFINITY;
  if (!Number.isFinite(stamp)) return { message: `timestamp is ${stamp}, it must be a time`, hint: CURE };
  if (stamp < EARLIEST || stamp > LATEST) {
    const message = `timestamp ${stamp} ms is outside the years 1800 to 2200`;
    return { message, hint: "stamps are s, ms, µs or ns since 1970, or dates such as 2024-01-31T04:00" };
  }
  if (stamp === before) {
    const message = `duplicate timestamp ${formatTime(stamp)}, also at ${place(row - 1)}`;
    return { message, hint: "delete one of the two rows" };
  }
  if (stamp < before) {
    const message = `unsorted: ${formatTime(stamp)} comes after ${formatTime(before)}`;
    return { message, hint: "sort the rows by timestamp" };
  }
  return { message: priceFault(columns, row), hint: CURE };
}

function priceFault(columns: PriceColumns, row: number): string {
  const prices = (["open", "high", "low", "close"] as const).map((name) => ({
    name,
    value: columns[name][row] as number,
  }));
  for (const { name, value } of prices) {
    if (!Number.isFinite(value)) return `${name} is ${value}, it must be a finite number`;
    if (value <= 0) return `${name} is ${value}, prices must be above 0`;
  }
  const [open, high, low, close] = prices.map((price) => price.value) as [number, number, number, number];
  if (low > high) return `crossed prices: low ${low} is above high ${high}`;
  for (const [name, value] of [["open", open] as const, ["close", close] as const]) {
    if (low > value) return `crossed prices: low ${low} is above ${name} ${value}`;
    if (high < value) return `crossed prices: high ${high} is below ${name} ${value}`;
  }
  return `volume is ${columns.volume[row]}, it must be a finite number of at least 0`;
}
