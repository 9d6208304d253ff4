import type { Bars } from "../contracts/bars.js";
import { VaranusError } from "../contracts/errors.js";
import type { SignalColumns } from "../contracts/signals.js";
import { formatTime } from "../market/times.js";
import { shown } from "./ascii.js";
import { afterLineEnd, detectDelimiter, lineEnd, splitCells } from "./csv/cells.js";
import { checkText, isGzip, textStart } from "./file-kind.js";
import { gunzip } from "./gunzip.js";
import { type FlagName, findSignalHeader, type LevelName, type SignalHeader } from "./signal-header.js";
import { numberIn, stampOf } from "./stamps.js";

export interface SignalsOptions {
  /** The file's name, for messages. */
  file?: string | undefined;
}

const TRUE = /^(1|true)$/i;
const FALSE = /^(0|false|)$/i;

/** Reads signals out of the bytes of a CSV, packed with gzip or not; see `parseSignals`. */
export async function readSignals(bytes: Uint8Array, bars: Bars, options: SignalsOptions = {}): Promise<SignalColumns> {
  const unpacked = isGzip(bytes) ? await gunzip(bytes, options.file ?? "signals") : bytes;
  return parseSignals(unpacked, bars, options);
}

/**
 * Signals that a user brings as a CSV: a column `bar` (from 0) or `timestamp` (the bar's open), then any of longEntry,
 * longExit, shortEntry, shortExit (0, 1, true, false or empty) and stop, target, size, atr, confidence (a number above 0 or empty).
 * Bars without a signal may be left out; rows may come in any order.
 */
export function parseSignals(bytes: Uint8Array, bars: Bars, options: SignalsOptions = {}): SignalColumns {
  const file = options.file ?? "signals";
  checkText(bytes, file);
  const limit = bytes.length;
  const start = textStart(bytes);
  const headerEnd = lineEnd(bytes, start, limit);
  const delimiter = detectDelimiter(bytes, start, headerEnd);
  const header = findSignalHeader(splitCells(bytes, start, headerEnd, delimiter), `${file}:1`);
  const table = new SignalTable(bars, header);
  let line = 2;
  for (let at = afterLineEnd(bytes, headerEnd, limit); at < limit; line++) {
    const end = lineEnd(bytes, at, limit);
    if (end > at) table.add(splitCells(bytes, at, end, delimiter), `${file}:${line}`);
    at = afterLineEnd(bytes, end, limit);
  }
  if (table.rows === 0)
    throw signalError(`${file}:1`, "there is a header and no signals", "one row a bar with a signal is needed");
  return table.columns();
}

/** The full-length columns while rows are put into them. */
class SignalTable {
  rows = 0;
  private readonly flags: Record<FlagName, Uint8Array>;
  private readonly levels = new Map<LevelName, Float64Array>();
  /** (nBars) 1 where a row has been. */
  private readonly seen: Uint8Array;

  constructor(
    private readonly bars: Bars,
    private readonly header: SignalHeader,
  ) {
    const column = () => new Uint8Array(bars.length);
    this.flags = { longEntry: column(), longExit: column(), shortEntry: column(), shortExit: column() };
    for (const name of header.levels.keys()) this.levels.set(name, new Float64Array(bars.length).fill(Number.NaN));
    this.seen = column();
  }

  add(cells: readonly string[], place: string): void {
    const { header, seen } = this;
    if (cells.length !== header.width) {
      const message = `the row has ${cells.length === 1 ? "1 cell" : `${cells.length} cells`}, the header has ${header.width}`;
      throw signalError(place, message, "complete or delete the row");
    }
    const bar = this.barOf(cells, place);
    if (seen[bar] === 1)
      throw signalError(place, `bar ${bar} has a row already`, "put all signals of a bar into one row");
    seen[bar] = 1;
    this.rows++;
    for (const [name, k] of header.flags) this.flags[name][bar] = flagOf(cells[k] as string, name, place);
    for (const [name, k] of header.levels) {
      (this.levels.get(name) as Float64Array)[bar] = levelOf(cells[k] as string, name, place);
    }
  }

  columns(): SignalColumns {
    const level = (name: LevelName) => this.levels.get(name) ?? null;
    return {
      ...this.flags,
      stop: level("stop"),
      target: level("target"),
      size: level("size"),
      atr: level("atr"),
      confidence: level("confidence"),
    };
  }

  private barOf(cells: readonly string[], place: string): number {
    const { bar, timestamp } = this.header;
    const byTime = timestamp < 0 ? -1 : barAt(this.bars, cells[timestamp] as string, place);
    if (bar < 0) return byTime;
    const byIndex = barNumbered(this.bars, cells[bar] as string, place);
    if (timestamp >= 0 && byIndex !== byTime) {
      const message = `bar ${byIndex} opens at ${formatTime(this.bars.timestamp[byIndex] as number)}, the row says ${cells[timestamp]}`;
      throw signalError(place, message, "the signals seem to be made on other data");
    }
    return byIndex;
  }
}

function barNumbered(bars: Bars, cell: string, place: string): number {
  const bar = /^\d+$/.test(cell) ? Number(cell) : -1;
  if (bar >= 0 && bar < bars.length) return bar;
  throw signalError(
    place,
    `bar is ${shown(cell)}, an integer from 0 to ${bars.length - 1} is needed`,
    "bars count from 0; the signals must be made on the same data",
  );
}

function barAt(bars: Bars, cell: string, place: string): number {
  const ms = stampOf(cell);
  if (ms === undefined) {
    throw signalError(
      place,
      `timestamp is ${shown(cell)}, a time is needed`,
      "write 2024-01-31T04:00 (UTC), or ms since 1970",
    );
  }
  const bar = indexOf(bars.timestamp, ms);
  if (bar >= 0) return bar;
  throw signalError(
    place,
    `no bar opens at ${formatTime(ms)}; the data span ${formatTime(bars.timestamp[0] as number)} to ${formatTime(bars.timestamp[bars.length - 1] as number)}`,
    "give the stamp of a bar's open, in UTC",
  );
}

/** Where `ms` is among the stamps, -1 if it is not. */
function indexOf(timestamp: Float64Array, ms: number): number {
  let low = 0;
  let high = timestamp.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((timestamp[middle] as number) < ms) low = middle + 1;
    else high = middle;
  }
  return timestamp[low] === ms ? low : -1;
}

function flagOf(cell: string, name: FlagName, place: string): number {
  if (TRUE.test(cell)) return 1;
  if (FALSE.test(cell)) return 0;
  throw signalError(place, `${name} is ${shown(cell)}, it must be 0, 1, true, false or empty`, "correct the row");
}

function levelOf(cell: string, name: LevelName, place: string): number {
  if (cell === "") return Number.NaN;
  const value = numberIn(cell);
  if (value > 0 && value < Infinity) return value;
  if (value === 0 && name === "confidence") return 0;
  throw signalError(
    place,
    `${name} is ${shown(cell)}, it must be a number above 0, or empty for none`,
    "correct the row",
  );
}

function signalError(path: string, message: string, hint: string): VaranusError {
  return new VaranusError({ code: "signals", message, path, hint });
}
