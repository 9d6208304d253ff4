import { percentage } from "../../candles/candle.js";
import { type PortfolioCase, units } from "./case.js";

const FIRST = { symbol: "A", weight: 1, leg: { pair: 0, second: false } } as const;
const SECOND = { symbol: "B", weight: 1, leg: { pair: 0, second: true } } as const;

/** PORTFOLIO.md, "Pairs". */
export const pairs: readonly PortfolioCase[] = [
  {
    // on bar 0 one leg alone wants to open; on bar 1 both
    title: "a pair: an entry of one leg alone goes",
    sleeves: [
      {
        ...FIRST,
        candles: [100, 100, 100, 110],
        longEntry: [0, 1],
        fills: [[2, "buy", 1, 100, "entry"]],
        rejected: { "other-leg": 1 },
      },
      { ...SECOND, candles: [50, 50, 50, 50], shortEntry: [1], fills: [[2, "sell", 1, 50, "entry"]] },
    ],
    fills: [
      [2, "A", "buy", 1, 100],
      [2, "B", "sell", 1, 50],
    ],
    equity: [1_000, 1_000, 1_000, 1_010],
    also: { positions: [0, 0, 1, 1] },
  },
  {
    // lots of 10: the second leg's 1 is nothing
    title: "a pair: where one leg is refused the other goes too",
    sleeves: [
      {
        ...FIRST,
        candles: [100, 100, 100],
        longEntry: [0],
        fills: [],
        rejected: { "other-leg": 1 },
      },
      {
        ...SECOND,
        candles: [50, 50, 50],
        shortEntry: [0],
        config: { lotSize: 10 },
        fills: [],
        rejected: { "zero-size": 1 },
      },
    ],
    fills: [],
    equity: [1_000, 1_000, 1_000],
  },
  {
    // the stop of the first leg at 95 is met on bar 2, which ends at hour 3: the other leg is closed at its next open, bar 3. -5 and +5.
    // Then both open again: half of 495 + 505 each, of which the sizer takes a fifth: 100 / 100 and 100 / 50
    title: "a pair: a leg that its stop has closed takes the other along, and both begin again with half",
    sleeves: [
      {
        ...FIRST,
        candles: [100, 100, [100, 100, 90, 100], 100, 100],
        longEntry: [0, 3],
        config: { stops: percentage(5), sizer: { name: "fixed-fractional", params: { fraction: 0.2 } } },
        fills: [
          [1, "buy", 1, 100, "entry"],
          [2, "sell", 1, 95, "stop"],
          [4, "buy", 1, 100, "entry"],
        ],
      },
      {
        ...SECOND,
        candles: [50, 50, [50, 50, 47.5, 47.5], 47.5, 50],
        shortEntry: [0, 3],
        config: { sizer: { name: "fixed-fractional", params: { fraction: 0.2 } } },
        fills: [
          [1, "sell", 2, 50, "entry"],
          [3, "buy", 2, 47.5, "other-leg"],
          [4, "sell", 2, 50, "entry"],
        ],
      },
    ],
    fills: [
      [1, "A", "buy", 1, 100],
      [1, "B", "sell", 2, 50],
      [3, "A", "sell", 1, 95],
      [3, "B", "buy", 2, 47.5],
      [4, "A", "buy", 1, 100],
      [4, "B", "sell", 2, 50],
    ],
    equity: [1_000, 1_000, 1_000, 1_000, 1_000],
    also: { positions: [0, 1, 1, 0, 1] },
  },
  {
    // hour 2 is missing of the second leg: the exit of bar 1 waits for the open at 3, which both have
    title: "a pair: orders wait for an open that both legs have",
    sleeves: [
      {
        ...FIRST,
        candles: [100, 100, 110, 120, 120],
        longEntry: [0],
        longExit: [1],
        fills: [
          [1, "buy", 1, 100, "entry"],
          [3, "sell", 1, 120, "signal"],
        ],
      },
      {
        ...SECOND,
        candles: [50, 50, 40, 40],
        gaps: { 2: 1 },
        shortEntry: [0],
        fills: [
          [1, "sell", 1, 50, "entry"],
          [2, "buy", 1, 40, "other-leg"],
        ],
      },
    ],
    fills: [
      [1, "A", "buy", 1, 100],
      [1, "B", "sell", 1, 50],
      [3, "A", "sell", 1, 120],
      [3, "B", "buy", 1, 40],
    ],
    equity: [1_000, 1_000, 1_010, 1_030, 1_030],
  },
  {
    // V = 1,000, h = 2: 1,000 / (100 + 2 * 50) = 5 of the first, 10 of the second, which loses 100. Then without h: 450 / 100 and 450 / 60
    title: "pair-dollar-neutral: by the hedge ratio, else the same notional",
    sleeves: [
      {
        ...FIRST,
        candles: [100, 100, 100, 100, 100],
        longEntry: [0, 2],
        longExit: [1],
        columns: { sizerInput: [2, 2, null, null, null] },
        config: { leverage: 2, ...units(1) },
        sizer: { name: "pair-dollar-neutral", params: { fraction: 1 } },
        fills: [
          [1, "buy", 5, 100, "entry"],
          [2, "sell", 5, 100, "signal"],
          [3, "buy", 4.5, 100, "entry"],
        ],
      },
      {
        ...SECOND,
        candles: [50, 50, 60, 60, 60],
        shortEntry: [0, 2],
        shortExit: [1],
        config: { leverage: 2, ...units(1) },
        sizer: { name: "pair-dollar-neutral", params: { fraction: 1 } },
        fills: [
          [1, "sell", 10, 50, "entry"],
          [2, "buy", 10, 60, "signal"],
          [3, "sell", 7.5, 60, "entry"],
        ],
      },
    ],
    fills: [
      [1, "A", "buy", 5, 100],
      [1, "B", "sell", 10, 50],
      [2, "A", "sell", 5, 100],
      [2, "B", "buy", 10, 60],
      [3, "A", "buy", 4.5, 100],
      [3, "B", "sell", 7.5, 60],
    ],
    equity: [1_000, 1_000, 900, 900, 900],
  },
];
