import { buy, type CandleCase, sell } from "./candle.js";

/** A tenth of 20 units: 2 a bar. */
const twoABar = { maxParticipation: 0.1, sizer: { name: "fixed-amount", params: { amount: 5 } } };
const ofTwenty = { volume: 20 };

/** ORDERS.md: budget, portions, what is left over. */
export const ordersVolume: readonly CandleCase[] = [
  {
    title: "an entry fills over several bars, and the entry price is the average",
    candles: [100, 100, 103, 109, 110],
    longEntry: [0],
    columns: ofTwenty,
    config: twoABar,
    fills: [
      [1, "buy", 2, 100, "entry"],
      [2, "buy", 2, 103, "entry"],
      [3, "buy", 1, 109, "entry"],
    ],
    also: { equity: 1_000 + 20 + 14 + 1 },
  },
  {
    title: "unfilled cancel: what is left over goes, counted",
    candles: [100, 100, 103],
    longEntry: [0],
    columns: ofTwenty,
    config: { ...twoABar, unfilled: "cancel" },
    fills: [[1, "buy", 2, 100, "entry"]],
    also: { rejected: { "no-volume": 1 } },
  },
  {
    title: "a bar without volume fills nothing",
    candles: [100, 100, 103],
    longEntry: [0],
    columns: { volume: [20, 0, 100] },
    config: twoABar,
    fills: [[2, "buy", 5, 103, "entry"]],
  },
  {
    title: "fill close: what is left over fills at the next close",
    candles: [[100, 102, 99, 101], [101, 104, 100, 103], 104],
    longEntry: [0],
    columns: { volume: [20, 20, 0] },
    config: { ...twoABar, fill: "close" },
    fills: [
      [0, "buy", 2, 101, "entry"],
      [1, "buy", 2, 103, "entry"],
    ],
  },
  {
    title: "portions go down to the lot: 0.1 * 25 = 2.5 is 2",
    candles: [100, 100, 100, 100],
    longEntry: [0],
    columns: { volume: 25 },
    config: { ...twoABar, lotSize: 1 },
    fills: [
      [1, "buy", 2, 100, "entry"],
      [2, "buy", 2, 100, "entry"],
      [3, "buy", 1, 100, "entry"],
    ],
  },
  {
    title: "slippage by volume is that of the portion: 0.1 * 2 / 20",
    candles: [100, 100],
    longEntry: [0],
    columns: ofTwenty,
    config: { ...twoABar, slippage: { name: "volume", params: { factor: 0.1, impact: "linear" } } },
    fills: [[1, "buy", 2, 101, "entry"]],
  },
  {
    title: "the minimum fee is paid with every portion",
    candles: [100, 100, 100, 100],
    longEntry: [0],
    columns: ofTwenty,
    config: { ...twoABar, minimumFee: 3 },
    fills: [
      [1, "buy", 2, 100, "entry"],
      [2, "buy", 2, 100, "entry"],
      [3, "buy", 1, 100, "entry"],
    ],
    also: { fees: 9 },
  },
  {
    title: "the minimum notional is that of the whole size",
    candles: [100, 100, 100, 100],
    longEntry: [0],
    columns: ofTwenty,
    config: { ...twoABar, minimumNotional: 450 },
    fills: [
      [1, "buy", 2, 100, "entry"],
      [2, "buy", 2, 100, "entry"],
      [3, "buy", 1, 100, "entry"],
    ],
  },
  {
    title: "later portions are capped by the cash that is there: 600 at 300 each",
    candles: [100, 100, 300, 300],
    longEntry: [0],
    columns: { volume: [0, 40, 200, 200] },
    config: { ...twoABar, sizer: { name: "fixed-amount", params: { amount: 10 } } },
    fills: [
      [1, "buy", 4, 100, "entry"],
      [2, "buy", 2, 300, "entry"],
    ],
  },
  {
    title: "an exit over several bars: a trade for each part",
    candles: [100, 100, 110, 112, 114],
    longEntry: [0],
    longExit: [1],
    columns: { volume: [0, 100, 20, 20, 20] },
    config: twoABar,
    fills: [
      [1, "buy", 5, 100, "entry"],
      [2, "sell", 2, 110, "signal"],
      [3, "sell", 2, 112, "signal"],
      [4, "sell", 1, 114, "signal"],
    ],
    also: {
      trades: [
        { quantity: 2, pnl: 20 },
        { quantity: 2, pnl: 24 },
        { quantity: 1, pnl: 14 },
      ],
    },
  },
  {
    title: "a new decision takes the place of what was left over: the exit ends the entry",
    candles: [100, 100, 100, 100],
    longEntry: [0],
    longExit: [1],
    columns: ofTwenty,
    config: twoABar,
    fills: [
      [1, "buy", 2, 100, "entry"],
      [2, "sell", 2, 100, "signal"],
    ],
  },
  {
    title: "a reversal in parts: it opens when all is closed",
    candles: [100, 100, 110, 112, 114, 116],
    longEntry: [0],
    shortEntry: [1],
    columns: { volume: [0, 100, 20, 40, 40, 40] },
    config: { ...twoABar, reverse: true },
    fills: [
      [1, "buy", 5, 100, "entry"],
      [2, "sell", 2, 110, "reverse"],
      [3, "sell", 4, 112, "reverse"],
      [4, "sell", 4, 114, "entry"],
    ],
  },
  {
    title: "signals come first, the table's orders share what is left of the budget",
    candles: [100, 100, 100],
    longEntry: [0],
    columns: { volume: [0, 60, 20] },
    script: { 0: [buy({ size: 3 })] },
    config: twoABar,
    fills: [
      [1, "buy", 5, 100, "entry"],
      [1, "buy", 1, 100, "entry"],
      [2, "buy", 2, 100, "entry"],
    ],
  },
  {
    title: "a limit order in parts: what is left rests at its price",
    candles: [100, [100, 100, 96, 98], [99, 99, 98, 98], [98, 98, 96, 97]],
    columns: ofTwenty,
    script: { 0: [buy({ type: "limit", limit: 97, size: 3 })] },
    config: twoABar,
    fills: [
      [1, "buy", 2, 97, "entry"],
      [3, "buy", 1, 97, "entry"],
    ],
  },
  {
    title: "a stop in parts: what is left is a market order at the next open",
    candles: [100, [100, 106, 99, 104], [103, 104, 102, 103]],
    columns: ofTwenty,
    script: { 0: [buy({ type: "stop", trigger: 105, size: 3 })] },
    config: twoABar,
    fills: [
      [1, "buy", 2, 105, "entry"],
      [2, "buy", 1, 103, "entry"],
    ],
  },
  {
    title: "endOfData close knows no budget",
    candles: [100, 100, 104],
    longEntry: [0],
    columns: { volume: [0, 100, 20] },
    config: { ...twoABar, endOfData: "close" },
    fills: [
      [1, "buy", 5, 100, "entry"],
      [2, "sell", 5, 104, "end"],
    ],
  },
  {
    title: "a reduce-only order in parts",
    candles: [100, 100, 101, 102, 103],
    columns: { volume: [0, 100, 20, 20, 20] },
    script: { 0: [buy({ size: 3 })], 1: [sell({ reduceOnly: true })] },
    config: twoABar,
    fills: [
      [1, "buy", 3, 100, "entry"],
      [2, "sell", 2, 101, "signal"],
      [3, "sell", 1, 102, "signal"],
    ],
  },
  {
    title: "fill close: what is left of a stop fills at the next close, not at that of its own bar",
    candles: [100, [100, 106, 99, 104], [103, 104, 102, 103]],
    columns: ofTwenty,
    script: { 0: [buy({ type: "stop", trigger: 105, size: 3 })] },
    config: { ...twoABar, fill: "close" },
    fills: [
      [1, "buy", 2, 105, "entry"],
      [2, "buy", 1, 103, "entry"],
    ],
  },
  {
    title: "unfilled cancel: a limit order that is met without volume goes",
    candles: [100, [100, 100, 96, 98], [98, 98, 96, 97]],
    columns: { volume: [0, 0, 100] },
    script: { 0: [buy({ type: "limit", limit: 97, size: 3 })] },
    config: { ...twoABar, unfilled: "cancel" },
    fills: [],
    also: { rejected: { "no-volume": 1 } },
  },
  {
    title: "oco: a part of one cancels the other",
    candles: [100, [100, 101, 97, 98], [98, 106, 97.5, 105], [98, 98, 97, 98]],
    columns: ofTwenty,
    script: {
      0: [
        buy({ type: "limit", limit: 97, oco: "entry", size: 3 }),
        buy({ type: "stop", trigger: 105, oco: "entry", size: 1 }),
      ],
    },
    config: twoABar,
    fills: [
      [1, "buy", 2, 97, "entry"],
      [3, "buy", 1, 97, "entry"],
    ],
  },
  {
    title: "two bars are enough for two portions, the third has gone",
    candles: [100, 100, 100, 100],
    columns: ofTwenty,
    script: { 0: [buy({ size: 5, timeInForce: { bars: 2 } })] },
    config: twoABar,
    fills: [
      [1, "buy", 2, 100, "entry"],
      [2, "buy", 2, 100, "entry"],
    ],
  },
];
