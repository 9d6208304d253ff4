import type { Bars, Timeframe } from "../contracts/bars.js";
import { VaranusError } from "../contracts/errors.js";
import { createBars } from "../market/bars.js";
import type { Calendar } from "../market/calendar.js";
import type { PriceColumns } from "../market/check-rows.js";
import { likelyTimeframe } from "../market/detect-timeframe.js";
import { parseUtcOffset } from "../market/times.js";
import { CARRIAGE_RETURN, LEFT_BRACE, LEFT_BRACKET, LINE_FEED, SPACE, TAB } from "./ascii.js";
import { CandleArrayReader } from "./ccxt-json.js";
import { CsvReader } from "./csv/csv-reader.js";
import { toMillis } from "./epochs.js";
import { checkText, isGzip, textStart } from "./file-kind.js";
import { guessFromName, type NameGuess } from "./file-name.js";
import { gunzip } from "./gunzip.js";
import type { RawRows, RowSource } from "./row-source.js";
import { fileError } from "./source-error.js";

export interface ReadOptions {
  /** The file's name, for messages and for guesses at symbol and timeframe. */
  file?: string | undefined;
  symbol?: string | undefined;
  timeframe?: Timeframe | undefined;
  calendar?: Calendar | undefined;
  /** Of stamps that state no zone: "+02:00", or minutes east of Greenwich. */
  utcOffset?: string | number | undefined;
  /** ms UTC by the host's clock: bars that open later are reported. */
  now?: number | undefined;
  /** Called now and then with the share of the file that is read, 0 to 1. */
  onProgress?: ((fraction: number) => void) | undefined;
}

export interface LoadedBars {
  bars: Bars;
  /** What was found and assumed, one plain sentence each. */
  notes: string[];
}

/** Bytes between two signs of life. */
const CHUNK = 4_000_000;

/** Reads bars out of unpacked bytes, in one go; `readBars` also unpacks gzip and lets others have a turn. */
export function parseBars(bytes: Uint8Array, options: ReadOptions = {}): LoadedBars {
  const file = fileOf(options);
  if (isGzip(bytes)) throw fileError(file, "the file is packed with gzip", "unpack it first");
  const source = openSource(bytes, file, options);
  while (source.advance(CHUNK)) options.onProgress?.(source.fraction);
  return finish(source, file, options);
}

/** Reads bars out of the bytes of a CSV or of ccxt's JSON, packed with gzip or not. */
export async function readBars(
  bytes: Uint8Array,
  options: ReadOptions & { signal?: AbortSignal | undefined } = {},
): Promise<LoadedBars> {
  const file = fileOf(options);
  const unpacked = isGzip(bytes) ? await gunzip(bytes, file) : bytes;
  const source = openSource(unpacked, file, options);
  while (source.advance(CHUNK)) {
    options.onProgress?.(source.fraction);
    await nextTurn();
    if (options.signal?.aborted)
      throw new VaranusError({ code: "cancelled", message: "reading was stopped", path: file });
  }
  return finish(source, file, options);
}

function openSource(bytes: Uint8Array, file: string, options: ReadOptions): RowSource {
  const utcOffset = minutesOf(options.utcOffset);
  checkText(bytes, file);
  const from = textStart(bytes);
  const first = skipBlanks(bytes, from);
  if (bytes[first] === LEFT_BRACKET) return new CandleArrayReader(bytes, first, file);
  if (bytes[first] === LEFT_BRACE) {
    throw fileError(
      file,
      "this is a JSON object",
      "an array of candles [ms, open, high, low, close, volume], or a CSV, is needed",
    );
  }
  return new CsvReader(bytes, from, file, utcOffset);
}

function finish(source: RowSource, file: string, options: ReadOptions): LoadedBars {
  const raw = source.finish();
  options.onProgress?.(1);
  const notes = raw.epochs ? [`timestamps: ${toMillis(raw.columns.timestamp).join(" and ")} since 1970`] : [];
  notes.push(...raw.notes);
  const { columns, reversed } = oldestFirst(raw.columns);
  if (reversed) notes.push("the newest bar came first: the rows were turned round");
  const guess = guessFromName(file);
  const bars = createBars({
    ...columns,
    symbol: options.symbol ?? guess.symbol,
    timeframe: options.timeframe ?? (columns.timestamp.length === 1 ? guess.timeframe : undefined),
    calendar: options.calendar,
    now: options.now,
    reversed,
    origin: { file, placeOf: placeIn(raw, reversed) },
  });
  notes.push(...identityNotes(bars, guess, options));
  return { bars, notes };
}

/** Turns the columns round, in place, where the last stamp is before the first. */
function oldestFirst(columns: PriceColumns): { columns: PriceColumns; reversed: boolean } {
  const { timestamp } = columns;
  const reversed = (timestamp[0] as number) > (timestamp[timestamp.length - 1] as number);
  if (reversed) for (const column of Object.values(columns) as Float64Array[]) column.reverse();
  return { columns, reversed };
}

function placeIn({ placeOf, columns }: RawRows, reversed: boolean): (row: number) => string {
  const last = columns.timestamp.length - 1;
  return reversed ? (row) => placeOf(last - row) : placeOf;
}

/** How symbol and timeframe came about. */
function identityNotes(bars: Bars, guess: NameGuess, options: ReadOptions): string[] {
  const notes: string[] = [];
  if (options.symbol === undefined) notes.push(`symbol: ${bars.symbol}, from the file name`);
  if (options.timeframe !== undefined) return [...notes, ...statedTimeframeNotes(bars)];
  if (bars.length === 1) return [...notes, `timeframe: ${bars.timeframe}, from the file name`];
  notes.push(`timeframe: ${bars.timeframe}, the most frequent step between bars`);
  if (guess.timeframe !== undefined && guess.timeframe !== bars.timeframe) {
    notes.push(`the file name says ${guess.timeframe}, the stamps say ${bars.timeframe}: the stamps are believed`);
  }
  return notes;
}

function statedTimeframeNotes(bars: Bars): string[] {
  const likely = likelyTimeframe(bars.timestamp);
  if (likely === undefined || likely === bars.timeframe) return [];
  return [`the stamps look like ${likely}, ${bars.timeframe} is used as stated`];
}

function minutesOf(utcOffset: string | number | undefined): number | undefined {
  if (utcOffset === undefined) return undefined;
  const minutes = typeof utcOffset === "string" ? parseUtcOffset(utcOffset) : utcOffset;
  if (minutes !== undefined && Number.isInteger(minutes) && Math.abs(minutes) <= 14 * 60) return minutes;
  throw new VaranusError({
    code: "config",
    message: `${JSON.stringify(utcOffset)} is no UTC offset; it is written +02:00 and lies within 14 hours`,
    path: "utcOffset",
    hint: "for example --utc-offset +02:00",
  });
}

function fileOf(options: ReadOptions): string {
  return options.file ?? "data";
}

function skipBlanks(bytes: Uint8Array, from: number): number {
  let at = from;
  while ([SPACE, TAB, LINE_FEED, CARRIAGE_RETURN].includes(bytes[at] ?? 0)) at++;
  return at;
}

/** Lets timers and messages of this thread have their turn. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
