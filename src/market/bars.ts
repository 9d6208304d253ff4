import type { Bars, Timeframe } from "../contracts/bars.js";
import { canonicalColumns, sha256 } from "../contracts/canonical.js";
import { VaranusError } from "../contracts/errors.js";
import type { DataSummary } from "../contracts/result.js";
import type { Calendar } from "./calendar.js";
import { checkRows, type PriceColumns, type RowPlace } from "./check-rows.js";
import { checkTimeframe, detectTimeframe } from "./detect-timeframe.js";
import { attach, barFunding } from "./funding.js";
import { assessQuality } from "./quality.js";
import { formatTime } from "./times.js";

export interface BarsInput extends PriceColumns {
  symbol: string;
  /** Detected from the stamps when not given. */
  timeframe?: Timeframe | undefined;
  /** Detected from the stamps when not given. */
  calendar?: Calendar | undefined;
  /** Where the rows came from; a series without one names its bars by symbol and index. */
  origin?: BarsOrigin | undefined;
  /** The source had the newest bar first and the columns were turned round. */
  reversed?: boolean | undefined;
  /** ms UTC by the host's clock: bars that open later are reported. */
  now?: number | undefined;
}

export interface BarsOrigin {
  /** The file as the user named it. */
  file: string;
  /** Place of a row in it, e.g. "BTCUSDT_4h.csv:17". */
  placeOf: RowPlace;
}

/**
 * Checks the columns and makes Bars of them. The columns are kept, not copied: who calls this gives them away.
 * Rows that are not bars are refused with a VaranusError; what is merely suspicious goes into `quality`.
 */
export function createBars(input: BarsInput): Bars {
  const { symbol, origin, timestamp, open, high, low, close, volume } = input;
  const place = origin?.placeOf ?? ((row: number) => `${symbol}: bar ${row}`);
  checkRows(input, place, origin?.file ?? symbol);
  const timeframe = timeframeOf(input);
  const { calendar, reversed, now } = input;
  const quality = assessQuality(input, { timeframe, calendar, reversed, now });
  let hash: string | undefined;
  return Object.freeze({
    symbol,
    timeframe,
    length: timestamp.length,
    timestamp,
    open,
    high,
    low,
    close,
    volume,
    quality: Object.freeze(quality),
    get sha256(): string {
      hash ??= sha256(canonicalColumns([timestamp, open, high, low, close, volume]));
      return hash;
    },
  });
}

/**
 * The bars whose stamps lie from `from` to `to`, both inclusive, ms UTC; checked and graded anew by the same calendar.
 * The columns are copies, so that a worker is not sent the whole series with them.
 */
export function sliceBars(bars: Bars, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY): Bars {
  const start = firstAtOrAfter(bars.timestamp, from);
  const end = firstAfter(bars.timestamp, to);
  if (start === 0 && end === bars.length) return bars;
  if (start >= end) throw emptySlice(bars, from, to);
  const cut = (column: Float64Array) => column.slice(start, end);
  const part = createBars({
    symbol: bars.symbol,
    timeframe: bars.timeframe,
    calendar: bars.quality.calendar,
    reversed: bars.quality.reversed,
    timestamp: cut(bars.timestamp),
    open: cut(bars.open),
    high: cut(bars.high),
    low: cut(bars.low),
    close: cut(bars.close),
    volume: cut(bars.volume),
  });
  const { funding } = bars;
  return funding ? attach(part, barFunding(cut(funding.atOpen), cut(funding.later))) : part;
}

/** What a result says of its data. */
export function describeBars(bars: Bars): DataSummary {
  const { symbol, timeframe, timestamp, length, sha256, quality } = bars;
  return {
    symbol,
    timeframe,
    from: formatTime(timestamp[0] as number),
    to: formatTime(timestamp[length - 1] as number),
    bars: length,
    sha256,
    quality,
  };
}

function timeframeOf({ timeframe, timestamp, origin, symbol }: BarsInput): Timeframe {
  const path = origin?.file ?? symbol;
  if (timeframe === undefined) return detectTimeframe(timestamp, path).timeframe;
  checkTimeframe(timeframe, timestamp, path);
  return timeframe;
}

function emptySlice(bars: Bars, from: number, to: number): VaranusError {
  const { timestamp, length } = bars;
  const span = `${formatTime(timestamp[0] as number)} to ${formatTime(timestamp[length - 1] as number)}`;
  const wanted = [
    Number.isFinite(from) ? `from ${formatTime(from)}` : "",
    Number.isFinite(to) ? `to ${formatTime(to)}` : "",
  ].filter((part) => part !== "");
  return new VaranusError({
    code: "data",
    message: `no bars ${wanted.join(" ")}; the data span ${span}`,
    path: bars.symbol,
    hint: "choose dates within the span",
  });
}

/** Index of the first stamp >= ms; the length if there is none. */
function firstAtOrAfter(timestamp: Float64Array, ms: number): number {
  let low = 0;
  let high = timestamp.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((timestamp[middle] as number) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the first stamp > ms; the length if there is none. */
function firstAfter(timestamp: Float64Array, ms: number): number {
  const index = firstAtOrAfter(timestamp, ms);
  return timestamp[index] === ms ? index + 1 : index;
}
