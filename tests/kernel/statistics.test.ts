import { beforeAll, describe, expect, it } from "vitest";
import { Engine } from "../../src/kernel/engine.js";
import type { Statistics } from "../../src/kernel/statistics.js";
import { randoms } from "./columns.js";

/**
 * Statistics against loops that anybody can read. Series from 100,000 values on stay in the kernel's memory after their first use: two of
 * them at a time must not get into each other's way.
 */

let statistics: Statistics;

beforeAll(async () => {
  statistics = (await Engine.load()).statistics;
});

const HOUR = 3_600_000;

function columns(n: number) {
  const random = randoms(n);
  const column = () => Float64Array.from({ length: n }, () => random() - 0.4);
  return { x: column(), y: column(), stamps: Float64Array.from({ length: n }, (_, i) => i * HOUR) };
}

const sum = (n: number, term: (i: number) => number) => {
  let total = 0;
  for (let i = 0; i < n; i++) total += term(i);
  return total;
};

/** Sums of so many values, however they are ordered. */
function near(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
}

// Once bringing in a second long series gave up the first, which was still being read.
describe.each([1, 2, 3, 1_001])("of %i values", (n) => checks(n));
describe.each([99_999, 100_001, 120_000])("of %i values", (n) => checks(n));

function checks(n: number) {
  const { x, y, stamps } = columns(n);
  const mean = (values: Float64Array) => sum(n, (i) => values[i] as number) / n;

  it("sums, central sums, sums about a threshold", () => {
    const value = (i: number) => x[i] as number;
    const sums = statistics.sums(x);
    near(sums.sum, sum(n, value));
    near(
      sums.squares,
      sum(n, (i) => value(i) ** 2),
    );
    const m = mean(x);
    const central = statistics.centralSums(x, m);
    [2, 3, 4].forEach((power, k) => {
      near(
        central[k] as number,
        sum(n, (i) => (value(i) - m) ** power),
      );
    });
    const about = (i: number) => value(i) - 0.1;
    const partial = statistics.partialSums(x, 0.1);
    near(
      partial.gains,
      sum(n, (i) => Math.max(0, about(i))),
    );
    near(
      partial.losses,
      sum(n, (i) => Math.max(0, -about(i))),
    );
    near(
      partial.squaredLosses,
      sum(n, (i) => Math.max(0, -about(i)) ** 2),
    );
    expect(partial.lossCount).toBe(sum(n, (i) => (about(i) < 0 ? 1 : 0)));
  });

  it("sums of products of two columns", () => {
    const [mx, my] = [mean(x), mean(y)];
    const { xy, xx, difference } = statistics.coSums(x, y, mx, my);
    const dx = (i: number) => (x[i] as number) - mx;
    const dy = (i: number) => (y[i] as number) - my;
    near(
      xy,
      sum(n, (i) => dx(i) * dy(i)),
    );
    near(
      xx,
      sum(n, (i) => dx(i) ** 2),
    );
    near(
      difference,
      sum(n, (i) => (dy(i) - dx(i)) ** 2),
    );
  });

  it("the last value of each day", () => {
    const days = new Map([...stamps].map((stamp, i) => [Math.floor(stamp / (24 * HOUR)), y[i] as number]));
    expect([...statistics.dailyLast(stamps, y, false)]).toEqual([...days.values()]);
  });

  it("simple returns, the first against the start; 0 from 0", () => {
    const values = y.map((value) => value + 1);
    if (n > 2) values[1] = 0;
    const returns = statistics.returns(values, 2);
    const wrong = returns.findIndex((value, i) => {
      const before = i === 0 ? 2 : (values[i - 1] as number);
      return value !== (before === 0 ? 0 : (values[i] as number) / before - 1);
    });
    expect(wrong).toBe(-1);
  });

  it("what was held, bar by bar", () => {
    const close = x.map((value) => value + 1);
    // two fills a bar
    const bars = Float64Array.from({ length: n }, (_, k) => Math.floor(k / 2));
    let held = 0;
    const expected = sum(n, (i) => {
      for (const k of [2 * i, 2 * i + 1]) held += y[k] ?? 0;
      return Math.abs(held) * (close[i] as number);
    });
    near(statistics.heldNotional(close, bars, y), expected);
  });

  it("sorts, and finds quantiles between neighbours", () => {
    const sorted = statistics.sorted(x);
    const expected = Float64Array.from(x).sort();
    expect(Buffer.from(sorted.buffer).equals(Buffer.from(expected.buffer))).toBe(true);
    for (const p of [0, 0.05, 0.333, 0.5, 0.95, 1]) {
      const place = p * (n - 1);
      const below = expected[Math.floor(place)] as number;
      const above = expected[Math.ceil(place)] as number;
      expect(statistics.quantile(sorted, p)).toBeCloseTo(below + (above - below) * (place - Math.floor(place)), 12);
    }
  });
}
