import fc from "fast-check";
import * as reference from "../../reference/indicators/index.js";
import { number, of, type Parameters, type Prices, period, type Subject } from "./subject.js";

const everywhere = (size: number) => (prices: Prices) => Array.from(prices.close, () => size);
const named = (prices: Prices, ...names: string[]) => names.map((name) => prices.columns[name] as Float64Array);
const bought = (prices: Prices) => named(prices, "buyVolume", "sellVolume") as [Float64Array, Float64Array];
const levels = fc.integer({ min: 1, max: 10 });

/** Volume of the last n bars, n = 0: of all so far. */
const traded =
  (n: (parameters: Parameters) => number) =>
  ({ volume }: Prices, parameters: Parameters) =>
    Array.from(volume, (_, i) =>
      volume.subarray(Math.max(0, i + 1 - n(parameters)), i + 1).reduce((sum, value) => sum + value, 0),
    );

export const FLOW: Record<string, Subject> = {
  "cumulative-volume-delta": {
    parameters: fc.record({ anchor: fc.constantFrom("cumulative", "session") }),
    expected: (prices, p) => {
      const start = reference.vwapStart(prices.timestamp, p["anchor"] as string, 0);
      return { delta: reference.cumulativeVolumeDelta(...bought(prices), start) };
    },
    power: 0,
    size: traded(() => Number.POSITIVE_INFINITY),
  },
  "trade-flow": {
    parameters: period,
    expected: (prices, p) => ({ tradeFlow: reference.tradeFlow(...bought(prices), of(p)) }),
    power: 0,
    size: traded(of),
  },
  "trades-imbalance": {
    parameters: period,
    expected: (prices, p) => {
      const [buys, sells] = named(prices, "buyTrades", "sellTrades") as [Float64Array, Float64Array];
      return { imbalance: reference.tradesImbalance(buys, sells, of(p)) };
    },
    power: 0,
    gaps: true,
    size: everywhere(1),
  },
  "trades-pressure": {
    parameters: period,
    expected: (prices, p) => ({ pressure: reference.tradesPressure(...bought(prices), of(p)) }),
    power: 0,
    gaps: true,
    size: everywhere(1),
  },
  "liquidity-zones": {
    parameters: fc.record({ period: period.map(of), bins: fc.integer({ min: 2, max: 30 }) }),
    expected: (prices, p) => reference.liquidityZones(prices, of(p), number(p, "bins")),
    power: 1,
    window: of,
    gaps: true,
  },
  "open-interest-change": {
    parameters: period,
    expected: (prices, p) => reference.openInterestChange(prices.columns["openInterest"] as Float64Array, of(p)),
    power: 0,
    gaps: true,
    size: everywhere(1),
  },
  "order-imbalance": {
    parameters: fc.constant({}),
    expected: ({ columns }) => ({ imbalance: reference.depthImbalance(columns, 1, () => 1) }),
    power: 0,
    gaps: true,
    size: everywhere(1),
  },
  "order-flow-imbalance": {
    parameters: period,
    expected: ({ columns }, p) => ({ orderFlow: reference.orderFlowImbalance(columns, of(p)) }),
    power: 0,
    gaps: true,
    size: everywhere(1),
  },
  "depth-imbalance": {
    parameters: fc.record({ levels, weights: fc.constantFrom("equal", "inverse") }),
    expected: ({ columns }, p) => {
      const weight = (level: number) => (p["weights"] === "inverse" ? 1 / level : 1);
      return { imbalance: reference.depthImbalance(columns, number(p, "levels"), weight) };
    },
    power: 0,
    gaps: true,
    size: everywhere(1),
  },
  "book-pressure": {
    parameters: fc.constant({}),
    expected: ({ columns }) => reference.bookPressure(columns),
    power: 1,
    powerOf: { pressure: 0 },
    gaps: true,
  },
  spread: {
    parameters: fc.constant({}),
    expected: ({ columns }) => reference.spread(columns),
    power: 1,
    powerOf: { basisPoints: 0 },
    gaps: true,
  },
  "large-orders": {
    parameters: fc.record({ levels, multiple: fc.constantFrom(1, 1.5, 2, 3, 10) }),
    expected: ({ columns }, p) => reference.largeOrders(columns, number(p, "levels"), number(p, "multiple")),
    power: 0,
    gaps: true,
    size: everywhere(1),
  },
  liquidity: {
    parameters: fc.record({ levels, distance: fc.constantFrom(0, 0.5, 3, 10, 10_000) }),
    expected: ({ columns }, p) => reference.liquidity(columns, number(p, "levels"), number(p, "distance")),
    power: 1,
    window: () => 1,
    gaps: true,
  },
};
