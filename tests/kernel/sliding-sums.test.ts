import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { Engine } from "../../src/kernel/engine.js";
import { context } from "../../src/strategies/context.js";
import { cases } from "../property/settings.js";
import * as reference from "../reference/indicators/index.js";
import { evaluated, expectSameBits, randoms, rawBars } from "./columns.js";

/** What slides along a column forgets what has left the window, however large it was. */

let engine: Engine;

beforeAll(async () => {
  engine = await Engine.load();
});

const LENGTH = 900;
const { close } = context;

const handlesOf = (period: number) => {
  const { upper, middle, lower } = context.bollinger(close, period, 2);
  return { sma: context.sma(close, period), sd: context.standardDeviation(close, period), upper, middle, lower };
};

const slowOf = (values: Float64Array, period: number) => ({
  sma: reference.sma(values, period),
  sd: reference.standardDeviation(values, period),
  ...reference.bollinger(values, period, 2),
});

/** Prices about 100, or changes about 0, with these values in their places. */
function withJumps(level: number, jumps: Readonly<Record<number, number>>): Float64Array {
  const random = randoms(7);
  return Float64Array.from({ length: LENGTH }, (_, i) => jumps[i] ?? level + random() + random() - 1);
}

const inRow = (from: number, values: readonly number[]) =>
  Object.fromEntries(values.map((value, k) => [from + k, value]));

const JUMPS: Record<string, Record<number, number>> = {
  "one of 1e5": { 300: 1e5 },
  "one of 1e9": { 300: 1e9 },
  "one of -1e15": { 300: -1e15 },
  "one whose square overflows": { 300: 1e200 },
  infinity: { 300: Number.POSITIVE_INFINITY },
  "minus infinity": { 300: Number.NEGATIVE_INFINITY },
  "both infinities": { 300: Number.POSITIVE_INFINITY, 305: Number.NEGATIVE_INFINITY },
  "one in the first window": { 2: 1e12 },
  "a pair that cancels": { 300: 1e12, 301: -1e12 },
  "a row of falling ones": inRow(
    300,
    Array.from({ length: 40 }, (_, k) => 1e15 / 3 ** k),
  ),
  "a high plateau": inRow(300, new Array(150).fill(1e11)),
};

describe.each(Object.entries(JUMPS))("after %s", (_, jumps) => {
  it.each([1, 2, 5, 20, 97])("a window of %i is that of the bars in it", (period) => {
    for (const level of [100, 0]) {
      const values = withJumps(level, jumps);
      const handles = handlesOf(period);
      const columns = evaluated(engine, rawBars({ close: values }), Object.values(handles), { whole: true });
      const slow = slowOf(values, period);
      Object.keys(handles).forEach((name, k) => {
        for (let i = period - 1; i < LENGTH; i++) {
          const window = values.subarray(i - period + 1, i + 1);
          // while the jump is in the window its size is the scale of all
          const scale = Math.max(...window.map(Math.abs));
          if (scale > 1e150) continue;
          const actual = columns[k]?.[i] as number;
          const expected = slow[name as keyof typeof slow][i] as number;
          if (!(Math.abs(actual - expected) <= 1e-10 * scale)) {
            expect.fail(`${name}[${i}] of ${period}: ${actual} instead of ${expected}`);
          }
        }
      });
    }
  });
});

describe("ranges", () => {
  const size = fc.constantFrom(1e3, -1e5, 1e9, -1e15, 1e200, Number.POSITIVE_INFINITY, Number.NaN, 0, 100);
  const jumps = fc.array(fc.tuple(fc.nat({ max: LENGTH - 1 }), size), { maxLength: 12 });
  const cuts = fc.array(fc.integer({ min: 1, max: LENGTH }), { maxLength: 8 });

  it("leave no trace, wherever they end", () => {
    fc.assert(
      fc.property(jumps, cuts, fc.integer({ min: 1, max: 60 }), fc.boolean(), (places, ends, period, flat) => {
        const values = withJumps(flat ? 0 : 100, Object.fromEntries(places));
        if (flat) values.fill(3, 200, 500);
        const bars = rawBars({ close: values });
        const handles = Object.values(handlesOf(period));
        const once = evaluated(engine, bars, handles, { whole: true });
        const { sma, sd } = slowOf(values, period);
        expect(Array.from(once[0] as Float64Array, Number.isNaN)).toEqual(sma.map(Number.isNaN));
        expect(Array.from(once[1] as Float64Array, Number.isNaN)).toEqual(sd.map(Number.isNaN));
        for (const whole of [true, false]) {
          evaluated(engine, bars, handles, { whole, cuts: ends }).forEach((column, k) => {
            expectSameBits(column, once[k] as Float64Array, `${handles[k]?.key}, ${whole ? "whole" : "window"}`);
          });
        }
      }),
      cases(60),
    );
  });
});

describe("a window of one bar", () => {
  it("has that bar's value as its mean, to the bit", () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { minLength: 1, maxLength: 200, size: "max" }), (given) => {
        const values = Float64Array.from(given);
        const [mean] = evaluated(engine, rawBars({ close: values }), [context.sma(close, 1)], { whole: true });
        expectSameBits(mean as Float64Array, values);
      }),
      cases(60),
    );
  });
});
