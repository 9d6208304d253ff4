import { buy, type CandleCase, percentage, sell, stopNamed } from "./candle.js";

/** ORDERS.md: adding to a position and closing parts of it. */
export const ordersParts: readonly CandleCase[] = [
  {
    title: "adding: the entry price is the average, weighted by the quantities",
    candles: [100, 100, 106, 110],
    script: { 0: [buy({ size: 2 })], 1: [buy({ size: 1 })], 2: [sell({ reduceOnly: true })] },
    fills: [
      [1, "buy", 2, 100, "entry"],
      [2, "buy", 1, 106, "entry"],
      [3, "sell", 3, 110, "signal"],
    ],
    also: { trades: [{ quantity: 3, entryPrice: 102, pnl: 24 }], equity: 1_024 },
  },
  {
    title: "adding: the stop is set anew from the average: 95 % of 102",
    candles: [100, 100, 106, [99, 100, 96, 98, "96.9"]],
    script: { 0: [buy({ size: 2 })], 1: [buy({ size: 1 })] },
    config: { stops: percentage(5) },
    fills: [
      [1, "buy", 2, 100, "entry"],
      [2, "buy", 1, 106, "entry"],
      [3, "sell", 3, 96.9, "stop"],
    ],
  },
  {
    title: "adding: ATR, stop and target are those of the order that opened the position",
    candles: [100, 100, 106, [104, 104, 95, 96, "102 - 2 * 3 = 96"]],
    columns: { atr: [3, 1, 1, 1] },
    script: { 0: [buy({ size: 2 })], 1: [buy({ size: 1 })] },
    config: { stops: stopNamed("atr", { multiple: 2 }) },
    fills: [
      [1, "buy", 2, 100, "entry"],
      [2, "buy", 1, 106, "entry"],
      [3, "sell", 3, 96, "stop"],
    ],
  },
  {
    title: "adding: the trail stays where it was",
    candles: [100, [100, 120, 100, 115, "trail 120"], 110, [110, 110, 107, 108, "stop at 108"]],
    script: { 0: [buy({ size: 2 })], 1: [buy({ size: 1 })] },
    config: { stops: stopNamed("trailing-percent", { percent: 0.1 }) },
    fills: [
      [1, "buy", 2, 100, "entry"],
      [2, "buy", 1, 110, "entry"],
      [3, "sell", 3, 108, "trailing-stop"],
    ],
  },
  {
    title: "adding: a sizer sees the equity, and cash caps it without leverage: 1,500 of equity, 500 of cash",
    candles: [100, 100, 200],
    script: { 0: [buy({ size: 5 })], 1: [buy()] },
    config: { sizer: { name: "fixed-fractional", params: { fraction: 0.8 } } },
    fills: [
      [1, "buy", 5, 100, "entry"],
      [2, "buy", 2.5, 200, "entry"],
    ],
  },
  {
    title: "adding: margin is that of all that is held: (1,000 - 1,000 / 2) / 50 = 10 more",
    candles: [100, 100, 100],
    script: { 0: [buy({ size: 10 })], 1: [buy()] },
    config: { leverage: 2, sizer: { name: "fixed-amount", params: { amount: 10 } } },
    fills: [
      [1, "buy", 10, 100, "entry"],
      [2, "buy", 10, 100, "entry"],
    ],
  },
  {
    title: "adding: beyond margin a given size is rejected",
    candles: [100, 100, 100],
    script: { 0: [buy({ size: 10 })], 1: [buy({ size: 10.1 })] },
    config: { leverage: 2 },
    fills: [[1, "buy", 10, 100, "entry"]],
    also: { rejected: { "insufficient-margin": 1 } },
  },
  {
    title: "adding: without leverage there is no cash left to buy with",
    candles: [100, 100, 90],
    script: { 0: [buy({ size: 10 })], 1: [buy({ size: 1 })] },
    fills: [[1, "buy", 10, 100, "entry"]],
    also: { rejected: { "insufficient-margin": 1 } },
  },
  {
    title: "adding, tiers: 1,900 held need 550, 100 more on top of it another 50 each 100",
    candles: [100, 100, 100],
    script: { 0: [buy({ size: 19 })], 1: [buy()] },
    config: {
      leverage: 10,
      marginTiers: [
        { notional: 0, initialMargin: 0.1, maintenanceMargin: 0.05 },
        { notional: 1_000, initialMargin: 0.5, maintenanceMargin: 0.25 },
      ],
      sizer: { name: "fixed-fractional", params: { fraction: 5 } },
    },
    fills: [
      [1, "buy", 19, 100, "entry"],
      [2, "buy", 9, 100, "entry"],
    ],
  },
  {
    title:
      "adding: the liquidation level is set anew: 15 units at 100 owe 500, 3 more at 110 owe 830: 830 / (18 * 0.8)",
    candles: [100, 100, 110, [80, 80, 57, 60]],
    script: { 0: [buy({ size: 15 })], 1: [buy({ size: 3 })] },
    config: { leverage: 2, maintenanceMargin: 0.2 },
    fills: [
      [1, "buy", 15, 100, "entry"],
      [2, "buy", 3, 110, "entry"],
      [3, "sell", 18, 830 / 14.4, "liquidation"],
    ],
  },
  {
    title: "a part is closed: a trade of its own, with its share of the entry's commission",
    candles: [100, 100, 110, 120],
    script: { 0: [buy({ size: 4 })], 1: [sell({ size: 1 })], 2: [sell({ reduceOnly: true })] },
    config: { commissionBps: 100 },
    fills: [
      [1, "buy", 4, 100, "entry"],
      [2, "sell", 1, 110, "signal"],
      [3, "sell", 3, 120, "signal"],
    ],
    also: {
      fees: 4 + 1.1 + 3.6,
      trades: [
        { quantity: 1, entryPrice: 100, commission: 1 + 1.1, pnl: 10 - 2.1 },
        { quantity: 3, entryPrice: 100, commission: 3 + 3.6, pnl: 60 - 6.6 },
      ],
      equity: 1_061.3,
    },
  },
  {
    title: "a part is closed: its share of the funding charged so far, and no more later",
    candles: [100, 100, 100, 100, 100],
    columns: { fundingAtOpen: [0, 0, 0.01, 0.01, 0] },
    script: { 0: [buy({ size: 4 })], 2: [sell({ size: 1 })], 3: [sell({ reduceOnly: true })] },
    fills: [
      [1, "buy", 4, 100, "entry"],
      [3, "sell", 1, 100, "signal"],
      [4, "sell", 3, 100, "signal"],
    ],
    also: {
      funding: 8,
      trades: [
        { quantity: 1, funding: 2, pnl: -2 },
        { quantity: 3, funding: 6, pnl: -6 },
      ],
    },
  },
  {
    title: "a part is closed: the levels stay",
    candles: [100, 100, [98, 98, 96, 97], [97, 97, 94, 95]],
    script: { 0: [buy({ size: 4 })], 1: [sell({ size: 1 })] },
    config: { stops: percentage(5) },
    fills: [
      [1, "buy", 4, 100, "entry"],
      [2, "sell", 1, 98, "signal"],
      [3, "sell", 3, 95, "stop"],
    ],
  },
  {
    title: "a part is closed: the liquidation level is set anew: 15 units owe 500, 10 units then owe nothing",
    candles: [100, 100, 100, [50, 50, 30, 40]],
    script: { 0: [buy({ size: 15 })], 1: [sell({ size: 5 })] },
    config: { leverage: 2, maintenanceMargin: 0.2 },
    fills: [
      [1, "buy", 15, 100, "entry"],
      [2, "sell", 5, 100, "signal"],
    ],
    also: { equity: 400 },
  },
  {
    title: "a larger order reverses: one row where both parts have one price",
    candles: [100, 100, 110],
    script: { 0: [buy({ size: 2 })], 1: [sell({ size: 5 })] },
    fills: [
      [1, "buy", 2, 100, "entry"],
      [2, "sell", 5, 110, "reverse"],
    ],
    also: { trades: [{ quantity: 2, pnl: 20 }] },
  },
  {
    title: "a larger order reverses: two rows where exits do not slip",
    candles: [100, 100, 100],
    script: { 0: [buy({ size: 2 })], 1: [sell({ size: 5 })] },
    config: { slippageBps: 100, slipExits: false },
    fills: [
      [1, "buy", 2, 101, "entry"],
      [2, "sell", 2, 100, "reverse"],
      [2, "sell", 3, 99, "entry"],
    ],
  },
  {
    title: "a limit order that reverses keeps its own reason",
    candles: [100, 100, [100, 106, 99, 103]],
    script: { 0: [buy({ size: 2 })], 1: [sell({ type: "limit", limit: 105, size: 3 })] },
    fills: [
      [1, "buy", 2, 100, "entry"],
      [2, "sell", 3, 105, "limit"],
    ],
  },
  {
    title: "bad debt is looked for only when nothing is held",
    candles: [100, 100, [70, 70, 58, 60, "1 of 20 sold at 60: a cash of -940 is no end yet"], 60],
    script: { 0: [buy({ size: 20 })], 1: [sell({ type: "stop", trigger: 60, size: 1 })] },
    config: { leverage: 2 },
    fills: [
      [1, "buy", 20, 100, "entry"],
      [2, "sell", 1, 60, "stop"],
    ],
    also: { equity: -940 + 19 * 60 },
  },
];
