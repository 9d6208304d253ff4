import { buy, type CandleCase, percentage, sell } from "./candle.js";

const BOUGHT = [1, "buy", 1, 100, "entry"] as const;

const ALL_64 = Array.from({ length: 64 }, () => buy({ type: "limit", limit: 50, size: 1 }));

/** ORDERS.md: how long orders work, post-only, reduce-only, groups, cancelling, refusals. */
export const ordersTerms: readonly CandleCase[] = [
  {
    title: "gtc: an order works until it is met",
    candles: [100, 100, 100, 100, [100, 100, 96, 98]],
    script: { 0: [buy({ type: "limit", limit: 97 })] },
    fills: [[4, "buy", 1, 97, "entry"]],
  },
  {
    title: "two bars: on the second it still works",
    candles: [100, 100, [100, 100, 96, 98]],
    script: { 0: [buy({ type: "limit", limit: 97, timeInForce: { bars: 2 } })] },
    fills: [[2, "buy", 1, 97, "entry"]],
  },
  {
    title: "two bars: on the third it has gone",
    candles: [100, 100, 100, [100, 100, 96, 98]],
    script: { 0: [buy({ type: "limit", limit: 97, timeInForce: { bars: 2 } })] },
    fills: [],
  },
  {
    title: "day: to the end of the UTC day on which it first works",
    hours: 8,
    candles: [100, 100, [100, 100, 96, 98, "16 to 24 o'clock of the same day"], 98],
    script: { 0: [buy({ type: "limit", limit: 97, timeInForce: "day" })] },
    fills: [[2, "buy", 1, 97, "entry"]],
  },
  {
    title: "day: the next day it has gone",
    hours: 8,
    candles: [100, 100, 100, [100, 100, 96, 98, "0 o'clock"]],
    script: { 0: [buy({ type: "limit", limit: 97, timeInForce: "day" })] },
    fills: [],
  },
  {
    title: "day: placed on the last bar of a day it works on the next",
    hours: 8,
    candles: [100, 100, [100, 100, 99, 100, "placed at midnight"], 100, [100, 100, 96, 98]],
    script: { 2: [buy({ type: "limit", limit: 97, timeInForce: "day" })] },
    fills: [[4, "buy", 1, 97, "entry"]],
  },
  {
    title: "day: over a weekend it works on the first day that there is",
    hours: 8,
    gaps: { 1: 72 },
    candles: [100, [100, 100, 98, 99, "three days later"], [99, 99, 96, 97]],
    script: { 0: [buy({ type: "limit", limit: 97, timeInForce: "day" })] },
    fills: [[2, "buy", 1, 97, "entry"]],
  },
  {
    title: "day: a gap of days in its life ends it",
    hours: 8,
    gaps: { 2: 72 },
    candles: [100, 100, [99, 99, 96, 97, "three days later"]],
    script: { 0: [buy({ type: "limit", limit: 97, timeInForce: "day" })] },
    fills: [],
  },
  {
    title: "post-only: refused where the close already meets its limit, the same price included",
    candles: [100, 100],
    script: {
      0: [
        buy({ type: "limit", limit: 100, postOnly: true }),
        buy({ type: "limit", limit: 101, postOnly: true }),
        sell({ type: "limit", limit: 100, postOnly: true }),
      ],
    },
    fills: [],
    also: { rejected: { "post-only": 3 } },
  },
  {
    title: "post-only: rests, and fills as any other",
    candles: [100, [100, 100, 98, 99]],
    script: { 0: [buy({ type: "limit", limit: 99, postOnly: true })] },
    fills: [[1, "buy", 1, 99, "entry"]],
  },
  {
    title: "post-only: a gap through its limit fills it at the limit, not at the open, for the maker's fee",
    candles: [100, 95],
    script: { 0: [buy({ type: "limit", limit: 99, postOnly: true })] },
    config: { commissionBps: 100, makerCommissionBps: 10 },
    fills: [[1, "buy", 1, 99, "entry"]],
    also: { fees: 0.099 },
  },
  {
    title: "reduce-only: takes no more than there is, and the rest goes",
    candles: [100, 100, 110, 110],
    script: { 0: [buy({ size: 2 })], 1: [sell({ size: 5, reduceOnly: true })] },
    fills: [
      [1, "buy", 2, 100, "entry"],
      [2, "sell", 2, 110, "signal"],
    ],
  },
  {
    title: "reduce-only without a size: the whole position",
    candles: [100, 100, 110],
    script: { 0: [buy({ size: 2 })], 1: [sell({ reduceOnly: true })] },
    fills: [
      [1, "buy", 2, 100, "entry"],
      [2, "sell", 2, 110, "signal"],
    ],
  },
  {
    title: "reduce-only: nothing to reduce while flat, nor of one's own side",
    candles: [100, 100, 100],
    script: { 0: [sell({ reduceOnly: true }), buy({ size: 1 })], 1: [buy({ size: 1, reduceOnly: true })] },
    fills: [BOUGHT],
    also: { rejected: { "nothing-to-reduce": 2 } },
  },
  {
    title: "reduce-only: goes when the position ends",
    candles: [100, 100, [100, 100, 100, 100, "closed by signal"], 100, [100, 105, 100, 104, "104 finds no order"]],
    longEntry: [0, 2],
    longExit: [1],
    script: { 0: [sell({ type: "limit", limit: 104, reduceOnly: true })] },
    fills: [BOUGHT, [2, "sell", 1, 100, "signal"], [3, "buy", 1, 100, "entry"]],
  },
  {
    title: "longOnly: a sell closes and does not open",
    candles: [100, 100, 110, 110],
    script: { 0: [buy({ size: 2 })], 1: [sell({ size: 5 })] },
    config: { longOnly: true },
    fills: [
      [1, "buy", 2, 100, "entry"],
      [2, "sell", 2, 110, "signal"],
    ],
  },
  {
    title: "longOnly: a sell while flat has nothing to reduce",
    candles: [100, 100],
    script: { 0: [sell()] },
    config: { longOnly: true },
    fills: [],
    also: { rejected: { "nothing-to-reduce": 1 } },
  },
  {
    title: "oco: the fill of one cancels the other",
    candles: [100, [100, 101, 97, 98, "the limit at 97"], [98, 106, 98, 105, "the stop at 105 has gone"]],
    script: {
      0: [buy({ type: "limit", limit: 97, oco: "entry" }), buy({ type: "stop", trigger: 105, oco: "entry", size: 1 })],
    },
    fills: [[1, "buy", 1, 97, "entry"]],
  },
  {
    title: "oco: both at one open, the first in the table fills",
    candles: [100, 90],
    script: { 0: [buy({ type: "limit", limit: 97, oco: "x" }), sell({ type: "stop", trigger: 95, oco: "x" })] },
    fills: [[1, "buy", 1, 90, "entry"]],
  },
  {
    title: "oco: other names are other groups",
    candles: [100, [100, 101, 95, 98]],
    script: {
      0: [buy({ type: "limit", limit: 97, oco: "a", size: 1 }), buy({ type: "limit", limit: 96, oco: "b", size: 1 })],
    },
    fills: [
      [1, "buy", 1, 97, "entry"],
      [1, "buy", 1, 96, "entry"],
    ],
  },
  {
    title: "cancel: by id, before anything is filled; again, and an id that never was: nothing",
    candles: [100, 100, [100, 100, 96, 98]],
    script: { 0: [buy({ type: "limit", limit: 97 })], 1: [{ cancel: 1 }, { cancel: 1 }, { cancel: 9 }] },
    fills: [],
  },
  {
    title: "cancelAll: every order that is there then, not those placed after it",
    candles: [100, 100, [100, 100, 95, 98]],
    script: {
      0: [buy({ type: "limit", limit: 97 }), buy({ type: "limit", limit: 98 })],
      1: [{ cancelAll: true }, buy({ type: "limit", limit: 96 })],
    },
    fills: [[2, "buy", 1, 96, "entry"]],
  },
  {
    title: "fill close: a market order that is cancelled on its own bar does not fill",
    candles: [100, 100],
    script: { 0: [buy(), { cancel: 1 }] },
    config: { fill: "close" },
    fills: [],
  },
  {
    title: "64 orders are the most; a refused one takes its id all the same",
    candles: [100, 100, [100, 100, 45, 48, "the one that is left; 64 and 65 are cancelled"]],
    script: {
      0: [...ALL_64, buy({ size: 1 })],
      1: [{ cancelAll: true }, buy({ type: "limit", limit: 50 }), buy({ type: "limit", limit: 50 }), { cancel: 66 }],
    },
    fills: [[2, "buy", 1, 50, "entry"]],
    also: { rejected: { "too-many-orders": 1 } },
  },
  {
    title: "64 orders are the most, brackets included: 63 leave no room for an order with a stop",
    candles: [100, 100],
    script: { 0: [...ALL_64.slice(1), buy({ stop: 90 }), buy({ type: "limit", limit: 50 })] },
    fills: [],
    also: { rejected: { "too-many-orders": 1 } },
  },
  {
    title: "a trailing stop by ATR without an ATR is refused",
    candles: [100, 100],
    columns: { atr: [0, 3] },
    script: { 0: [buy({ type: "trailing-stop", trailAtr: 1 })] },
    fills: [],
    also: { rejected: { "invalid-atr": 1 } },
  },
  {
    title: "a rejected order goes: 30 units at 100 for 1,000",
    candles: [100, 100, 10],
    script: { 0: [buy({ size: 30 })] },
    fills: [],
    also: { rejected: { "insufficient-margin": 1 } },
  },
  {
    title: "an order of the table has the stops of the configuration, and not those of the signals",
    candles: [100, 100, [97, 98, 94, 95, "95, not 97"]],
    columns: { stop: 97 },
    script: { 0: [buy()] },
    config: { stops: percentage(5) },
    fills: [BOUGHT, [2, "sell", 1, 95, "stop"]],
  },
  {
    title: "orders are placed where decisions are taken at all",
    candles: [100, 100, 101, 102],
    script: { 0: [buy()], 1: [buy()], 3: [sell()] },
    config: { firstDecisionBar: 1, decideOnLastBar: false, fill: "close" },
    fills: [[1, "buy", 1, 100, "entry"]],
  },
  {
    title: "after a bankruptcy every order goes",
    candles: [100, 100, [30, 30, 30, 30, "-500 + 15 * 30 is below 0"], [30, 30, 20, 25]],
    script: { 0: [buy({ size: 15 })], 1: [buy({ type: "limit", limit: 25 })] },
    config: { leverage: 2, maintenanceMargin: 0.2 },
    fills: [
      [1, "buy", 15, 100, "entry"],
      [2, "sell", 15, 30, "liquidation"],
    ],
    also: { equity: 0, badDebt: 50, bankruptBar: 2 },
  },
];
