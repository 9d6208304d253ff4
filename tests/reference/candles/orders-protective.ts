import { buy, type CandleCase, percentage, stopNamed } from "./candle.js";

/** A tenth of 20 units: 2 a bar. */
const twoABar = { maxParticipation: 0.1, sizer: { name: "fixed-amount", params: { amount: 5 } } };
const byVolume = { ...twoABar, protectiveExits: "by-volume" } as const;
const ofTwenty = { volume: 20 };

/** ORDERS.md, "Protective exits", and what they cancel. */
export const ordersProtective: readonly CandleCase[] = [
  {
    title: "a partial entry that is stopped out: the rest of the entry goes",
    candles: [100, [100, 100, 94, 96, "2 of 5 bought, stopped at 95"], 96, 96],
    longEntry: [0],
    columns: ofTwenty,
    config: { ...twoABar, stops: percentage(5) },
    fills: [
      [1, "buy", 2, 100, "entry"],
      [1, "sell", 2, 95, "stop"],
    ],
  },
  {
    title: "a partial limit order whose position is stopped out: the rest goes",
    candles: [100, [100, 100, 97, 98], [98, 98, 90, 91, "97 * 0.95 = 92.15"], [91, 98, 90, 97]],
    columns: ofTwenty,
    script: { 0: [buy({ type: "limit", limit: 97, size: 3 })] },
    config: { ...twoABar, stops: percentage(5) },
    fills: [
      [1, "buy", 2, 97, "entry"],
      [2, "buy", 1, 97, "entry"],
      [2, "sell", 3, 92.15, "stop"],
    ],
  },
  {
    title: "protective exits ignore the budget, and do not use it up",
    candles: [100, 100, [100, 100, 90, 91, "stopped out whole; 2 of the other order"], 91],
    longEntry: [0],
    columns: { volume: [0, 100, 20, 0] },
    script: { 1: [buy({ type: "limit", limit: 92, size: 3 })] },
    config: { ...twoABar, stops: percentage(5) },
    fills: [
      [1, "buy", 5, 100, "entry"],
      [2, "sell", 5, 95, "stop"],
      [2, "buy", 2, 92, "entry"],
    ],
  },
  {
    title: "by-volume: what a stop leaves is sold at the next opens, whatever the price does",
    candles: [100, 100, [99, 99, 94, 96], 97, 98],
    longEntry: [0],
    columns: { volume: [0, 100, 20, 20, 20] },
    config: { ...byVolume, unfilled: "cancel", stops: percentage(5) },
    fills: [
      [1, "buy", 5, 100, "entry"],
      [2, "sell", 2, 95, "stop"],
      [3, "sell", 2, 97, "stop"],
      [4, "sell", 1, 98, "stop"],
    ],
  },
  {
    title: "by-volume: the level stays, and takes what the queue has left of the budget",
    candles: [100, 100, [99, 99, 94, 96], [96, 96, 94, 95, "3 at the open would be all"]],
    longEntry: [0],
    columns: { volume: [0, 100, 20, 20] },
    config: { ...byVolume, stops: percentage(5) },
    fills: [
      [1, "buy", 5, 100, "entry"],
      [2, "sell", 2, 95, "stop"],
      [3, "sell", 2, 96, "stop"],
    ],
  },
  {
    title: "by-volume: while the rest of a stop is queued nothing is decided",
    candles: [100, 100, [99, 99, 94, 96], 97, 98, 99],
    longEntry: [0, 2, 3],
    columns: { volume: [0, 100, 20, 20, 20, 100] },
    config: { ...byVolume, reverse: true, sameSideEntry: "replace", stops: percentage(5) },
    fills: [
      [1, "buy", 5, 100, "entry"],
      [2, "sell", 2, 95, "stop"],
      [3, "sell", 2, 97, "stop"],
      [4, "sell", 1, 98, "stop"],
    ],
  },
  {
    title: "by-volume: of a target the level stays for what is left",
    candles: [100, 100, [100, 111, 99, 105], [105, 109, 104, 108], [109, 112, 108, 111]],
    longEntry: [0],
    columns: { volume: [0, 100, 20, 20, 100] },
    config: { ...byVolume, stops: percentage(0, 10) },
    fills: [
      [1, "buy", 5, 100, "entry"],
      [2, "sell", 2, 110, "target"],
      [4, "sell", 3, 110, "target"],
    ],
  },
  {
    title: "by-volume: what the time limit leaves is queued",
    candles: [100, 100, 101, 102],
    longEntry: [0],
    columns: { volume: [0, 100, 20, 100] },
    config: { ...byVolume, stops: stopNamed("triple-barrier", { target: 0, stop: 0, days: 2 / 24 }) },
    fills: [
      [1, "buy", 5, 100, "entry"],
      [2, "sell", 2, 101, "time"],
      [3, "sell", 3, 102, "time"],
    ],
  },
  {
    title: "by-volume: what a liquidation leaves pays its fee as well: 10 % of 10 * 500 / 12 and of 5 * 42",
    candles: [100, 100, [80, 80, 40, 42], 42],
    longEntry: [0],
    columns: { volume: [0, 1_000, 100, 100] },
    config: {
      ...byVolume,
      leverage: 2,
      maintenanceMargin: 0.2,
      liquidationFeeBps: 1_000,
      sizer: { name: "fixed-amount", params: { amount: 15 } },
    },
    fills: [
      [1, "buy", 15, 100, "entry"],
      [2, "sell", 10, 500 / 12, "liquidation"],
      [3, "sell", 5, 42, "liquidation"],
    ],
    also: { fees: 500 / 12 + 21 },
  },
  {
    title: "by-volume, fill close: what a stop leaves is sold at the next close, not at this one",
    candles: [100, [100, 100, 94, 96], [96, 98, 96, 97]],
    longEntry: [0],
    columns: { volume: [100, 20, 100] },
    config: { ...byVolume, fill: "close", stops: percentage(5) },
    fills: [
      [0, "buy", 5, 100, "entry"],
      [1, "sell", 2, 95, "stop"],
      [2, "sell", 3, 97, "stop"],
    ],
  },
  {
    title: "by-volume: a stop that meets no volume at all is queued all the same",
    candles: [100, 100, [99, 99, 94, 96], 97],
    longEntry: [0],
    columns: { volume: [0, 100, 0, 100] },
    config: { ...byVolume, stops: percentage(5) },
    fills: [
      [1, "buy", 5, 100, "entry"],
      [3, "sell", 5, 97, "stop"],
    ],
  },
];
