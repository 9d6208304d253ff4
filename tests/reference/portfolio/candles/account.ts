import { type PortfolioCase, units } from "./case.js";

const HALF = { drift: 0.1, minimumOrder: 0 };

/** PORTFOLIO.md, "The account's mark", "Initial margin" and "Liquidation". */
export const account: readonly PortfolioCase[] = [
  {
    // At hour 2: A 5 * 200 = 1,000, B 10 * 50 = 500, E = 1,500: shares 2/3 and 1/3. T = 750 each: A sells 5 * (1 - 3/4) = 1.25,
    // B buys 10 * (3/2 - 1) = 5, with the 250 that A has left
    title: "rebalancing: the one that has grown sells, then the other buys",
    sleeves: [
      {
        symbol: "A",
        weight: 0.5,
        candles: [100, [100, 200, 100, 200], 200, 200],
        longEntry: [0],
        config: units(5),
        fills: [
          [1, "buy", 5, 100, "entry"],
          [2, "sell", 1.25, 200, "rebalance"],
        ],
      },
      {
        symbol: "B",
        weight: 0.5,
        candles: [50, 50, 50, 60],
        longEntry: [0],
        config: units(10),
        fills: [
          [1, "buy", 10, 50, "entry"],
          [2, "buy", 5, 50, "entry"],
        ],
      },
    ],
    settings: { rebalance: HALF },
    fills: [
      [1, "A", "buy", 5, 100],
      [1, "B", "buy", 10, 50],
      [2, "A", "sell", 1.25, 200],
      [2, "B", "buy", 5, 50],
    ],
    equity: [1_000, 1_500, 1_500, 1_650],
    also: { rebalances: 1 },
  },
  {
    // as before, but 1.25 * 200 = 5 * 50 = 250 is less than 300: the money moves, the positions stay
    title: "rebalancing: an order worth less than the minimum is none",
    sleeves: [
      {
        symbol: "A",
        weight: 0.5,
        candles: [100, [100, 200, 100, 200], 200],
        longEntry: [0],
        config: units(5),
        fills: [[1, "buy", 5, 100, "entry"]],
      },
      {
        symbol: "B",
        weight: 0.5,
        candles: [50, 50, 50],
        longEntry: [0],
        config: units(10),
        fills: [[1, "buy", 10, 50, "entry"]],
      },
    ],
    settings: { rebalance: { drift: 0.1, minimumOrder: 300 } },
    fills: [
      [1, "A", "buy", 5, 100],
      [1, "B", "buy", 10, 50],
    ],
    equity: [1_000, 1_500, 1_500],
    also: { rebalances: 1 },
  },
  {
    // Returns 0 and 0.1: sd = 0.1 / sqrt 2, a year of 2 marks: 0.1. Scale 0.05 / 0.1 = 1/2: 5 of 10 units are sold.
    // Then 0.1 and 0: the same. Then 0 and 0: no deviation, scale 1: they are bought again
    title: "volatility target: the account holds less while it moves",
    sleeves: [
      {
        symbol: "A",
        weight: 1,
        candles: [100, [100, 110, 100, 110], 110, 110, 110],
        longEntry: [0],
        config: units(10),
        fills: [
          [1, "buy", 10, 100, "entry"],
          [2, "sell", 5, 110, "rebalance"],
          [4, "buy", 5, 110, "entry"],
        ],
      },
    ],
    settings: {
      rebalance: HALF,
      volatilityTarget: { target: 0.05, bars: 2, least: 0.1, most: 2 },
      marksPerYear: 2,
    },
    fills: [
      [1, "A", "buy", 10, 100],
      [2, "A", "sell", 5, 110],
      [4, "A", "buy", 5, 110],
    ],
    equity: [1_000, 1_100, 1_100, 1_100, 1_100],
    also: { rebalances: 2, exposure: [0, 1_100, 550, 550, 1_100] },
  },
  {
    // A: 10 * 80 - 500 = 300 against a margin of 800 / 2 = 400: 100 are missing. B wants 500 * 2 / 10 = 100 units;
    // (500 - 100) / (10 / 2) = 80
    title: "initial margin: what the others lack is not there",
    sleeves: [
      {
        symbol: "A",
        weight: 0.5,
        candles: [100, [100, 100, 80, 80], 80],
        longEntry: [0],
        config: { leverage: 2, ...units(10) },
        fills: [[1, "buy", 10, 100, "entry"]],
      },
      {
        symbol: "B",
        weight: 0.5,
        candles: [10, 10, 10],
        longEntry: [1],
        config: { leverage: 2, sizer: { name: "fixed-fractional", params: { fraction: 2 } } },
        fills: [[2, "buy", 80, 10, "entry"]],
      },
    ],
    fills: [
      [1, "A", "buy", 10, 100],
      [2, "B", "buy", 80, 10],
    ],
    equity: [1_000, 800, 800],
  },
  {
    // A 20 * 100 with cash -1,500, B 10 * 50 with cash 0, maintenance 5 %. C of A = -1,500 + 500 - 25 = -1,025:
    // level 1,025 / (20 * 0.95) = 1,025 / 19. There A is sold, and B with it, at its mark: 20 * 1,025 / 19 - 1,500 + 500 = 1,500 / 19
    title: "liquidation: one level for the account, and all goes",
    sleeves: [
      {
        symbol: "A",
        weight: 0.5,
        candles: [100, 100, [100, 100, 45, 60], 60],
        longEntry: [0],
        config: { leverage: 10, maintenanceMargin: 0.05, ...units(20) },
        fills: [
          [1, "buy", 20, 100, "entry"],
          [2, "sell", 20, 1_025 / 19, "liquidation"],
        ],
      },
      {
        symbol: "B",
        weight: 0.5,
        candles: [50, 50, 50, 50],
        longEntry: [0],
        config: { leverage: 10, maintenanceMargin: 0.05, ...units(10) },
        fills: [
          [1, "buy", 10, 50, "entry"],
          [2, "sell", 10, 50, "liquidation"],
        ],
      },
    ],
    fills: [
      [1, "A", "buy", 20, 100],
      [1, "B", "buy", 10, 50],
      [3, "A", "sell", 20, 1_025 / 19],
      [3, "B", "sell", 10, 50],
    ],
    equity: [1_000, 1_000, 1_500 / 19, 1_500 / 19],
    also: { positions: [0, 2, 0, 0] },
  },
  {
    // without maintenance margin the level is 1,000 / 20 = 50: there A owes 1,500 - 1,000 = 500, and B's 500 pay for it: nothing is left
    title: "liquidation: bankrupt, what a slice lacks and what another had is bad debt",
    sleeves: [
      {
        symbol: "A",
        weight: 0.5,
        candles: [100, 100, [100, 100, 45, 60], 60],
        longEntry: [0],
        config: { leverage: 10, ...units(20) },
        fills: [
          [1, "buy", 20, 100, "entry"],
          [2, "sell", 20, 50, "liquidation"],
        ],
        badDebt: 500,
      },
      {
        symbol: "B",
        weight: 0.5,
        candles: [50, 50, 50, 50],
        longEntry: [0],
        config: { leverage: 10, ...units(10) },
        fills: [
          [1, "buy", 10, 50, "entry"],
          [2, "sell", 10, 50, "liquidation"],
        ],
        badDebt: -500,
      },
    ],
    fills: [
      [1, "A", "buy", 20, 100],
      [1, "B", "buy", 10, 50],
      [3, "A", "sell", 20, 50],
      [3, "B", "sell", 10, 50],
    ],
    equity: [1_000, 1_000, 0, 0],
    also: { bankrupt: 3 },
  },
  {
    // levels 50 / 9.5 and 50 / 19 (the other at its open): not reached. At the mark 600 + 440 - 1,000 = 40, maintenance 5 % of 1,040 = 52
    title: "liquidation at the mark: two symbols together have used the margin up",
    sleeves: [
      {
        symbol: "A",
        weight: 0.5,
        candles: [100, 100, [100, 100, 60, 60], 60],
        longEntry: [0],
        config: { leverage: 10, maintenanceMargin: 0.05, ...units(10) },
        fills: [
          [1, "buy", 10, 100, "entry"],
          [2, "sell", 10, 60, "liquidation"],
        ],
      },
      {
        symbol: "B",
        weight: 0.5,
        candles: [50, 50, [50, 50, 22, 22], 22],
        longEntry: [0],
        config: { leverage: 10, maintenanceMargin: 0.05, ...units(20) },
        fills: [
          [1, "buy", 20, 50, "entry"],
          [2, "sell", 20, 22, "liquidation"],
        ],
      },
    ],
    fills: [
      [1, "A", "buy", 10, 100],
      [1, "B", "buy", 20, 50],
      [3, "A", "sell", 10, 60],
      [3, "B", "sell", 20, 22],
    ],
    equity: [1_000, 1_000, 40, 40],
  },
  {
    // at the close of bar 2: 20 * 40 - 1,500 + 500 = -200
    title: "liquidation close: an account without equity at its mark is bankrupt",
    sleeves: [
      {
        symbol: "A",
        weight: 0.5,
        candles: [100, 100, [100, 100, 40, 40], 40],
        longEntry: [0],
        config: { leverage: 10, liquidation: "close", ...units(20) },
        fills: [
          [1, "buy", 20, 100, "entry"],
          [2, "sell", 20, 40, "bankrupt"],
        ],
        badDebt: 700,
      },
      {
        symbol: "B",
        weight: 0.5,
        candles: [50, 50, 50, 50],
        config: { leverage: 10, liquidation: "close" },
        fills: [],
        badDebt: -500,
      },
    ],
    fills: [
      [1, "A", "buy", 20, 100],
      [3, "A", "sell", 20, 40],
    ],
    equity: [1_000, 1_000, 0, 0],
    also: { bankrupt: 3 },
  },
];
