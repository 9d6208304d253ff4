import { type Bars, createBars, type StreamBar } from "../../src/index.js";

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

/** The bars of a series that `keeps` says yes to, under its symbol or another. */
export function barsKept(bars: Bars, keeps: (i: number) => boolean, symbol = bars.symbol): Bars {
  const cut = (column: Float64Array) => column.filter((_, i) => keeps(i));
  const { timeframe, timestamp, open, high, low, close, volume } = bars;
  return createBars({
    symbol,
    timeframe,
    timestamp: cut(timestamp),
    open: cut(open),
    high: cut(high),
    low: cut(low),
    close: cut(close),
    volume: cut(volume),
  });
}
