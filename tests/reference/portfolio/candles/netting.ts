import { type PortfolioCase, units } from "./case.js";

const COSTS = { commissionBps: 100, slippageBps: 100 };
const FLAT = [100, 100, 100];

/** PORTFOLIO.md, "A phase". */
export const netting: readonly PortfolioCase[] = [
  {
    // 1,000 + 10 - 5; exposure 110 + 45
    title: "two symbols: one account, each sleeve with its half",
    sleeves: [
      { symbol: "A", weight: 0.5, candles: [100, 100, 110], longEntry: [0], fills: [[1, "buy", 1, 100, "entry"]] },
      { symbol: "B", weight: 0.5, candles: [50, 50, 45], longEntry: [0], fills: [[1, "buy", 1, 50, "entry"]] },
    ],
    fills: [
      [1, "A", "buy", 1, 100],
      [1, "B", "buy", 1, 50],
    ],
    equity: [1_000, 1_000, 1_005],
    also: { exposure: [0, 150, 155], netExposure: [0, 150, 155], positions: [0, 2, 2], stamps: [0, 1, 2] },
  },
  {
    // the slice is 500: 500 * 1 / 100 = 5 units, not 10
    title: "a sizer sees its slice alone; the reserve is nobody's",
    sleeves: [
      {
        symbol: "A",
        weight: 0.5,
        candles: [100, 100, 110],
        longEntry: [0],
        config: { sizer: { name: "fixed-fractional", params: { fraction: 1 } } },
        fills: [[1, "buy", 5, 100, "entry"]],
      },
    ],
    fills: [[1, "A", "buy", 5, 100]],
    equity: [1_000, 1_000, 1_050],
  },
  {
    // 1 bought, 1 sold: crossed 1, net 0. Both at 100, without slippage and fee; nothing goes to the market
    title: "two sleeves want the opposite: it changes hands at the raw price, for nothing",
    sleeves: [
      {
        symbol: "A",
        weight: 0.5,
        candles: [100, 100, 110],
        longEntry: [0],
        config: COSTS,
        fills: [[1, "buy", 1, 100, "entry"]],
      },
      {
        symbol: "A",
        weight: 0.5,
        candles: [100, 100, 110],
        shortEntry: [0],
        config: COSTS,
        fills: [[1, "sell", 1, 100, "entry"]],
      },
    ],
    fills: [],
    equity: [1_000, 1_000, 1_000],
    also: { exposure: [0, 0, 0], positions: [0, 2, 2], fees: 0 },
  },
  {
    // crossed 1, net 2, f = 2/3. P = 101: price 100 + 2/3 = 302/3, fee 2/3 * 1 % * 3 * 302/3 = 6.04/3; the seller has 100.
    // Net: (302 - 100) / 2 = 101, as an order of 2 alone. 1,000 - 2 - 6.04/3
    title: "what crosses costs nothing: the heavier side pays slippage and fee of the rest",
    sleeves: [
      {
        symbol: "A",
        weight: 0.5,
        candles: FLAT,
        longEntry: [0],
        config: { ...COSTS, ...units(3) },
        fills: [[1, "buy", 3, 302 / 3, "entry"]],
      },
      {
        symbol: "A",
        weight: 0.5,
        candles: FLAT,
        shortEntry: [0],
        config: COSTS,
        fills: [[1, "sell", 1, 100, "entry"]],
      },
    ],
    fills: [[1, "A", "buy", 2, 101]],
    equity: [1_000, 998 - 6.04 / 3, 998 - 6.04 / 3],
    also: { fees: 6.04 / 3, exposure: [0, 200, 200] },
  },
  {
    // 6 units of a volume of 60: 0.1 * 6 / 60 = 1 %, for both
    title: "slippage by volume is that of the net",
    sleeves: [
      {
        symbol: "A",
        weight: 0.5,
        candles: FLAT,
        longEntry: [0],
        columns: { volume: 60 },
        config: { slippage: { name: "volume", params: { factor: 0.1, impact: "linear" } }, ...units(2) },
        fills: [[1, "buy", 2, 101, "entry"]],
      },
      {
        symbol: "A",
        weight: 0.5,
        candles: FLAT,
        longEntry: [0],
        columns: { volume: 60 },
        config: { slippage: { name: "volume", params: { factor: 0.1, impact: "linear" } }, ...units(4) },
        fills: [[1, "buy", 4, 101, "entry"]],
      },
    ],
    fills: [[1, "A", "buy", 6, 101]],
    equity: [1_000, 994, 994],
  },
  {
    // budget 10 % of 30 = 3 of 6: each gets half, 2 and 1; the rest, 2 and 1, on the next bar
    title: "one budget for all who trade the bar: orders are cut pro rata",
    sleeves: [
      {
        symbol: "A",
        weight: 0.5,
        candles: FLAT,
        longEntry: [0],
        columns: { volume: 30 },
        config: { maxParticipation: 0.1, ...units(4) },
        fills: [
          [1, "buy", 2, 100, "entry"],
          [2, "buy", 2, 100, "entry"],
        ],
      },
      {
        symbol: "A",
        weight: 0.5,
        candles: FLAT,
        longEntry: [0],
        columns: { volume: 30 },
        config: { maxParticipation: 0.1, ...units(2) },
        fills: [
          [1, "buy", 1, 100, "entry"],
          [2, "buy", 1, 100, "entry"],
        ],
      },
    ],
    fills: [
      [1, "A", "buy", 3, 100],
      [2, "A", "buy", 3, 100],
    ],
    equity: [1_000, 1_000, 1_000],
    also: { exposure: [0, 300, 600] },
  },
  {
    // budget 1, crossed 2, net 4, n = 1: the buyer gets 6 * (2 + 1) / (2 + 4) = 3, at f = 1/3: 100 + 1/3; the seller all of 2 at 100.
    // Net: (3 * 100 1/3 - 200) / 1 = 101. What is left, 3, has a budget of 1 on the next bar, at 101
    title: "a cut order still gets all that crosses",
    sleeves: [
      {
        symbol: "A",
        weight: 0.7,
        candles: FLAT,
        longEntry: [0],
        columns: { volume: 10 },
        config: { slippageBps: 100, maxParticipation: 0.1, ...units(6) },
        fills: [
          [1, "buy", 3, 301 / 3, "entry"],
          [2, "buy", 1, 101, "entry"],
        ],
      },
      {
        symbol: "A",
        weight: 0.3,
        candles: FLAT,
        shortEntry: [0],
        columns: { volume: 10 },
        config: { slippageBps: 100, maxParticipation: 0.1, ...units(2) },
        fills: [[1, "sell", 2, 100, "entry"]],
      },
    ],
    fills: [
      [1, "A", "buy", 1, 101],
      [2, "A", "buy", 1, 101],
    ],
    equity: [1_000, 999, 998],
  },
  {
    // the bar of two hours ends at 2; its order meets that of the second hour at the open there. Marks at 1, 2, 3 and 4
    title: "two timeframes of one symbol: orders meet at an open that both have",
    sleeves: [
      {
        symbol: "A",
        weight: 0.5,
        candles: [100, 100, 100, 120],
        longEntry: [1],
        fills: [[2, "buy", 1, 100, "entry"]],
      },
      {
        symbol: "A",
        weight: 0.5,
        hours: 2,
        candles: [100, [100, 120, 100, 120]],
        shortEntry: [0],
        config: units(2),
        fills: [[1, "sell", 2, 100, "entry"]],
      },
    ],
    fills: [[2, "A", "sell", 1, 100]],
    equity: [1_000, 1_000, 1_000, 980],
    // the coarse bar that ends with the fine one began before it
    also: { stamps: [0, 1, 2, 3], netExposure: [0, 0, -100, -120] },
  },
];
