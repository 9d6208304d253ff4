import { buy, type CandleCase, sell } from "./candle.js";

const BOUGHT = [1, "buy", 1, 100, "entry"] as const;

/** ORDERS.md, "Brackets, groups, ends". */
export const ordersBrackets: readonly CandleCase[] = [
  {
    title: "a bracket's stop",
    candles: [100, 100, [99, 99, 94, 96]],
    script: { 0: [buy({ stop: 95, target: 110 })] },
    fills: [BOUGHT, [2, "sell", 1, 95, "stop"]],
  },
  {
    title: "a bracket's target: a limit order, the maker's fee and no slippage, though targets slip",
    candles: [100, 100, [101, 111, 99, 108]],
    script: { 0: [buy({ stop: 90, target: 110 })] },
    config: { slipTargets: true, slippageBps: 100, commissionBps: 100, makerCommissionBps: 10 },
    fills: [
      [1, "buy", 1, 101, "entry"],
      [2, "sell", 1, 110, "target"],
    ],
    also: { fees: 1.01 + 0.11 },
  },
  {
    title: "a bracket of a short",
    candles: [100, 100, [100, 101, 89, 92]],
    script: { 0: [sell({ stop: 105, target: 90 })] },
    fills: [
      [1, "sell", 1, 100, "entry"],
      [2, "buy", 1, 90, "target"],
    ],
  },
  {
    title: "a bracket works on the bar of its order's fill at the open",
    candles: [100, [100, 101, 94, 96]],
    script: { 0: [buy({ stop: 95 })] },
    fills: [BOUGHT, [1, "sell", 1, 95, "stop"]],
  },
  {
    title: "the fill of one ends the other: only one unit is sold",
    candles: [100, 100, [100, 111, 99, 108], [108, 108, 94, 96]],
    script: { 0: [buy({ stop: 95, target: 110 })] },
    fills: [BOUGHT, [2, "sell", 1, 110, "target"]],
  },
  {
    title: "a bracket sleeps until its order is filled",
    candles: [100, [100, 111, 99, 105], [100, 100, 94, 96, "bought at 97, stopped at 95"]],
    script: { 0: [buy({ type: "limit", limit: 97, stop: 95, target: 110 })] },
    fills: [
      [2, "buy", 1, 97, "entry"],
      [2, "sell", 1, 95, "stop"],
    ],
  },
  {
    title: "a cancelled order takes its bracket with it: they have ids 2 and 3, the next order has 4",
    candles: [100, 100, [100, 100, 96, 98], [98, 98, 90, 92]],
    script: {
      0: [buy({ type: "limit", limit: 97, stop: 95, target: 110 })],
      1: [{ cancel: 1 }, buy({ type: "limit", limit: 96 }), buy({ type: "limit", limit: 92, size: 1 }), { cancel: 5 }],
    },
    fills: [[2, "buy", 1, 96, "entry"]],
  },
  {
    title: "a bracket's stop can be cancelled alone",
    candles: [100, 100, [99, 99, 94, 96], [96, 110, 96, 109]],
    script: { 0: [buy({ stop: 95, target: 110 })], 1: [{ cancel: 2 }] },
    fills: [BOUGHT, [3, "sell", 1, 110, "target"]],
  },
  {
    title: "a bracket covers what is filled, and its stop ends the rest of its order",
    candles: [100, [100, 100, 97, 98, "2 of 5"], [98, 98, 94, 96, "2 more at 97, then 4 sold at 95"], [96, 98, 96, 97]],
    columns: { volume: 20 },
    script: { 0: [buy({ type: "limit", limit: 97, size: 5, stop: 95 })] },
    config: { maxParticipation: 0.1 },
    fills: [
      [1, "buy", 2, 97, "entry"],
      [2, "buy", 2, 97, "entry"],
      [2, "sell", 4, 95, "stop"],
    ],
  },
  {
    title: "a bracket covers what is filled, not what is held",
    candles: [100, 100, [99, 99, 94, 96]],
    script: { 0: [buy({ size: 2 }), buy({ size: 1, stop: 95 })] },
    fills: [
      [1, "buy", 2, 100, "entry"],
      [1, "buy", 1, 100, "entry"],
      [2, "sell", 1, 95, "stop"],
    ],
    also: { equity: 1_000 - 5 - 8 },
  },
  {
    title: "an order that is cancelled after a part of it: the bracket stays for that part",
    candles: [100, 100, 100, [99, 99, 94, 96]],
    columns: { volume: [0, 20, 0, 0] },
    script: { 0: [buy({ size: 5, stop: 95 })], 1: [{ cancel: 1 }] },
    config: { maxParticipation: 0.1 },
    fills: [
      [1, "buy", 2, 100, "entry"],
      [3, "sell", 2, 95, "stop"],
    ],
  },
  {
    title: "by-volume: what a bracket's stop leaves is sold at the next open",
    candles: [100, 100, [99, 99, 94, 96], 97],
    columns: { volume: [0, 100, 20, 100] },
    script: { 0: [buy({ size: 5, stop: 95, target: 110 })] },
    config: { maxParticipation: 0.1, protectiveExits: "by-volume", unfilled: "cancel" },
    fills: [
      [1, "buy", 5, 100, "entry"],
      [2, "sell", 2, 95, "stop"],
      [3, "sell", 3, 97, "stop"],
    ],
  },
  {
    title: "by-volume: a bracket's target in parts leaves as much less to its stop",
    candles: [100, 100, [100, 111, 99, 108], [100, 100, 94, 96]],
    columns: { volume: [0, 100, 20, 100] },
    script: { 0: [buy({ size: 5, stop: 95, target: 110 })] },
    config: { maxParticipation: 0.1, protectiveExits: "by-volume" },
    fills: [
      [1, "buy", 5, 100, "entry"],
      [2, "sell", 2, 110, "target"],
      [3, "sell", 3, 95, "stop"],
    ],
  },
  {
    title: "a position that ends takes the bracket with it",
    candles: [100, 100, 105, 105, [100, 100, 94, 96, "a new position: the old stop has gone"]],
    script: { 0: [buy({ stop: 95 })], 1: [sell({ size: 1 })], 2: [buy({ size: 1 })] },
    fills: [BOUGHT, [2, "sell", 1, 105, "signal"], [3, "buy", 1, 105, "entry"]],
  },
  {
    title: "the sleeping bracket of an order that still works stays when a position ends",
    candles: [100, 100, 105, [100, 100, 96, 98], [98, 98, 94, 96]],
    script: { 0: [buy(), buy({ type: "limit", limit: 97, size: 1, stop: 95 })], 1: [sell({ size: 1 })] },
    fills: [BOUGHT, [2, "sell", 1, 105, "signal"], [3, "buy", 1, 97, "entry"], [4, "sell", 1, 95, "stop"]],
  },
  {
    title: "a bracket is of what an order opens, not of what it closes",
    candles: [100, 100, 100, [100, 106, 99, 104]],
    script: { 0: [buy({ size: 2 })], 1: [sell({ size: 3, stop: 105 })] },
    fills: [
      [1, "buy", 2, 100, "entry"],
      [2, "sell", 3, 100, "reverse"],
      [3, "buy", 1, 105, "stop"],
    ],
  },
  {
    title: "oco with brackets: the other entry goes with its own bracket",
    candles: [
      100,
      [100, 106, 99, 105, "bought at 105"],
      [105, 105, 94, 96, "100 is the stop of this one; 95 has gone"],
    ],
    script: {
      0: [
        buy({ type: "stop", trigger: 105, stop: 100, oco: "breakout" }),
        sell({ type: "stop", trigger: 95, stop: 100, oco: "breakout" }),
      ],
    },
    fills: [
      [1, "buy", 1, 105, "entry"],
      [1, "sell", 1, 100, "stop"],
    ],
    also: { ambiguousBars: 1 },
  },
];
