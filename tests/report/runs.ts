import type { Bars } from "../../src/contracts/bars.js";
import { createBars } from "../../src/market/bars.js";

const DAY = 86_400_000;

/** Daily bars with these closes, each opening where the one before it closed. */
export function dailyBars(closes: readonly number[], symbol = "TEST", from = Date.UTC(2024, 0, 1)): Bars {
  const column = (value: (i: number) => number) => Float64Array.from({ length: closes.length }, (_, i) => value(i));
  const close = (i: number) => closes[Math.max(0, i)] as number;
  return createBars({
    symbol,
    timeframe: "1d",
    timestamp: column((i) => from + i * DAY),
    open: column((i) => close(i - 1)),
    high: column((i) => Math.max(close(i), close(i - 1)) * 1.001),
    low: column((i) => Math.min(close(i), close(i - 1)) * 0.999),
    close: column(close),
    volume: column(() => 1),
  });
}

/** One flag a bar, true on the bars named. */
export function flags(length: number, ...bars: readonly number[]): Uint8Array {
  const column = new Uint8Array(length);
  for (const bar of bars) column[bar] = 1;
  return column;
}
