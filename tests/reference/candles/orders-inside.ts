import { buy, type CandleCase, percentage, sell } from "./candle.js";

const BOUGHT = [1, "buy", 1, 100, "entry"] as const;

/** ORDERS.md, "Inside the bar": what comes first, and what is ambiguous. */
export const ordersInside: readonly CandleCase[] = [
  {
    title: "two orders on one leg: in the order of their prices",
    candles: [100, [100, 101, 93, 96]],
    script: { 0: [buy({ type: "limit", limit: 94, size: 1 }), buy({ type: "limit", limit: 97, size: 2 })] },
    fills: [
      [1, "buy", 2, 97, "entry"],
      [1, "buy", 1, 94, "entry"],
    ],
    also: { ambiguousBars: 0 },
  },
  {
    title: "equal prices: the position's stop, then the table in its order",
    candles: [100, 100, [100, 100, 94, 96]],
    script: {
      0: [buy()],
      1: [buy({ type: "limit", limit: 95, size: 1 }), buy({ type: "limit", limit: 95, size: 2 })],
    },
    config: { stops: percentage(5) },
    fills: [BOUGHT, [2, "sell", 1, 95, "stop"], [2, "buy", 1, 95, "entry"], [2, "buy", 2, 95, "entry"]],
  },
  {
    title: "pessimistic: the adverse extreme of what is held comes first",
    candles: [100, 100, [100, 112, 94, 100]],
    script: { 0: [buy()], 1: [sell({ type: "limit", limit: 110, size: 1, reduceOnly: true })] },
    config: { stops: percentage(5) },
    fills: [BOUGHT, [2, "sell", 1, 95, "stop"]],
    also: { ambiguousBars: 1 },
  },
  {
    title: "optimistic: the other one",
    candles: [100, 100, [100, 112, 94, 100]],
    script: { 0: [buy()], 1: [sell({ type: "limit", limit: 110, size: 1, reduceOnly: true })] },
    config: { stops: percentage(5), intrabar: "optimistic" },
    fills: [BOUGHT, [2, "sell", 1, 110, "limit"]],
    also: { ambiguousBars: 1 },
  },
  {
    title: "ohlc: the nearer one",
    candles: [100, 100, [104, 112, 94, 100, "8 up, 10 down"]],
    script: { 0: [buy()], 1: [sell({ type: "limit", limit: 110, size: 1, reduceOnly: true })] },
    config: { stops: percentage(5), intrabar: "ohlc" },
    fills: [BOUGHT, [2, "sell", 1, 110, "limit"]],
    also: { ambiguousBars: 1 },
  },
  {
    title: "flat, a tie: the low first",
    candles: [100, [100, 105, 95, 100]],
    script: { 0: [buy({ type: "limit", limit: 96, size: 1 }), sell({ type: "limit", limit: 104, size: 1 })] },
    config: { intrabar: "ohlc" },
    fills: [
      [1, "buy", 1, 96, "entry"],
      [1, "sell", 1, 104, "limit"],
    ],
    also: { ambiguousBars: 1 },
  },
  {
    title: "own exits, pessimistic: a bought limit is stopped out on its bar though the low may have been before",
    candles: [100, [100, 110, 94, 108]],
    script: { 0: [buy({ type: "limit", limit: 98, stop: 95, target: 105 })] },
    fills: [
      [1, "buy", 1, 98, "entry"],
      [1, "sell", 1, 95, "stop"],
    ],
    also: { ambiguousBars: 1 },
  },
  {
    title: "own exits, pessimistic: without the stop in the bar the target does not exist on it",
    candles: [100, [100, 110, 96, 108], [108, 108, 104, 106, "the open is beyond the target"]],
    script: { 0: [buy({ type: "limit", limit: 98, stop: 95, target: 105 })] },
    fills: [
      [1, "buy", 1, 98, "entry"],
      [2, "sell", 1, 108, "target"],
    ],
    also: { ambiguousBars: 1 },
  },
  {
    title: "own exits, optimistic: the target, and no stop",
    candles: [100, [100, 110, 94, 108]],
    script: { 0: [buy({ type: "limit", limit: 98, stop: 95, target: 105 })] },
    config: { intrabar: "optimistic" },
    fills: [
      [1, "buy", 1, 98, "entry"],
      [1, "sell", 1, 105, "target"],
    ],
    also: { ambiguousBars: 1 },
  },
  {
    title: "own exits, optimistic: the stop does not exist on this bar",
    candles: [100, [100, 104, 94, 99]],
    script: { 0: [buy({ type: "limit", limit: 98, stop: 95, target: 105 })] },
    config: { intrabar: "optimistic" },
    fills: [[1, "buy", 1, 98, "entry"]],
    also: { ambiguousBars: 1 },
  },
  {
    title: "ohlc knows no own exits: low first, bought on the way down and stopped there",
    candles: [100, [100, 110, 94, 108]],
    script: { 0: [buy({ type: "limit", limit: 98, stop: 95, target: 105 })] },
    config: { intrabar: "ohlc" },
    fills: [
      [1, "buy", 1, 98, "entry"],
      [1, "sell", 1, 95, "stop"],
    ],
    also: { ambiguousBars: 1 },
  },
  {
    title: "ohlc: high first; bought at 105, the bracket's stop on the way down",
    candles: [100, [100, 106, 93, 95]],
    script: { 0: [buy({ type: "stop", trigger: 105, stop: 96, target: 120 })] },
    config: { intrabar: "ohlc" },
    fills: [
      [1, "buy", 1, 105, "entry"],
      [1, "sell", 1, 96, "stop"],
    ],
    also: { ambiguousBars: 1 },
  },
  {
    title: "own exits of the configuration's stops, too: a stop at 5 % of 105",
    candles: [100, [100, 106, 99, 103, "99.75 was before 105, perhaps"]],
    script: { 0: [buy({ type: "stop", trigger: 105 })] },
    config: { stops: percentage(5) },
    fills: [
      [1, "buy", 1, 105, "entry"],
      [1, "sell", 1, 99.75, "stop"],
    ],
    also: { ambiguousBars: 1 },
  },
  {
    title: "a position opened at the open is held: no own exits, the low first",
    candles: [100, [97, 110, 94, 108]],
    script: { 0: [buy({ type: "limit", limit: 98, stop: 95, target: 105 })] },
    fills: [
      [1, "buy", 1, 97, "entry"],
      [1, "sell", 1, 95, "stop"],
    ],
    also: { ambiguousBars: 1 },
  },
  {
    title: "a straddle inside one bar, pessimistic: the nearer extreme first, and back out at the other entry",
    candles: [100, [100, 106, 93, 95, "6 up, 7 down: bought at 105; sold 2 at 95"]],
    script: {
      0: [buy({ type: "stop", trigger: 105, size: 1 }), sell({ type: "stop", trigger: 95, size: 2 })],
    },
    fills: [
      [1, "buy", 1, 105, "entry"],
      [1, "sell", 2, 95, "stop"],
    ],
    also: { ambiguousBars: 1 },
  },
  {
    title: "a straddle inside one bar, optimistic: the other entry does not exist on this bar",
    candles: [100, [100, 106, 93, 95], [95, 96, 94, 95, "the open is beyond 95"]],
    script: {
      0: [buy({ type: "stop", trigger: 105, size: 1 }), sell({ type: "stop", trigger: 95, size: 2 })],
    },
    config: { intrabar: "optimistic" },
    fills: [
      [1, "buy", 1, 105, "entry"],
      [2, "sell", 2, 95, "stop"],
    ],
    also: { ambiguousBars: 1 },
  },
  {
    title: "a straddle of which one side is reached is not ambiguous",
    candles: [100, [100, 106, 96, 105]],
    script: {
      0: [buy({ type: "stop", trigger: 105, size: 1 }), sell({ type: "stop", trigger: 95, size: 2 })],
    },
    fills: [[1, "buy", 1, 105, "entry"]],
    also: { ambiguousBars: 0 },
  },
  {
    title: "at the open: the stop first, then the table in its order",
    candles: [100, 100, 90],
    script: { 0: [buy()], 1: [buy({ type: "limit", limit: 97, size: 2 }), buy({ type: "limit", limit: 98, size: 1 })] },
    config: { stops: percentage(5, 20) },
    fills: [BOUGHT, [2, "sell", 1, 90, "stop"], [2, "buy", 2, 90, "entry"], [2, "buy", 1, 90, "entry"]],
  },
  {
    title: "at the open: a bracket's stop that the open is beyond fills there at once",
    candles: [100, [93, 96, 92, 95]],
    script: { 0: [buy({ type: "limit", limit: 97, stop: 95 })] },
    fills: [
      [1, "buy", 1, 93, "entry"],
      [1, "sell", 1, 93, "stop"],
    ],
  },
  {
    title: "a stop-limit is tried once as stop and once as limit: 105, and back at 103 on the second leg",
    candles: [100, [100, 106, 93, 95]],
    script: { 0: [buy({ type: "stop-limit", trigger: 105, limit: 103, size: 1 })] },
    config: { intrabar: "ohlc" },
    fills: [[1, "buy", 1, 103, "entry"]],
  },
  {
    title: "a fill on the first leg with a level on the other side of it is ambiguous",
    candles: [100, 100, [100, 111, 96, 105, "97 bought, 110 sold, or the other way round"]],
    script: { 0: [buy()], 1: [buy({ type: "limit", limit: 97, size: 1 })] },
    config: { stops: percentage(50, 10), intrabar: "ohlc" },
    fills: [BOUGHT, [2, "buy", 1, 97, "entry"], [2, "sell", 2, 108.35, "target"]],
    also: { ambiguousBars: 1 },
  },
  {
    title: "own exits, pessimistic: a position that is added to inside the bar has its target on the next one only",
    candles: [100, 100, [100, 111, 96, 105, "the high may have been before the 97"], [105, 109, 105, 109]],
    script: { 0: [buy()], 1: [buy({ type: "limit", limit: 97, size: 1 })] },
    config: { stops: percentage(50, 10) },
    fills: [BOUGHT, [2, "buy", 1, 97, "entry"], [3, "sell", 2, 108.35, "target"]],
    also: { ambiguousBars: 1 },
  },
  {
    title: "without an order that is met the bar is as without orders",
    candles: [100, 100, [100, 112, 94, 100]],
    script: { 0: [buy(), buy({ type: "limit", limit: 50, size: 1 })] },
    config: { stops: percentage(5, 10) },
    fills: [BOUGHT, [2, "sell", 1, 95, "stop"]],
    also: { ambiguousBars: 1 },
  },
  {
    title: "own exits of a short, pessimistic: the stop above",
    candles: [100, [100, 106, 94, 96]],
    script: { 0: [sell({ type: "limit", limit: 103, stop: 105, target: 95 })] },
    fills: [
      [1, "sell", 1, 103, "entry"],
      [1, "buy", 1, 105, "stop"],
    ],
    also: { ambiguousBars: 1 },
  },
  {
    title: "opened at the open by an order that it meets: held for the whole bar, 10 % down and up",
    candles: [100, [100, 110, 90, 99], 102],
    script: { 0: [buy({ type: "limit", limit: 100 })], 1: [sell()] },
    config: { longOnly: true },
    fills: [
      [1, "buy", 1, 100, "entry"],
      [2, "sell", 1, 102, "signal"],
    ],
    also: { trades: [{ quantity: 1, mae: -0.1, mfe: 0.1 }] },
  },
  {
    title: "opened on a leg: of that bar the close alone is in the excursion, 2 % up",
    candles: [100, [100, 110, 90, 99.96], 96.04],
    script: { 0: [buy({ type: "limit", limit: 98 })], 1: [sell()] },
    config: { longOnly: true },
    fills: [
      [1, "buy", 1, 98, "entry"],
      [2, "sell", 1, 96.04, "signal"],
    ],
    also: { trades: [{ quantity: 1, mae: -0.02, mfe: 0.02 }] },
  },
  {
    title: "opened on a leg: its high does not move the trail",
    candles: [100, [100, 120, 97, 110, "bought at 98: a stop at 88.2"], [105, 106, 88, 90]],
    script: { 0: [buy({ type: "limit", limit: 98 })] },
    config: { stops: [{ name: "trailing-percent", params: { percent: 0.1 } }] },
    fills: [
      [1, "buy", 1, 98, "entry"],
      [2, "sell", 1, 88.2, "trailing-stop"],
    ],
  },
  {
    title: "opened on a leg, ohlc: points reached after it move the trail",
    candles: [100, [100, 120, 97, 110, "down first: bought at 98; 120 is reached later"], [109, 110, 107, 109]],
    script: { 0: [buy({ type: "limit", limit: 98 })] },
    config: { intrabar: "ohlc", stops: [{ name: "trailing-percent", params: { percent: 0.1 } }] },
    fills: [
      [1, "buy", 1, 98, "entry"],
      [2, "sell", 1, 108, "trailing-stop"],
    ],
  },
];
