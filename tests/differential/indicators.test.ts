import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Bars } from "../../src/contracts/bars.js";
import { createBars, INDICATORS, load, type Varanus } from "../../src/index.js";
import { cases } from "../property/settings.js";
import { recordedColumns } from "../support/recorded.js";
import { AVERAGES } from "./subjects/averages.js";
import { FLOW } from "./subjects/flow.js";
import { MOMENTUM } from "./subjects/momentum.js";
import { STATISTICS } from "./subjects/statistics.js";
import { STRUCTURE } from "./subjects/structure.js";
import type { Parameters, Prices, Subject } from "./subjects/subject.js";
import { TREND } from "./subjects/trend.js";
import { VOLATILITY } from "./subjects/volatility.js";
import { VOLUME } from "./subjects/volume.js";

/**
 * Every indicator of the catalogue against its slow, obvious form, to 1e-9 of the prices' size: on
 * series with flat stretches, jumps, and prices from 1e-8 to 1e9. Further: no value before the warm-up and one from there on; what comes
 * later changes nothing; prices times a factor.
 */

let varanus: Varanus;

beforeAll(async () => {
  varanus = await load();
});

const SUBJECTS: Record<string, Subject> = {
  ...AVERAGES,
  ...MOMENTUM,
  ...TREND,
  ...VOLATILITY,
  ...STATISTICS,
  ...VOLUME,
  ...STRUCTURE,
  ...FLOW,
};

/** A step of the walk: mostly small, often none at all, now and then a jump. */
const step = fc.oneof(
  { arbitrary: fc.double({ min: -0.02, max: 0.02, noNaN: true }), weight: 5 },
  { arbitrary: fc.constant(0), weight: 3 },
  { arbitrary: fc.constantFrom(-0.5, 1, -0.9), weight: 1 },
);
const reach = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 0.03, noNaN: true }));
const traded = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 2_000, noNaN: true }), fc.constantFrom(1e-6, 1e9));
const row = fc.record({
  gap: step,
  body: step,
  above: reach,
  below: reach,
  repeat: fc.constantFrom(1, 1, 1, 1, 25),
  volume: traded,
});

/** Walks inside [low, high], from one end of it or the other. */
const within = (low: number, high: number) =>
  fc
    .tuple(
      fc.array(row, { minLength: 1, maxLength: 60, size: "max" }),
      fc.constantFrom(low * 1.5, high / 3, 1 / 3),
      fc.nat(),
    )
    .map(([rows, start, seed]): Prices => {
      const clamp = (price: number) => Math.min(high, Math.max(low, price));
      const bars: [number, number, number, number, number][] = [];
      let price = clamp(start);
      for (const { gap, body, above, below, repeat, volume } of rows) {
        const open = clamp(price * (1 + gap));
        price = clamp(open * (1 + body));
        for (let k = 0; k < repeat; k++) {
          // a repeated bar stands still at its close
          const first = k === 0 ? open : price;
          bars.push([first, Math.max(first, price) * (1 + above), Math.min(first, price) * (1 - below), price, volume]);
        }
      }
      const column = (k: 0 | 1 | 2 | 3 | 4) => Float64Array.from(bars, (bar) => bar[k]);
      const prices = {
        timestamp: Float64Array.from(bars, (_, i) => 1_700_000_000_000 + i * 3_600_000),
        open: column(0),
        high: column(1),
        low: column(2),
        close: column(3),
        volume: column(4),
      };
      return { ...prices, columns: recordedColumns(prices, seed) };
    });

const MARKETS: Record<string, fc.Arbitrary<Prices>> = {
  "usual prices": within(0.5, 50_000),
  "prices about 1e-8": within(1e-8, 1e-6),
  "prices about 1e9": within(1e7, 1e9),
  "prices of every size": within(1e-8, 1e9),
};

function barsOf(prices: Prices): Bars {
  return createBars({ symbol: "RANDOM", timeframe: "1h", calendar: "24/7", ...prices });
}

function valuesOf(name: string, prices: Prices, parameters: Parameters): Record<string, Float64Array> {
  const bars = barsOf(prices);
  const values = varanus.indicator(name, bars, parameters, "close", "open", prices.columns);
  varanus.forget(bars);
  return values;
}

const indicatorOf = (name: string) => INDICATORS.find((each) => each.name === name) as (typeof INDICATORS)[number];

/** The first bar's value and NaNs exactly before. */
function expectWarmUp(values: ArrayLike<number>, warmUp: number): void {
  for (let i = 0; i < values.length; i++) expect(Number.isNaN(values[i]), `bar ${i}`).toBe(i < warmUp);
}

function mapped(
  columns: Prices["columns"],
  to: (column: Float64Array, key: string) => Float64Array,
): Record<string, Float64Array> {
  return Object.fromEntries(Object.entries(columns).map(([key, column]) => [key, to(column, key)]));
}

function agrees(x: number, y: number, size: number): boolean {
  return x === y || Math.abs(x - y) <= 1e-9 * Math.max(size, Math.abs(y));
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
  (name, {
    parameters,
    expected,
    power,
    powerOf = {},
    window = () => Number.POSITIVE_INFINITY,
    gaps,
    size,
    exact = [],
  }) => {
    const indicator = indicatorOf(name);
    const ownPower = (output: string) => powerOf[output] ?? power;

    it.each(Object.entries(MARKETS))("is its slow form on %s", (_, market) => {
      fc.assert(
        fc.property(market, parameters, (prices, given) => {
          const actual = valuesOf(name, prices, given);
          const slow = expected(prices, given);
          expect(Object.keys(actual)).toEqual(Object.keys(slow));
          const largest = sizes(prices, window(given));
          for (const [output, column] of Object.entries(slow)) {
            const values = actual[output] as Float64Array;
            const own = ownPower(output);
            const relativeTo =
              size?.(prices, given, output) ??
              largest.map((price) => (own === 0 || own === "none" ? 100 : price ** own));
            if (!gaps) expectWarmUp(values, indicator.warmUp(given as never, output));
            for (let i = 0; i < values.length; i++) {
              const y = column[i] as number;
              const x = values[i] as number;
              if (gaps && Number.isNaN(x) !== Number.isNaN(y)) throw new Error(`${output}[${i}]: ${x} instead of ${y}`);
              if (Number.isNaN(y)) continue;
              const close = exact.includes(output) ? x === y : agrees(x, y, relativeTo[i] as number);
              if (!close) throw new Error(`${output}[${i}]: ${x} instead of ${y}`);
            }
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
            volume: change(prices.volume),
            columns: mapped(prices.columns, change),
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
            columns: mapped(prices.columns, (column, key) => (/Price/.test(key) ? times(column) : column)),
          };
          const before = valuesOf(name, prices, given);
          const after = valuesOf(name, scaled, given);
          for (const output of indicator.outputs) {
            const own = ownPower(output);
            if (own !== "none") expect(after[output]).toEqual(before[output]?.map((value) => value * by ** own));
          }
        }),
        cases(25),
      );
    });
  },
);
