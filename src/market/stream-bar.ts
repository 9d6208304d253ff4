import { VaranusError } from "../contracts/errors.js";
import { checkRows } from "./check-rows.js";

/** One bar that has ended. */
export interface StreamBar {
  /** ms UTC, the bar's open. */
  timestamp: number;
  /** Quote currency. */
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
}

export const PRICE_NAMES = ["timestamp", "open", "high", "low", "close", "volume"] as const;

/** Refuses what is no bar, or not after the one `before` it (ms UTC). */
export function checkStreamBar(bar: StreamBar, before: number, index: number, symbol: string): void {
  const place = `${symbol}: bar ${index}`;
  const row = (name: (typeof PRICE_NAMES)[number]) => Float64Array.of(bar[name]);
  checkRows(
    {
      timestamp: row("timestamp"),
      open: row("open"),
      high: row("high"),
      low: row("low"),
      close: row("close"),
      volume: row("volume"),
    },
    () => place,
    symbol,
  );
  if (bar.timestamp > before) return;
  throw new VaranusError({
    code: "data",
    path: place,
    message: `the bar opens at ${bar.timestamp} ms, not after ${before} ms of the bar before`,
    hint: "push every bar once, in the order of their stamps, when it has ended",
  });
}

/** The values with room behind them. */
export function withRoom(values: Float64Array, room: number): Float64Array {
  const column = new Float64Array(room);
  column.set(values);
  return column;
}
