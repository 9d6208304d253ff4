import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { monthlyReturns, strength } from "../../src/report/monthly.js";
import { cases } from "../property/settings.js";

const DAY = 86_400_000;
const CAPITAL = 1_000;

/** Steps between bars from an hour to three months, so that months are missing too. */
const curves = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 90 * 24 }), fc.double({ min: 0.5, max: 2, noNaN: true })), {
    minLength: 1,
    maxLength: 200,
  })
  .map((steps) => {
    let t = Date.UTC(2019, 10, 3);
    let v = CAPITAL;
    const points = steps.map(([hours, factor]) => {
      t += hours * 3_600_000;
      v *= factor;
      return [t, v] as const;
    });
    return {
      timestamp: Float64Array.from(points, ([at]) => at),
      equity: Float64Array.from(points, ([, value]) => value),
    };
  });

/** The host's own calendar, bar by bar. */
function slowly(timestamp: Float64Array, equity: Float64Array): Map<string, number> {
  const last = new Map<string, number>();
  for (const [i, t] of timestamp.entries()) last.set(new Date(t).toISOString().slice(0, 7), equity[i] as number);
  let before = CAPITAL;
  const returns = new Map<string, number>();
  for (const [month, value] of last) {
    returns.set(month, value / before - 1);
    before = value;
  }
  return returns;
}

describe("monthly returns", () => {
  it("equal a slow computation by the host's calendar", () => {
    fc.assert(
      fc.property(curves, ({ timestamp, equity }) => {
        const found = new Map<string, number>();
        for (const { year, months } of monthlyReturns(timestamp, equity, CAPITAL)) {
          for (const [k, value] of months.entries()) {
            if (value !== null) found.set(`${year}-${String(k + 1).padStart(2, "0")}`, value);
          }
        }
        expect(found).toEqual(slowly(timestamp, equity));
      }),
      cases(100),
    );
  });

  it("compound to the year's total and to the whole return", () => {
    fc.assert(
      fc.property(curves, ({ timestamp, equity }) => {
        let whole = 1;
        for (const { months, total } of monthlyReturns(timestamp, equity, CAPITAL)) {
          const product = months.reduce<number>((growth, month) => growth * (1 + (month ?? 0)), 1);
          expect((total as number) + 1).toBeCloseTo(product, 9);
          whole *= product;
        }
        const expected = (equity[equity.length - 1] as number) / CAPITAL;
        expect(Math.abs(whole / expected - 1)).toBeLessThan(1e-9);
      }),
      cases(100),
    );
  });

  it("have no value after the money is gone, nor where there are no bars", () => {
    const timestamp = Float64Array.of(
      Date.UTC(2024, 0, 31),
      Date.UTC(2024, 1, 1),
      Date.UTC(2024, 3, 1, 23),
      Date.UTC(2025, 0, 1),
    );
    const [first, second] = monthlyReturns(timestamp, Float64Array.of(1_100, 0, 0, 0), CAPITAL);
    expect(first?.months[0]).toBeCloseTo(0.1, 12);
    expect(first?.months.slice(1, 5)).toEqual([-1, null, null, null]);
    expect(first?.total).toBe(-1);
    expect(second).toEqual({ year: 2025, months: new Array(12).fill(null), total: null });
  });

  it("know the last moment of a month from the first of the next", () => {
    const timestamp = Float64Array.of(Date.UTC(2024, 2, 1) - 1, Date.UTC(2024, 2, 1), Date.UTC(2024, 2, 1) + 30 * DAY);
    const [year] = monthlyReturns(timestamp, Float64Array.of(1_000, 2_000, 3_000), CAPITAL);
    expect(year?.months.slice(0, 4)).toEqual([null, 0, 2, null]);
  });

  it("are coloured by five strengths", () => {
    expect([0, 0.001, 0.5, 1, 7].map((value) => strength(-value, 1))).toEqual([0, 1, 3, 5, 5]);
    expect(strength(0.1, 0)).toBe(0);
  });
});
