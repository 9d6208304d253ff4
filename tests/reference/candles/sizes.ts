import { type CandleCase, sizer } from "./candle.js";

/** A trade a bar with fills at the close: in at 100, out at 101, until `trades` are done. */
const wins = (trades: number) => alternating(trades, 101);
/** Likewise out at 99. */
const losses = (trades: number) => alternating(trades, 99);

function alternating(trades: number, exit: number) {
  return {
    candles: Array.from({ length: 2 * trades + 1 }, (_, i) => (i % 2 === 0 ? 100 : exit)),
    longEntry: Array.from({ length: trades + 1 }, (_, k) => 2 * k),
    longExit: Array.from({ length: trades }, (_, k) => 2 * k + 1),
    fills: Array.from({ length: trades }, (_, k) => [
      [2 * k, "buy", 1, 100, "entry"] as const,
      [2 * k + 1, "sell", 1, exit, "signal"] as const,
    ]).flat(),
  };
}

/** The size of those trades comes with the signals; the last entry asks the sizer. */
const onesThenSizer = (trades: number) => Array.from({ length: 2 * trades + 1 }, (_, i) => (i < 2 * trades ? 1 : null));

const optimalF = sizer("optimal-f", { share: 0.5 });
const confident = sizer("ml-confidence", { fraction: 0.05, least: 0.5, most: 1.5 });
const quiet = sizer("volatility-target", { target: 0.15 });

/** SEMANTICS.md, steps 1 to 4 of the opening leg: sizes, and why there is no trade. */
export const sizes: readonly CandleCase[] = [
  {
    title: "fixed-fractional: 1,000 * 0.1 / 100",
    candles: [100, 100],
    longEntry: [0],
    config: { sizer: sizer("fixed-fractional", { fraction: 0.1 }) },
    fills: [[1, "buy", 1, 100, "entry"]],
  },
  {
    title: "sizeAt fill: equity and price of the fill, 1,000 * 0.5 / 125",
    candles: [100, 125],
    longEntry: [0],
    config: { sizer: sizer("fixed-fractional", { fraction: 0.5 }) },
    fills: [[1, "buy", 4, 125, "entry"]],
  },
  {
    title: "sizeAt signal: equity and price of the decision, 1,000 * 0.5 / 100",
    candles: [100, 125],
    longEntry: [0],
    config: { sizer: sizer("fixed-fractional", { fraction: 0.5 }), sizeAt: "signal" },
    fills: [[1, "buy", 5, 125, "entry"]],
  },
  {
    title: "atr-risk: 1,000 * 0.01 / (2 * 2.5)",
    candles: [100, 100],
    longEntry: [0],
    columns: { atr: [2.5, 9] },
    config: { sizer: sizer("atr-risk", { risk: 0.01, multiple: 2 }) },
    fills: [[1, "buy", 2, 100, "entry"]],
  },
  {
    title: "atr-risk without a valid ATR: no trade",
    candles: [100, 100],
    longEntry: [0],
    columns: { atr: [null, 9] },
    config: { sizer: sizer("atr-risk", { risk: 0.01, multiple: 2 }) },
    fills: [],
    also: { rejected: { "invalid-atr": 1 } },
  },
  {
    title: "all-in: 1,000 / (100 + 1 of commission)",
    candles: [100, 100],
    longEntry: [0],
    config: { commissionBps: 100, sizer: sizer("all-in", { fraction: 1 }) },
    fills: [[1, "buy", 1_000 / 101, 100, "entry"]],
  },
  {
    title: "optimal-f before 20 trades: f = (0.51 * 2.1 - 1) / 1.1, half of it",
    candles: [100, 100],
    longEntry: [0],
    config: { sizer: optimalF },
    fills: [[1, "buy", (10 * (0.071 / 1.1)) / 2, 100, "entry"]],
  },
  {
    title: "optimal-f after 19 won trades: still by 0.51 and 1.1",
    ...wins(19),
    columns: { size: onesThenSizer(19) },
    config: { sizer: optimalF, fill: "close" },
    fills: [...wins(19).fills, [38, "buy", (10.19 * (0.071 / 1.1)) / 2, 100, "entry"]],
  },
  {
    title: "optimal-f after 20 won trades, no loss: f = W = 1, of 1,020 half",
    ...wins(20),
    columns: { size: onesThenSizer(20) },
    config: { sizer: optimalF, fill: "close" },
    fills: [...wins(20).fills, [40, "buy", 5.1, 100, "entry"]],
  },
  {
    title: "optimal-f after 20 lost trades: no edge",
    ...losses(20),
    columns: { size: onesThenSizer(20) },
    config: { sizer: optimalF, fill: "close" },
    fills: losses(20).fills,
    also: { rejected: { "no-edge": 1 } },
  },
  {
    title: "ml-confidence: 1,000 * 0.05 * (0.5 + 0.8) / 100",
    candles: [100, 100],
    longEntry: [0],
    columns: { confidence: [0.8, 0] },
    config: { sizer: confident },
    fills: [[1, "buy", 0.65, 100, "entry"]],
  },
  {
    title: "ml-confidence: held to 1",
    candles: [100, 100],
    longEntry: [0],
    columns: { confidence: 7 },
    config: { sizer: confident },
    fills: [[1, "buy", 0.75, 100, "entry"]],
  },
  {
    title: "ml-confidence, same-open: that of the bar before",
    candles: [100, 100],
    longEntry: [1],
    columns: { confidence: [1, 0] },
    config: { sizer: confident, fill: "same-open" },
    fills: [[1, "buy", 0.75, 100, "entry"]],
  },
  {
    title: "ml-confidence without a value: no trade",
    candles: [100, 100],
    longEntry: [0],
    columns: { confidence: [null, 1] },
    config: { sizer: confident },
    fills: [],
    also: { rejected: { "no-confidence": 1 } },
  },
  {
    title: "volatility-target: 1,000 * 0.15 / 0.2 / 100",
    candles: [100, 100],
    longEntry: [0],
    columns: { sizerInput: [0.2, 9] },
    config: { sizer: quiet },
    fills: [[1, "buy", 7.5, 100, "entry"]],
  },
  {
    title: "volatility-target: held to 0.5 at least",
    candles: [100, 100],
    longEntry: [0],
    columns: { sizerInput: 0.6 },
    config: { sizer: quiet },
    fills: [[1, "buy", 5, 100, "entry"]],
  },
  {
    title: "volatility-target: held to 2 at most",
    candles: [100, 100],
    longEntry: [0],
    columns: { sizerInput: 0.05 },
    config: { sizer: quiet, leverage: 10 },
    fills: [[1, "buy", 20, 100, "entry"]],
  },
  {
    title: "volatility-target without a valid volatility: no trade",
    candles: [100, 100],
    longEntry: [0],
    columns: { sizerInput: [0, 1] },
    config: { sizer: quiet },
    fills: [],
    also: { rejected: { "invalid-volatility": 1 } },
  },
  {
    title: "a size that comes with the signals goes before the sizer",
    candles: [100, 100],
    longEntry: [0],
    columns: { size: [3, 1] },
    config: { sizer: quiet },
    fills: [[1, "buy", 3, 100, "entry"]],
  },
  {
    title: "fixed-amount beyond the margin: no trade",
    candles: [100, 100],
    longEntry: [0],
    config: { sizer: sizer("fixed-amount", { amount: 10.1 }) },
    fills: [],
    also: { rejected: { "insufficient-margin": 1 } },
  },
  {
    title: "fixed-amount whose minimum fee is beyond the cash: no trade",
    candles: [1, 1],
    longEntry: [0],
    config: { capital: 20, minimumFee: 25 },
    fills: [],
    also: { rejected: { "insufficient-margin": 1 } },
  },
  {
    title: "a lot larger than the size: no trade",
    candles: [100, 100],
    longEntry: [0],
    config: { lotSize: 10 },
    fills: [],
    also: { rejected: { "zero-size": 1 } },
  },
  {
    title: "worth less than the minimum notional: no trade",
    candles: [100, 100],
    longEntry: [0],
    config: { minimumNotional: 100.5 },
    fills: [],
    also: { rejected: { "below-minimum": 1 } },
  },
  {
    title: "worth exactly the minimum notional: a trade",
    candles: [100, 100],
    longEntry: [0],
    config: { minimumNotional: 100 },
    fills: [[1, "buy", 1, 100, "entry"]],
  },
  {
    title: "the minimum notional does not hold for exits",
    candles: [100, 100, 50],
    longEntry: [0],
    longExit: [1],
    config: { minimumNotional: 100 },
    fills: [
      [1, "buy", 1, 100, "entry"],
      [2, "sell", 1, 50, "signal"],
    ],
  },
  {
    title: "slippage and tick take a short's price to 0: no trade",
    candles: [100, 100],
    shortEntry: [0],
    config: { slippageBps: 5_000, tickSize: 100 },
    fills: [],
    also: { rejected: { "invalid-price": 1 } },
  },
  {
    title: "a rejected entry still leaves the closing leg of its reversal done",
    candles: [100, 100, 110],
    longEntry: [0],
    shortEntry: [1],
    columns: { size: [1, 100, null] },
    config: { reverse: true },
    fills: [
      [1, "buy", 1, 100, "entry"],
      [2, "sell", 1, 110, "reverse"],
    ],
    also: { rejected: { "insufficient-margin": 1 } },
  },
];
