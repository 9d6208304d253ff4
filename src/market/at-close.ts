import type { Bars } from "../contracts/bars.js";
import { VaranusError } from "../contracts/errors.js";
import { openFrom, timeframeMs } from "./timeframes.js";

/** Columns that were recorded at times of their own, a book's snapshots or an open interest. */
export interface StampedColumns {
  /** ms UTC, not falling (nStamps); a value is known from its stamp on. */
  readonly timestamp: Float64Array;
  /** By name, each (nStamps). */
  readonly columns: Readonly<Record<string, Float64Array>>;
}

/**
 * On each bar the last values that are stamped at its end or before, which is all that its close can know of them; NaN where there are none, or where
 * the last are older than `maxAgeMs`. Each (nBars), by the names given.
 */
export function atClose(
  bars: Bars,
  { timestamp, columns }: StampedColumns,
  maxAgeMs = Number.POSITIVE_INFINITY,
): Record<string, Float64Array> {
  check(timestamp, columns);
  const rows = new Int32Array(bars.length);
  let row = -1;
  for (let i = 0; i < bars.length; i++) {
    const end = endOf(bars, i);
    while (row + 1 < timestamp.length && (timestamp[row + 1] as number) <= end) row++;
    rows[i] = row >= 0 && end - (timestamp[row] as number) <= maxAgeMs ? row : -1;
  }
  return Object.fromEntries(
    Object.entries(columns).map(([name, values]) => [
      name,
      Float64Array.from(rows, (k) => (k < 0 ? Number.NaN : (values[k] as number))),
    ]),
  );
}

function check(timestamp: Float64Array, columns: StampedColumns["columns"]): void {
  const refused = (path: string, message: string, hint: string) =>
    new VaranusError({ code: "data", path, message, hint });
  const falls = timestamp.findIndex((stamp, k) => !(stamp >= (timestamp[k - 1] ?? Number.NEGATIVE_INFINITY)));
  if (falls >= 0) {
    throw refused(
      `timestamp.${falls}`,
      `${timestamp[falls]} ms is not after the stamps before it`,
      "sort the rows by time, oldest first",
    );
  }
  for (const [name, values] of Object.entries(columns)) {
    if (values.length === timestamp.length) continue;
    throw refused(
      `columns.${name}`,
      `it has ${values.length} values, and there are ${timestamp.length} stamps`,
      "give one value a stamp",
    );
  }
}

/** ms UTC. */
function endOf({ timestamp, timeframe }: Bars, i: number): number {
  const open = timestamp[i] as number;
  return timeframe === "1M" ? openFrom(open, timeframe, 1) : open + timeframeMs(timeframe);
}
