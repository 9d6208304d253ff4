import { percentage } from "../../candles/candle.js";
import { type PortfolioCase, units } from "./case.js";

const FLAT = [100, 100, 100];

/** PORTFOLIO.md, "Drawdown limit" and "Limits". */
export const limits: readonly PortfolioCase[] = [
  {
    // 5 units fall by 25: 875 of 1,000, 12.5 %. Closed at the next open; the halt lasts the marks at 3 and 4: the entry of bar 2 is refused
    // at 3, that of bar 3 fills at 4
    title: "drawdown: a halt of two marks, and what is held is closed",
    sleeves: [
      {
        symbol: "A",
        weight: 1,
        candles: [100, [100, 100, 75, 75], 75, 75, 75],
        longEntry: [0, 2, 3],
        config: units(5),
        fills: [
          [1, "buy", 5, 100, "entry"],
          [2, "sell", 5, 75, "drawdown-limit"],
          [4, "buy", 5, 75, "entry"],
        ],
        rejected: { halted: 1 },
      },
    ],
    settings: { limits: { maxDrawdown: 0.1, haltBars: 2, closeAll: true } },
    fills: [
      [1, "A", "buy", 5, 100],
      [2, "A", "sell", 5, 75],
      [4, "A", "buy", 5, 75],
    ],
    equity: [1_000, 875, 875, 875, 875],
    also: { halts: 1 },
  },
  {
    // the same without closing: at 4 the halt ends, and the peak is 875
    title: "drawdown: a halt alone leaves what is held",
    sleeves: [
      {
        symbol: "A",
        weight: 1,
        candles: [100, [100, 100, 75, 75], 75, 75, 75],
        longEntry: [0],
        config: units(5),
        fills: [[1, "buy", 5, 100, "entry"]],
      },
    ],
    settings: { limits: { maxDrawdown: 0.1, haltBars: 2 } },
    fills: [[1, "A", "buy", 5, 100]],
    equity: [1_000, 875, 875, 875, 875],
    also: { halts: 1 },
  },
  {
    title: "positions: the second is one too many while the first is held",
    sleeves: [
      {
        symbol: "A",
        weight: 0.5,
        candles: [...FLAT, 100],
        longEntry: [0],
        longExit: [1],
        fills: [
          [1, "buy", 1, 100, "entry"],
          [2, "sell", 1, 100, "signal"],
        ],
      },
      {
        symbol: "B",
        weight: 0.5,
        candles: [50, 50, 50, 50],
        longEntry: [0, 1],
        fills: [[2, "buy", 1, 50, "entry"]],
        rejected: { "too-many-positions": 1 },
      },
    ],
    settings: { limits: { positions: 1 } },
    fills: [
      [1, "A", "buy", 1, 100],
      [2, "A", "sell", 1, 100],
      [2, "B", "buy", 1, 50],
    ],
    equity: [1_000, 1_000, 1_000, 1_000],
    also: { positions: [0, 1, 1, 1] },
  },
  {
    // 5 % of 1,000 = 50. A: 10 to its stop. B has no stop: 100 more. C: 20 more
    title: "heat: what would be lost if every stop were met; without a stop all of it",
    sleeves: [
      {
        symbol: "A",
        weight: 0.3,
        candles: FLAT,
        longEntry: [0],
        config: { stops: percentage(10) },
        fills: [[1, "buy", 1, 100, "entry"]],
      },
      {
        symbol: "B",
        weight: 0.3,
        candles: FLAT,
        longEntry: [0],
        fills: [],
        rejected: { "heat-limit": 1 },
      },
      {
        symbol: "C",
        weight: 0.3,
        candles: FLAT,
        shortEntry: [0],
        config: { stops: percentage(20) },
        fills: [[1, "sell", 1, 100, "entry"]],
      },
    ],
    settings: { limits: { heat: 0.05 } },
    fills: [
      [1, "A", "buy", 1, 100],
      [1, "C", "sell", 1, 100],
    ],
    equity: [1_000, 1_000, 1_000],
    also: { heat: [0, 30, 30] },
  },
  {
    // returns of days 1 and 2: A and B +10 % and -10 %, C -10 % and +10 %. A 99 and B 49.5 together are 148.5, more than 14 % of 1,000;
    // C goes the other way
    title: "exposure: two symbols that go together are one risk",
    sleeves: [
      {
        symbol: "A",
        weight: 0.3,
        hours: 24,
        candles: [100, 110, 99, 99],
        longEntry: [2],
        fills: [[3, "buy", 1, 99, "entry"]],
      },
      {
        symbol: "B",
        weight: 0.3,
        hours: 24,
        candles: [50, 55, 49.5, 49.5],
        longEntry: [2],
        fills: [],
        rejected: { "exposure-limit": 1 },
      },
      {
        symbol: "C",
        weight: 0.3,
        hours: 24,
        candles: [100, 90, 99, 99],
        shortEntry: [2],
        fills: [[3, "sell", 1, 99, "entry"]],
      },
    ],
    settings: { limits: { exposure: 0.14, correlation: 0.9, days: 2 } },
    fills: [
      [72, "A", "buy", 1, 99],
      [72, "C", "sell", 1, 99],
    ],
    equity: [1_000, 1_000, 1_000, 1_000],
    also: { exposure: [0, 0, 0, 198] },
  },
];
