import { type CandleCase, percentage, stopNamed } from "./candle.js";

const BOUGHT = [1, "buy", 1, 100, "entry"] as const;
const SOLD_SHORT = [1, "sell", 1, 100, "entry"] as const;

/** SEMANTICS.md, B: levels inside a bar. */
export const levels: readonly CandleCase[] = [
  {
    title: "a stop that is touched fills at its level",
    candles: [100, 100, [98, 99, 95, 97, "the low is the stop of 95"]],
    longEntry: [0],
    config: { stops: percentage(5) },
    fills: [BOUGHT, [2, "sell", 1, 95, "stop"]],
  },
  {
    title: "a bar that opens below the stop fills at its open",
    candles: [100, 100, [90, 99, 88, 97, "opens below 95"]],
    longEntry: [0],
    config: { stops: percentage(5) },
    fills: [BOUGHT, [2, "sell", 1, 90, "stop"]],
  },
  {
    title: "short: a bar that opens above the stop fills at its open",
    candles: [100, 100, [110, 112, 100, 104, "opens above 105"]],
    shortEntry: [0],
    config: { stops: percentage(5) },
    fills: [SOLD_SHORT, [2, "buy", 1, 110, "stop"]],
  },
  {
    title: "a target that is touched fills at its level",
    candles: [100, 100, [101, 105, 100, 102, "the high is the target of 105"]],
    longEntry: [0],
    config: { stops: percentage(0, 5) },
    fills: [BOUGHT, [2, "sell", 1, 105, "target"]],
  },
  {
    title: "a bar that opens beyond the target fills at its open",
    candles: [100, 100, [108, 110, 107, 109, "opens above 105"]],
    longEntry: [0],
    config: { stops: percentage(0, 5) },
    fills: [BOUGHT, [2, "sell", 1, 108, "target"]],
  },
  {
    title: "gapThroughTarget target: beyond the target at the open, though the stop follows",
    candles: [100, 100, [108, 110, 90, 92, "opens above 105, falls through 95"]],
    longEntry: [0],
    config: { stops: percentage(5, 5) },
    fills: [BOUGHT, [2, "sell", 1, 108, "target"]],
  },
  {
    title: "gapThroughTarget stop-first: then the stop, at its level",
    candles: [100, 100, [108, 110, 90, 92, "opens above 105, falls through 95"]],
    longEntry: [0],
    config: { stops: percentage(5, 5), gapThroughTarget: "stop-first" },
    fills: [BOUGHT, [2, "sell", 1, 95, "stop"]],
  },
  {
    title: "both inside a bar, pessimistic: the stop",
    candles: [100, 100, [100, 106, 94, 100, "105 and 95 both touched"]],
    longEntry: [0],
    config: { stops: percentage(5, 5), intrabar: "pessimistic" },
    fills: [BOUGHT, [2, "sell", 1, 95, "stop"]],
    also: { ambiguousBars: 1 },
  },
  {
    title: "both inside a bar, optimistic: the target",
    candles: [100, 100, [100, 106, 94, 100, "105 and 95 both touched"]],
    longEntry: [0],
    config: { stops: percentage(5, 5), intrabar: "optimistic" },
    fills: [BOUGHT, [2, "sell", 1, 105, "target"]],
    also: { ambiguousBars: 1 },
  },
  {
    title: "both inside a bar, ohlc: the high is nearer the open",
    candles: [100, 100, [101, 106, 94, 100, "5 up, 7 down"]],
    longEntry: [0],
    config: { stops: percentage(5, 5), intrabar: "ohlc" },
    fills: [BOUGHT, [2, "sell", 1, 105, "target"]],
    also: { ambiguousBars: 1 },
  },
  {
    title: "both inside a bar, ohlc: the low is nearer the open",
    candles: [100, 100, [99, 106, 94, 100, "7 up, 5 down"]],
    longEntry: [0],
    config: { stops: percentage(5, 5), intrabar: "ohlc" },
    fills: [BOUGHT, [2, "sell", 1, 95, "stop"]],
  },
  {
    title: "both inside a bar, ohlc: a tie goes to the adverse extreme",
    candles: [100, 100, [100, 106, 94, 100, "6 up, 6 down"]],
    shortEntry: [0],
    config: { stops: percentage(5, 5), intrabar: "ohlc" },
    fills: [SOLD_SHORT, [2, "buy", 1, 105, "stop"]],
  },
  {
    title: "of several stops the nearest counts and gives the reason",
    candles: [100, 100, [99, 99, 90, 92, "stop at 95, trailing stop at 97"]],
    longEntry: [0],
    config: { stops: [...percentage(5), ...stopNamed("trailing-percent", { percent: 0.03 })] },
    fills: [BOUGHT, [2, "sell", 1, 97, "trailing-stop"]],
  },
  {
    title: "of equal stops the first of the list gives the reason",
    candles: [100, 100, [99, 99, 90, 92, "stop and trailing stop at 95"]],
    longEntry: [0],
    config: { stops: [...percentage(5), ...stopNamed("trailing-percent", { percent: 0.05 })] },
    fills: [BOUGHT, [2, "sell", 1, 95, "stop"]],
  },
  {
    title: "several indicator stops at once: the chandelier at 96 is above SAR at 94 and band at 95",
    candles: [100, 100, [99, 99, 90, 92]],
    longEntry: [0],
    columns: { sar: 94, bandLong: 95, chandelierLong: 96 },
    config: { stops: [...stopNamed("parabolic-sar"), ...stopNamed("volatility-band"), ...stopNamed("chandelier")] },
    fills: [BOUGHT, [2, "sell", 1, 96, "chandelier"]],
  },
  {
    title: "the signals' own stop and target",
    candles: [100, 100, [99, 99, 97.5, 98, "the stop of bar 0 is at 98"]],
    longEntry: [0],
    columns: { stop: [98, 50, 50], target: [120, 101, 101] },
    fills: [BOUGHT, [2, "sell", 1, 98, "stop"]],
  },
  {
    title: "stopAnchor fill: from the price with slippage, 101",
    candles: [100, [100, 100, 94, 95, "stop at 101 * 0.95 = 95.95; it slips 1 % to 94.9905"]],
    longEntry: [0],
    config: { stops: percentage(5), slippageBps: 100, stopAnchor: "fill" },
    fills: [
      [1, "buy", 1, 101, "entry"],
      [1, "sell", 1, 94.9905, "stop"],
    ],
  },
  {
    title: "stopAnchor raw-fill: from the price before slippage, 100",
    candles: [100, [100, 100, 94, 95, "stop at 95; it slips 1 % to 94.05"]],
    longEntry: [0],
    config: { stops: percentage(5), slippageBps: 100, stopAnchor: "raw-fill" },
    fills: [
      [1, "buy", 1, 101, "entry"],
      [1, "sell", 1, 94.05, "stop"],
    ],
  },
  {
    title: "stopAnchor signal-close: from the decision's close, 104",
    candles: [
      [100, 104, 100, 104],
      [100, 100, 98, 99, "stop at 104 * 0.95 = 98.8"],
    ],
    longEntry: [0],
    config: { stops: percentage(5), stopAnchor: "signal-close" },
    fills: [BOUGHT, [1, "sell", 1, 98.8, "stop"]],
  },
];
