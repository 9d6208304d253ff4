import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Bars } from "../../src/contracts/bars.js";
import { createBars, INDICATORS, load, type Varanus } from "../../src/index.js";
import { cases } from "../property/settings.js";
import * as reference from "../reference/indicators.js";

/**
 * Every indicator of the catalogue against its slow, obvious form, to 1e-9 of the prices' size: on
 * series with flat stretches, jumps, and prices from 1e-8 to 1e9. Further: no value before the warm-up and one from there on; what comes
 * later changes nothing; prices times a factor.
 */

let varanus: Varanus;

beforeAll(async () => {
  varanus = await load();
});

type Prices = Pick<Bars, "open" | "high" | "low" | "close" | "volume">;
type Parameters = Record<string, number | string>;

interface Subject {
  parameters: fc.Arbitrary<Parameters>;
  expected(prices: Prices, parameters: Parameters): Record<string, number[]>;
  /** Whether the values are multiplied as the prices are. */
  scales: boolean;
  /** Bars that a value rests on; of a recursion all so far. */
  window?(parameters: Parameters): number;
  /** First value of an output, where it is not that of the indicator. */
  warmUp?(output: string, parameters: Parameters): number | undefined;
}

const period = fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 60 })).map((n) => ({ period: n }));
const of = ({ period }: Parameters) => period as number;

const SUBJECTS: Record<string, Subject> = {
  sma: {
    parameters: period,
    expected: ({ close }, p) => ({ sma: reference.sma(close, of(p)) }),
    scales: true,
    window: of,
  },
  ema: {
    parameters: fc.record({ period: period.map(of), seed: fc.constantFrom("sma", "first") }),
    expected: ({ close }, p) => ({ ema: reference.ema(close, of(p), p["seed"] as "sma" | "first") }),
    scales: true,
  },
  rma: { parameters: period, expected: ({ close }, p) => ({ rma: reference.rma(close, of(p)) }), scales: true },
  rsi: { parameters: period, expected: ({ close }, p) => ({ rsi: rsi(close, of(p)) }), scales: false },
  "true-range": {
    parameters: fc.constant({}),
    expected: ({ high, low, close }) => ({ trueRange: reference.trueRange(high, low, close) }),
    scales: true,
  },
  atr: {
    parameters: period,
    expected: ({ high, low, close }, p) => ({ atr: reference.atr(high, low, close, of(p)) }),
    scales: true,
  },
  "standard-deviation": {
    parameters: period,
    expected: ({ close }, p) => ({ standardDeviation: reference.standardDeviation(close, of(p)) }),
    scales: true,
    window: of,
  },
  bollinger: {
    parameters: fc.record({ period: period.map(of), width: fc.double({ min: 0.01, max: 20, noNaN: true }) }),
    expected: ({ close }, p) => reference.bollinger(close, of(p), p["width"] as number),
    scales: true,
    window: of,
  },
  macd: {
    parameters: fc.record({
      fast: period.map(of),
      slow: period.map(of),
      signal: period.map(of),
      seed: fc.constantFrom("sma", "first"),
    }),
    expected: ({ close }, { fast, slow, signal, seed }) =>
      reference.macd(close, fast as number, slow as number, signal as number, seed as "sma" | "first"),
    scales: true,
  },
  highest: {
    parameters: period,
    expected: ({ close }, p) => ({ highest: reference.highest(close, of(p)) }),
    scales: true,
    window: of,
  },
  "parabolic-sar": {
    parameters: fc.record({
      step: fc.constantFrom(0.001, 0.02, 0.05, 0.3),
      maximum: fc.constantFrom(0.01, 0.2, 1),
    }),
    expected: ({ high, low }, p) => ({
      value: reference.parabolicSar(high, low, p["step"] as number, p["maximum"] as number),
    }),
    scales: true,
  },
  keltner: {
    parameters: fc.record({
      period: period.map(of),
      atrPeriod: period.map(of),
      multiple: fc.constantFrom(0.5, 1.5, 4),
    }),
    expected: ({ high, low, close }, p) =>
      reference.keltner(high, low, close, of(p), p["atrPeriod"] as number, p["multiple"] as number),
    scales: true,
    warmUp: (output, p) => (output === "middle" ? of(p) - 1 : undefined),
  },
  "chandelier-exit": {
    parameters: fc.record({ period: period.map(of), multiple: fc.constantFrom(0.5, 3, 7) }),
    expected: ({ high, low, close }, p) => reference.chandelierExit(high, low, close, of(p), p["multiple"] as number),
    scales: true,
  },
  lowest: {
    parameters: period,
    expected: ({ close }, p) => ({ lowest: reference.lowest(close, of(p)) }),
    scales: true,
    window: of,
  },
};

/** Without the reference's rule, TA-Lib's, that averages below 1e-14 are 0: of prices about 1e-8 that is most of them. NaN: too small to say. */
function rsi(close: Float64Array, n: number): number[] {
  const change = Array.from(close, (price, i) => price - (close[i - 1] ?? Number.NaN));
  const average = (sign: number) =>
    reference.rma(
      change.map((c) => (Number.isNaN(c) ? c : Math.max(sign * c, 0))),
      n,
    );
  const loss = average(-1);
  return average(1).map((gain, i) => {
    const moved = gain + (loss[i] as number);
    if (moved === 0) return 0;
    return moved < 1e-290 ? Number.NaN : (100 * gain) / moved;
  });
}

/** A step of the walk: mostly small, often none at all, now and then a jump. */
const step = fc.oneof(
  { arbitrary: fc.double({ min: -0.02, max: 0.02, noNaN: true }), weight: 5 },
  { arbitrary: fc.constant(0), weight: 3 },
  { arbitrary: fc.constantFrom(-0.5, 1, -0.9), weight: 1 },
);
const reach = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 0.03, noNaN: true }));
const row = fc.record({ gap: step, body: step, above: reach, below: reach, repeat: fc.constantFrom(1, 1, 1, 1, 25) });

/** Walks inside [low, high], from one end of it or the other. */
const within = (low: number, high: number) =>
  fc
    .tuple(fc.array(row, { minLength: 1, maxLength: 60, size: "max" }), fc.constantFrom(low * 1.5, high / 3, 1 / 3))
    .map(([rows, start]): Prices => {
      const clamp = (price: number) => Math.min(high, Math.max(low, price));
      const bars: [number, number, number, number][] = [];
      let price = clamp(start);
      for (const { gap, body, above, below, repeat } of rows) {
        const open = clamp(price * (1 + gap));
        price = clamp(open * (1 + body));
        for (let k = 0; k < repeat; k++) {
          // a repeated bar stands still at its close
          const first = k === 0 ? open : price;
          bars.push([first, Math.max(first, price) * (1 + above), Math.min(first, price) * (1 - below), price]);
        }
      }
      const column = (k: 0 | 1 | 2 | 3) => Float64Array.from(bars, (bar) => bar[k]);
      return {
        open: column(0),
        high: column(1),
        low: column(2),
        close: column(3),
        volume: new Float64Array(bars.length).fill(1),
      };
    });

const MARKETS: Record<string, fc.Arbitrary<Prices>> = {
  "usual prices": within(0.5, 50_000),
  "prices about 1e-8": within(1e-8, 1e-6),
  "prices about 1e9": within(1e7, 1e9),
  "prices of every size": within(1e-8, 1e9),
};

function barsOf(prices: Prices): Bars {
  const timestamp = Float64Array.from({ length: prices.close.length }, (_, i) => 1_700_000_000_000 + i * 3_600_000);
  return createBars({ symbol: "RANDOM", timeframe: "1h", calendar: "24/7", timestamp, ...prices });
}

function valuesOf(name: string, prices: Prices, parameters: Parameters): Record<string, Float64Array> {
  const bars = barsOf(prices);
  const values = varanus.indicator(name, bars, parameters);
  varanus.forget(bars);
  return values;
}

const indicatorOf = (name: string) => INDICATORS.find((each) => each.name === name) as (typeof INDICATORS)[number];

/** The first bar's value and NaNs exactly before. */
function expectWarmUp(values: ArrayLike<number>, warmUp: number): void {
  for (let i = 0; i < values.length; i++) expect(Number.isNaN(values[i]), `bar ${i}`).toBe(i < warmUp);
}

function agrees(x: number, y: number, size: number): boolean {
  return Math.abs(x - y) <= 1e-9 * Math.max(size, Math.abs(y));
}

/** Largest price among the bars that a value rests on. */
function sizes({ high }: Prices, window: number): number[] {
  return Array.from(high, (_, i) => Math.max(...high.subarray(Math.max(0, i + 1 - window), i + 1)));
}

it("has a reference for every indicator of the catalogue", () => {
  expect(INDICATORS.map(({ name }) => name).sort()).toEqual(Object.keys(SUBJECTS).sort());
});

describe.each(Object.entries(SUBJECTS))(
  "%s",
  (name, { parameters, expected, scales, window = () => Number.POSITIVE_INFINITY, warmUp }) => {
    const indicator = indicatorOf(name);

    it.each(Object.entries(MARKETS))("is its slow form on %s", (_, market) => {
      fc.assert(
        fc.property(market, parameters, (prices, given) => {
          const actual = valuesOf(name, prices, given);
          const slow = expected(prices, given);
          expect(Object.keys(actual)).toEqual(Object.keys(slow));
          const largest = sizes(prices, window(given));
          for (const [output, column] of Object.entries(slow)) {
            const values = actual[output] as Float64Array;
            expectWarmUp(values, warmUp?.(output, given) ?? indicator.warmUp(given as never));
            column.forEach((y, i) => {
              if (Number.isNaN(y)) return;
              const size = scales ? (largest[i] as number) : 100;
              const x = values[i] as number;
              if (!agrees(x, y, size)) throw new Error(`${output}[${i}]: ${x} instead of ${y}`);
            });
          }
        }),
        cases(25),
      );
    });

    it("knows nothing of later bars", () => {
      fc.assert(
        fc.property(MARKETS["usual prices"] as fc.Arbitrary<Prices>, parameters, fc.nat(), (prices, given, at) => {
          const cut = 1 + (at % prices.close.length);
          const change = (column: Float64Array) => column.map((price, i) => (i < cut ? price : price * 3 + i));
          const later = {
            ...prices,
            open: change(prices.open),
            high: change(prices.high),
            low: change(prices.low),
            close: change(prices.close),
          };
          const before = valuesOf(name, prices, given);
          const after = valuesOf(name, later, given);
          for (const output of indicator.outputs) {
            expect(after[output]?.subarray(0, cut)).toEqual(before[output]?.subarray(0, cut));
          }
        }),
        cases(25),
      );
    });

    it("follows prices that are multiplied, to the bit by powers of two", () => {
      const factor = fc.constantFrom(0.25, 2, 1_024, 2 ** -20);
      fc.assert(
        fc.property(MARKETS["usual prices"] as fc.Arbitrary<Prices>, parameters, factor, (prices, given, by) => {
          const times = (column: Float64Array) => column.map((price) => price * by);
          const scaled = {
            ...prices,
            open: times(prices.open),
            high: times(prices.high),
            low: times(prices.low),
            close: times(prices.close),
          };
          const before = valuesOf(name, prices, given);
          const after = valuesOf(name, scaled, given);
          for (const output of indicator.outputs) {
            expect(after[output]).toEqual(scales ? times(before[output] as Float64Array) : before[output]);
          }
        }),
        cases(25),
      );
    });
  },
);
