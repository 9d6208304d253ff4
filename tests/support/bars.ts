import type { Bars, StreamBar } from "../../src/index.js";

/** One bar of a series, as a stream takes it. */
export function barAt(bars: Bars, i: number): StreamBar {
  const at = (column: Float64Array) => column[i] as number;
  const { timestamp, open, high, low, close, volume } = bars;
  return {
    timestamp: at(timestamp),
    open: at(open),
    high: at(high),
    low: at(low),
    close: at(close),
    volume: at(volume),
  };
}
