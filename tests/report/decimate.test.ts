import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimate, MAX_POINTS, spread } from "../../src/report/charts/decimate.js";
import { cases } from "../property/settings.js";

const series = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 6_000 });
const limits = fc.integer({ min: 4, max: 300 });

describe("decimation of a line", () => {
  it("keeps first, last, lowest and highest, in order, within the limit", () => {
    fc.assert(
      fc.property(series, limits, (values, limit) => {
        const kept = decimate(values, limit);
        const drawn = kept.map((i) => values[i] as number);
        expect(kept.length).toBeLessThanOrEqual(limit);
        expect(kept[0]).toBe(0);
        expect(kept.at(-1)).toBe(values.length - 1);
        expect(kept.every((i, k) => k === 0 || i > (kept[k - 1] as number))).toBe(true);
        expect(Math.min(...drawn)).toBe(Math.min(...values));
        expect(Math.max(...drawn)).toBe(Math.max(...values));
      }),
      cases(100),
    );
  });

  it("keeps every point of a short line", () => {
    expect(decimate([3, 1, 2])).toEqual([0, 1, 2]);
    expect(decimate([])).toEqual([]);
  });

  it("draws a million points with no more than 2000, the single spike among them", () => {
    const values = new Float64Array(1_000_000);
    values[654_321] = 1;
    const kept = decimate(values);
    expect(kept.length).toBeLessThanOrEqual(MAX_POINTS);
    expect(kept).toContain(654_321);
  });
});

describe("even choice", () => {
  it("keeps first and last, in order, exactly as many as asked", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 2, max: 500 }), (n, limit) => {
        const kept = spread(n, limit);
        expect(kept).toHaveLength(Math.min(n, limit));
        expect(new Set(kept).size).toBe(kept.length);
        if (n > 0) expect([kept[0], kept.at(-1)]).toEqual([0, n - 1]);
      }),
      cases(100),
    );
  });
});
