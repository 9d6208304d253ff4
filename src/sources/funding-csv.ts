import { VaranusError } from "../contracts/errors.js";
import type { FundingSeries } from "../market/funding.js";
import { shown } from "./ascii.js";
import { afterLineEnd, detectDelimiter, lineEnd, splitCells } from "./csv/cells.js";
import { plain } from "./csv/columns.js";
import { checkText, isGzip, textStart } from "./file-kind.js";
import { gunzip } from "./gunzip.js";
import { numberIn, stampOf } from "./stamps.js";

export interface FundingOptions {
  /** The file's name, for messages. */
  file?: string | undefined;
  /** Which symbol's rates, where the file has several. */
  symbol?: string | undefined;
}

const STAMPS = ["timestamp", "time", "date", "fundingtime", "calctime"];
const RATES = ["fundingrate", "rate", "funding", "lastfundingrate"];

/** Reads funding rates out of the bytes of a CSV, packed with gzip or not; see `parseFunding`. */
export async function readFunding(bytes: Uint8Array, options: FundingOptions = {}): Promise<FundingSeries> {
  const unpacked = isGzip(bytes) ? await gunzip(bytes, options.file ?? "funding") : bytes;
  return parseFunding(unpacked, options);
}

/**
 * A CSV with a column of stamps (`timestamp`, ISO or epoch), one of rates (`funding_rate` or `rate`, fraction; positive: longs pay) and
 * perhaps `symbol`. Rows may come in any order. A file with several symbols needs to be told which.
 */
export function parseFunding(bytes: Uint8Array, options: FundingOptions = {}): FundingSeries {
  const file = options.file ?? "funding";
  checkText(bytes, file);
  const start = textStart(bytes);
  const headerEnd = lineEnd(bytes, start, bytes.length);
  const delimiter = detectDelimiter(bytes, start, headerEnd);
  const names = splitCells(bytes, start, headerEnd, delimiter);
  const column = (accepted: readonly string[], what: string, name: string): number => {
    const k = names.findIndex((each) => accepted.includes(plain(each)));
    if (k >= 0) return k;
    throw refused(`${file}:1`, `no column of ${what}; the file has: ${names.join(", ")}`, `name one ${name}`);
  };
  const stamps = column(STAMPS, "stamps", "timestamp");
  const rates = column(RATES, "funding rates", "funding_rate");
  const symbols = names.findIndex((name) => plain(name) === "symbol");
  const wanted = options.symbol === undefined ? undefined : plain(options.symbol);
  const found = new Set<string>();
  const timestamp: number[] = [];
  const rate: number[] = [];
  let line = 2;
  for (let at = afterLineEnd(bytes, headerEnd, bytes.length); at < bytes.length; line++) {
    const end = lineEnd(bytes, at, bytes.length);
    if (end > at) {
      const cells = splitCells(bytes, at, end, delimiter);
      const place = `${file}:${line}`;
      if (cells.length !== names.length) {
        throw refused(
          place,
          `the row has ${cells.length} cells, the header has ${names.length}`,
          "complete or delete the row",
        );
      }
      const symbol = symbols < 0 ? "" : (cells[symbols] as string);
      found.add(symbol);
      if (symbols < 0 || wanted === undefined || plain(symbol) === wanted) {
        timestamp.push(stampIn(cells[stamps] as string, place));
        rate.push(rateIn(cells[rates] as string, place));
      }
    }
    at = afterLineEnd(bytes, end, bytes.length);
  }
  if (wanted === undefined && found.size > 1) {
    throw refused(file, `there are rates of ${[...found].join(", ")}`, "name one of them with --funding-symbol");
  }
  if (timestamp.length === 0) {
    const whose =
      wanted === undefined || symbols < 0 ? "" : ` of ${options.symbol}; the file has ${[...found].join(", ")}`;
    throw refused(file, `there are no rates${whose}`, whose === "" ? "one row a stamp is needed" : "name one of them");
  }
  return { timestamp: Float64Array.from(timestamp), rate: Float64Array.from(rate) };
}

function stampIn(cell: string, place: string): number {
  const ms = stampOf(cell);
  if (ms !== undefined) return ms;
  throw refused(
    place,
    `the stamp is ${shown(cell)}, a time is needed`,
    "write 2024-01-31T04:00 (UTC), or ms since 1970",
  );
}

function rateIn(cell: string, place: string): number {
  const rate = numberIn(cell);
  if (Number.isFinite(rate)) return rate;
  throw refused(place, `the rate is ${shown(cell)}, a number is needed`, "correct or delete the row");
}

function refused(path: string, message: string, hint: string): VaranusError {
  return new VaranusError({ code: "data", path, message, hint });
}
