import fc from "fast-check";
import * as reference from "../../reference/indicators/index.js";
import { number, of, type Parameters, type Prices, period, type Subject } from "./subject.js";

/** All that has been traded so far. */
function tradedSoFar({ volume }: Prices): number[] {
  let sum = 0;
  return Array.from(volume, (value) => {
    sum += value;
    return sum;
  });
}

const everywhere = (size: number) => (prices: Prices) => Array.from(prices.close, () => size);
const vwapStart = ({ timestamp }: Prices, p: Parameters) =>
  reference.vwapStart(timestamp, p["anchor"] as string, number(p, "anchorTime"));

export const VOLUME: Record<string, Subject> = {
  obv: {
    parameters: fc.constant({}),
    expected: ({ close, volume }) => ({ obv: reference.obv(close, volume) }),
    power: 0,
    size: tradedSoFar,
  },
  ad: {
    parameters: fc.constant({}),
    expected: ({ high, low, close, volume }) => ({ ad: reference.ad(high, low, close, volume) }),
    power: 0,
    size: tradedSoFar,
  },
  adosc: {
    parameters: fc.record({ fast: period.map(of), slow: period.map(of) }),
    expected: ({ high, low, close, volume }, p) => ({
      adosc: reference.adosc(high, low, close, volume, number(p, "fast"), number(p, "slow")),
    }),
    power: 0,
    size: tradedSoFar,
  },
  cmf: {
    parameters: period,
    expected: ({ high, low, close, volume }, p) => ({ cmf: reference.cmf(high, low, close, volume, of(p)) }),
    power: 0,
    window: of,
    gaps: true,
    size: everywhere(1),
  },
  "relative-volume": {
    parameters: period,
    expected: ({ volume }, p) => ({ relativeVolume: reference.relativeVolume(volume, of(p)) }),
    power: 0,
    gaps: true,
    // to 1e-9 of itself
    size: everywhere(0),
  },
  vwap: {
    parameters: fc.record({
      anchor: fc.constantFrom("cumulative", "session", "anchored"),
      anchorTime: fc.integer({ min: -5, max: 200 }).map((hours) => 1_700_000_000_000 + hours * 3_600_000 - 1_000),
      width: fc.constantFrom(0, 1, 2.5),
    }),
    expected: (prices, p) => reference.vwap(prices, number(p, "width"), vwapStart(prices, p)),
    power: 1,
    gaps: true,
  },
  "volume-profile": {
    parameters: fc.record({
      period: period.map(of),
      bins: fc.integer({ min: 2, max: 30 }),
      share: fc.constantFrom(0.3, 0.68, 0.7, 1),
    }),
    expected: ({ high, low, volume }, p) =>
      reference.volumeProfile(high, low, volume, of(p), number(p, "bins"), number(p, "share")),
    power: 1,
    window: of,
    gaps: true,
    // volumes too small to be divided among bins say nothing
    size: ({ high, volume }, p) => {
      const window = (column: Float64Array, i: number) => column.subarray(Math.max(0, i + 1 - of(p)), i + 1);
      return Array.from(high, (_, i) =>
        Math.max(...window(volume, i)) < 1e-290 ? Number.POSITIVE_INFINITY : Math.max(...window(high, i)),
      );
    },
  },
};
