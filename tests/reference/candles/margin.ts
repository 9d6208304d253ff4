import { type CandleCase, percentage, sizer } from "./candle.js";

/** Twice the capital's reach: 15 units at 100 leave a cash of -500; with m = 0.2 the level is 500 / (15 * 0.8) = 41.67. */
const twofold = { leverage: 2, maintenanceMargin: 0.2, sizer: sizer("fixed-amount", { amount: 15 }) };
const BOUGHT = [1, "buy", 15, 100, "entry"] as const;

const tiers = [
  { notional: 0, initialMargin: 0.1, maintenanceMargin: 0.05 },
  { notional: 1_000, initialMargin: 0.5, maintenanceMargin: 0.25 },
];

/** SEMANTICS.md, steps 3 and 7 of the opening leg, tiers, bad debt, G. */
export const margin: readonly CandleCase[] = [
  {
    title: "liquidation at its level",
    candles: [100, 100, [80, 80, 40, 50, "level 500 / 12 = 41.67"]],
    longEntry: [0],
    config: twofold,
    fills: [BOUGHT, [2, "sell", 15, 500 / 12, "liquidation"]],
    also: { equity: 125, badDebt: 0 },
  },
  {
    title: "liquidation before a stop that is farther away",
    candles: [100, 100, [80, 80, 39, 50, "stop at 40"]],
    longEntry: [0],
    config: { ...twofold, stops: percentage(60) },
    fills: [BOUGHT, [2, "sell", 15, 500 / 12, "liquidation"]],
  },
  {
    title: "a nearer stop before the liquidation",
    candles: [100, 100, [80, 80, 39, 50, "stop at 50"]],
    longEntry: [0],
    config: { ...twofold, stops: percentage(50) },
    fills: [BOUGHT, [2, "sell", 15, 50, "stop"]],
  },
  {
    title: "a gap through the level fills at the open; what is owed then is bad debt, and the run ends",
    candles: [
      100,
      100,
      [30, 35, 29, 35, "-500 + 15 * 30 = -50"],
      [35, 40, 35, 40, "the entry is not decided any more"],
      40,
    ],
    longEntry: [0, 3],
    config: twofold,
    fills: [BOUGHT, [2, "sell", 15, 30, "liquidation"]],
    also: { equity: 0, badDebt: 50, bankruptBar: 2 },
  },
  {
    title: "liquidation fee: 5 % of 15 * 41.67 = 31.25 on top",
    candles: [100, 100, [80, 80, 40, 50]],
    longEntry: [0],
    config: { ...twofold, liquidationFeeBps: 500 },
    fills: [BOUGHT, [2, "sell", 15, 500 / 12, "liquidation"]],
    also: { fees: 31.25, equity: 93.75 },
  },
  {
    title: "liquidation fee: not at a stop",
    candles: [100, 100, [80, 80, 39, 50, "stop at 50"]],
    longEntry: [0],
    config: { ...twofold, stops: percentage(50), liquidationFeeBps: 500 },
    fills: [BOUGHT, [2, "sell", 15, 50, "stop"]],
    also: { fees: 0, equity: 250 },
  },
  {
    title: "a short is liquidated without leverage too: 2,000 of cash for 10 units",
    candles: [100, 100, [150, 210, 150, 190, "level 200"]],
    shortEntry: [0],
    config: { sizer: sizer("fixed-amount", { amount: 10 }) },
    fills: [
      [1, "sell", 10, 100, "entry"],
      [2, "buy", 10, 200, "liquidation"],
    ],
    also: { equity: 0, badDebt: 0, bankruptBar: 2 },
  },
  {
    title: "liquidation close: the account is looked at with every close",
    candles: [100, 100, [80, 80, 20, 40, "-500 + 15 * 40 is 100"], [40, 40, 30, 30, "-50: closed at 30"], 50],
    longEntry: [0],
    config: { ...twofold, maintenanceMargin: 0, liquidation: "close" },
    fills: [BOUGHT, [3, "sell", 15, 30, "bankrupt"]],
    also: { equity: 0, badDebt: 50, bankruptBar: 3 },
  },
  {
    title: "liquidation none: no test",
    candles: [100, 100, [30, 30, 20, 30], 40],
    longEntry: [0],
    config: { ...twofold, liquidation: "none" },
    fills: [BOUGHT],
    also: { equity: 100 },
  },
  {
    title: "initial margin caps a sizer: twice the capital buys 20 units",
    candles: [100, 100],
    longEntry: [0],
    config: { leverage: 2, sizer: sizer("fixed-fractional", { fraction: 5 }) },
    fills: [[1, "buy", 20, 100, "entry"]],
  },
  {
    title: "initial margin counts slippage and commission: 1,000 / (101 / 2 + 1 + 0.01 * 101)",
    candles: [100, 100],
    longEntry: [0],
    config: { leverage: 2, slippageBps: 100, commissionBps: 100, sizer: sizer("fixed-fractional", { fraction: 5 }) },
    fills: [[1, "buy", 1_000 / 52.51, 101, "entry"]],
  },
  {
    title: "tiers: 100 margin for the first 1,000 of notional, 900 for 1,800 more: 28 units",
    candles: [100, 100],
    longEntry: [0],
    config: { leverage: 10, marginTiers: tiers, sizer: sizer("all-in", { fraction: 1 }) },
    fills: [[1, "buy", 28, 100, "entry"]],
  },
  {
    title: "tiers: inside the first one its rates alone count: 9 units need 90, not 450",
    candles: [100, 100],
    longEntry: [0],
    config: { capital: 90, leverage: 10, marginTiers: tiers, sizer: sizer("all-in", { fraction: 1 }) },
    fills: [[1, "buy", 9, 100, "entry"]],
  },
  {
    title: "tiers: liquidation in the second: (1,800 - 200) / (28 * 0.75) = 76.19, 333.33 are left",
    candles: [100, 100, [90, 90, 70, 80]],
    longEntry: [0],
    config: { leverage: 10, marginTiers: tiers, sizer: sizer("all-in", { fraction: 1 }) },
    fills: [
      [1, "buy", 28, 100, "entry"],
      [2, "sell", 28, 1_600 / 21, "liquidation"],
    ],
    also: { equity: 1_000 / 3 },
  },
  {
    title: "tiers: liquidation in the first: 810 / (9 * 0.95) = 94.74",
    candles: [100, 100, [98, 98, 90, 95]],
    longEntry: [0],
    config: { capital: 90, leverage: 10, marginTiers: tiers, sizer: sizer("all-in", { fraction: 1 }) },
    fills: [
      [1, "buy", 9, 100, "entry"],
      [2, "sell", 9, 810 / 8.55, "liquidation"],
    ],
  },
];
