import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { Engine } from "../../src/kernel/engine.js";
import type { Statistics } from "../../src/kernel/statistics.js";
import { cases } from "../property/settings.js";

/** The kernel's own mathematics. Tables: mpmath 1.3 at 50 digits, rounded to the nearest double. */

const CDF: [x: number, p: number][] = [
  [-37, 5.725571222524577e-300],
  [-20, 2.7536241186062337e-89],
  [-10, 7.619853024160525e-24],
  [-8, 6.220960574271784e-16],
  [-5, 2.866515718791939e-7],
  [-3.6, 0.00015910859015753383],
  [-3.5, 0.00023262907903552504],
  [-2.5, 0.006209665325776135],
  [-1, 0.15865525393145705],
  [-0.1, 0.460172162722971],
  [0, 0.5],
  [0.1, 0.539827837277029],
  [0.5, 0.6914624612740131],
  [1, 0.8413447460685429],
  [1.5, 0.9331927987311419],
  [2, 0.9772498680518208],
  [3, 0.9986501019683699],
  [4, 0.9999683287581669],
  [6, 0.9999999990134123],
];

const QUANTILES: [p: number, x: number][] = [
  [1e-300, -37.0470962993612],
  [1e-100, -21.273453560965326],
  [1e-20, -9.262340089798407],
  [1e-10, -6.361340902404057],
  [1e-5, -4.264890793922825],
  [0.001, -3.0902323061678136],
  [0.025, -1.9599639845400543],
  [0.05, -1.6448536269514726],
  [0.25, -0.6744897501960817],
  [0.5, 0],
  [0.6, 0.2533471031357997],
  [0.9, 1.2815515655446006],
  [0.95, 1.6448536269514722],
  [0.975, 1.9599639845400538],
  [0.99, 2.3263478740408408],
  [0.995, 2.5758293035489004],
  [0.999, 3.090232306167813],
];

let s: Statistics;

beforeAll(async () => {
  s = (await Engine.load()).statistics;
});

describe("the normal distribution function", () => {
  it.each(CDF)("at %f", (x, p) => {
    expect(Math.abs(s.normalCdf(x) - p)).toBeLessThan(1e-13);
    // in the lower tail the digits count, not the distance
    expect(Math.abs(s.normalCdf(x) / p - 1)).toBeLessThan(x < 0 ? 2e-12 : 1e-13);
  });

  it("is symmetric and rises", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -8, max: 8, noNaN: true }),
        fc.double({ min: 1e-6, max: 1, noNaN: true }),
        (x, step) => {
          expect(Math.abs(s.normalCdf(x) + s.normalCdf(-x) - 1)).toBeLessThan(1e-15);
          expect(s.normalCdf(x + step)).toBeGreaterThanOrEqual(s.normalCdf(x));
        },
      ),
      cases(500),
    );
  });

  it("has its limits", () => {
    expect([s.normalCdf(Number.NEGATIVE_INFINITY), s.normalCdf(Number.POSITIVE_INFINITY)]).toEqual([0, 1]);
    expect([s.normalCdf(-40), s.normalCdf(40)]).toEqual([0, 1]);
    expect(s.normalCdf(Number.NaN)).toBeNaN();
  });
});

describe("the normal quantile", () => {
  it.each(QUANTILES)("at %f", (p, x) => {
    expect(Math.abs(s.normalQuantile(p) - x)).toBeLessThan(1e-13 * Math.max(1, Math.abs(x)));
  });

  it("is the inverse of the distribution function, and symmetric", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 0.5, noNaN: true }), (p) => {
        expect(Math.abs(s.normalCdf(s.normalQuantile(p)) / p - 1)).toBeLessThan(1e-12);
        const upper = 1 - p;
        expect(s.normalQuantile(upper) + s.normalQuantile(1 - upper)).toBe(0);
      }),
      cases(500),
    );
  });

  it("exists between 0 and 1 alone", () => {
    for (const p of [0, 1, -0.1, 1.1, Number.NaN]) expect(s.normalQuantile(p)).toBeNaN();
  });
});

/** How many doubles lie between two of one sign. */
function ulps(a: number, b: number): number {
  if (Object.is(a, b)) return 0;
  const [x, y] = new BigInt64Array(Float64Array.of(a, b).buffer);
  return Number.isFinite(a) && Number.isFinite(b) && a * b >= 0 ? Math.abs(Number((x ?? 0n) - (y ?? 0n))) : Infinity;
}

function within(actual: number, expected: number): void {
  if (ulps(actual, expected) > 2) expect(actual).toBe(expected);
}

describe("within 2 ulp of the host", () => {
  const positive = fc.double({ min: 1e-300, max: 1e300, noNaN: true });

  it("exp", () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => within(s.exp(x), Math.exp(x))),
      cases(1_000),
    );
  });

  it("log", () => {
    fc.assert(
      fc.property(fc.oneof(positive, fc.double({ min: 0.9, max: 1.1, noNaN: true })), (x) =>
        within(s.log(x), Math.log(x)),
      ),
      cases(1_000),
    );
  });

  it("pow, as growth is annualised", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.double({ min: -20, max: 400, noNaN: true }),
        (x, y) => {
          const expected = x ** y;
          if (expected > 1e-300 && expected < 1e300) within(s.pow(x, y), expected);
        },
      ),
      cases(1_000),
    );
  });

  it("the corners", () => {
    const odd = [0, -0, 1, -1, 2, 0.5, -2, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN];
    for (const x of odd) {
      within(s.exp(x), Math.exp(x));
      within(s.log(x), Math.log(x));
      for (const y of odd) {
        // ECMAScript alone has 1 to the power of NaN or infinity as NaN; ours is IEEE's or the same
        if (Math.abs(x) !== 1 || Number.isFinite(y)) within(s.pow(x, y), x ** y);
      }
    }
  });
});
