import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { TIMEFRAMES, type Timeframe } from "../../src/contracts/bars.js";
import { type Bars, load, type SyntheticOptions, type Varanus, type VaranusError } from "../../src/index.js";
import { openFrom } from "../../src/market/timeframes.js";
import { cases } from "../property/settings.js";
import { errorOf } from "../support/series.js";

/** The embedded market: the same bytes for ever, sound bars, and something to be seen in them. */

let varanus: Varanus;

beforeAll(async () => {
  varanus = await load();
});

/** A change of one of these changes every demo, every golden run on the sample, and the numbers in the documentation. */
const PINNED: [SyntheticOptions, string][] = [
  [{ seed: 1 }, "1de174e36bbd3622208e4dfe7694994aaa3600be227bb07d2f784264876cf2c9"],
  [
    { seed: 7, series: 3, timeframe: "1h", bars: 1_000, price: 1.1, ticksPerUnit: 100_000 },
    "fac4c166b6db8dadb524215c88835d5cf0b9b9aae84460dd518839abb75b1b80",
  ],
  [
    { seed: 4_294_967_295, timeframe: "1d", bars: 5_000, price: 50, start: 0 },
    "2ae4ab77c9a263e1198f67cfb52f98812741102f831506b7bd7cb1b6f4b85547",
  ],
  [{ timeframe: "3d" }, "62709c3e6038a37dd245265e2c9201ee4369cd94a95dff48217e3bb57dab7a26"],
  [
    { seed: 4, timeframe: "1w", bars: 300, start: 0 },
    "77c987fc97aaf5ce9b72bef0ea4dbf883d28b5c4dc7ad6a3b24eeb5991c3cf92",
  ],
  [
    { seed: 7, series: 3, timeframe: "1M", price: 1.1, ticksPerUnit: 100_000 },
    "73866922e6f90587b00575d63adbfa9105d655e3c5cef7ea103c64112c3e4932",
  ],
];

describe("the pinned series", () => {
  it.each(PINNED)("%j", (options, expected) => {
    expect(varanus.sample(options).sha256).toBe(expected);
  });
});

describe("streams", () => {
  const seed = fc.integer({ min: 0, max: 4_294_967_295 });
  const key = fc.record({ seed, series: fc.nat({ max: 1_000 }) });

  it("of one seed and series are the same; of others they differ", () => {
    fc.assert(
      fc.property(key, key, (a, b) => {
        const of = (options: SyntheticOptions) => varanus.sample({ ...options, bars: 40 }).sha256;
        expect(of(a)).toBe(of(a));
        if (a.seed !== b.seed || a.series !== b.series) expect(of(a)).not.toBe(of(b));
        expect(of({ ...a, series: a.series + 1 })).not.toBe(of(a));
        expect(of({ ...a, seed: (a.seed + 1) % 4_294_967_296 })).not.toBe(of(a));
        // seed and series are not two names of one number
        if (a.seed !== a.series) expect(of({ seed: a.series, series: a.seed })).not.toBe(of(a));
      }),
      cases(60),
    );
  });

  it("do not depend on how many bars are taken", () => {
    for (const timeframe of ["4h", "1w", "1M"] as const) {
      const { close, volume } = varanus.sample({ seed: 9, timeframe, bars: 500 });
      const fewer = varanus.sample({ seed: 9, timeframe, bars: 77 });
      expect([...fewer.close]).toEqual([...close.subarray(0, 77)]);
      expect([...fewer.volume]).toEqual([...volume.subarray(0, 77)]);
    }
  });
});

function expectSound(bars: Bars, ticksPerUnit: number): void {
  const { timestamp, open, high, low, close, volume } = bars;
  const onTick = (price: number) =>
    Math.abs(Math.round(price * ticksPerUnit) / ticksPerUnit - price) <= Number.EPSILON * price;
  for (let i = 0; i < bars.length; i++) {
    const [o, h, l, c, v] = [open, high, low, close, volume].map((column) => column[i]) as [
      number,
      number,
      number,
      number,
      number,
    ];
    const sound =
      l > 0 && l <= Math.min(o, c) && h >= Math.max(o, c) && [o, h, l, c].every(onTick) && v >= 0 && Number.isFinite(v);
    const next = i === 0 ? timestamp[0] : openFrom((timestamp[i - 1] as number) + 1, bars.timeframe);
    const follows = timestamp[i] === next && (i === 0 || o === close[i - 1]);
    if (!sound || !follows) expect.fail(`bar ${i}: ${[timestamp[i], o, h, l, c, v].join(", ")}`);
  }
}

describe("bars", () => {
  it.each(TIMEFRAMES)("of %s are sound", (timeframe) => {
    for (const bars of [1, 2, 700]) {
      for (const seed of [0, 1, 12_345]) {
        const series = varanus.sample({ seed, timeframe, bars });
        expect(series.length).toBe(bars);
        expect(series.timeframe).toBe(timeframe);
        expectSound(series, 100);
      }
    }
  });

  it("of other prices and ticks are sound", () => {
    for (const [price, ticksPerUnit] of [
      [1.1, 100_000],
      [0.000_02, 100_000_000],
      [0.02, 100],
      [5_000, 4],
    ] as const) {
      expectSound(varanus.sample({ seed: 2, price, ticksPerUnit, bars: 3_000 }), ticksPerUnit);
    }
  });

  it("by the hundred thousand are sound and stay on a scale", () => {
    const bars = varanus.sample({ seed: 3, timeframe: "1h", bars: 100_000 });
    expectSound(bars, 100);
    expect(Math.max(...bars.high.filter((_, i) => i % 10 === 0))).toBeLessThan(30_000 * 100);
    expect(Math.min(...bars.low.filter((_, i) => i % 10 === 0))).toBeGreaterThan(30_000 / 100);
  });

  it.each(["3d", "1w", "1M"] as const)("of %s stay on a scale over decades", (timeframe) => {
    for (let seed = 0; seed < 30; seed++) {
      const bars = varanus.sample({ seed, timeframe });
      expect(Math.max(...bars.high)).toBeLessThan(30_000 * 100);
      expect(Math.min(...bars.low)).toBeGreaterThan(30_000 / 100);
    }
  });

  it.each(TIMEFRAMES)("of %s pass the quality checks", (timeframe) => {
    expect(varanus.sample({ seed: 5, timeframe, bars: 500 }).quality).toMatchObject({ gapCount: 0, offGrid: 0 });
  });

  it.each(["3d", "1w", "1M"] as const)("of %s are on their grid", (timeframe) => {
    expect(varanus.sample({ timeframe, bars: 2 }).quality.offGrid).toBe(0);
  });

  it("of long timeframes begin with the first open from the start on", () => {
    const start = Date.UTC(2023, 10, 15);
    const firstOf = (timeframe: Timeframe) => varanus.sample({ timeframe, bars: 3, start }).timestamp[0];
    expect(firstOf("1d")).toBe(start);
    expect(firstOf("3d")).toBe(Date.UTC(2023, 10, 16));
    expect(firstOf("1w")).toBe(Date.UTC(2023, 10, 20));
    expect(firstOf("1M")).toBe(Date.UTC(2023, 11, 1));
  });

  it("are 6570, or as many as 18 years hold", () => {
    const lengths = (["1m", "1d", "3d", "1w", "1M"] as const).map((timeframe) => varanus.sample({ timeframe }).length);
    expect(lengths).toEqual([6_570, 6_570, 2_190, 938, 219]);
  });

  it("do not go beyond the year 2199", async () => {
    expect(varanus.sample({ timeframe: "1M", bars: 2_149 }).timestamp[2_148]).toBe(Date.UTC(2200, 0, 1));
    for (const [timeframe, bars] of [
      ["1M", 2_150],
      ["1d", 50_000_000],
    ] as const) {
      const error = await errorOf(() => varanus.sample({ timeframe, bars }));
      expect(error).toMatchObject({ code: "config", path: "bars" });
      expect((error as VaranusError).message).toBe(
        `${bars} bars of ${timeframe} from 2021-01-01T00:00:00Z go beyond the year 2199`,
      );
    }
  });
});

describe("what is to be seen", () => {
  const returnsOf = ({ close }: Bars) =>
    Array.from({ length: close.length - 1 }, (_, i) => Math.log((close[i + 1] as number) / (close[i] as number)));

  function autocorrelation(values: readonly number[], lag: number): number {
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const moment = (by: number) =>
      values.slice(by).reduce((sum, value, i) => sum + (value - mean) * ((values[i] as number) - mean), 0);
    return moment(lag) / moment(0);
  }

  it.each([1, 2, 3, 4])("volatility comes in clusters, tails are heavy (seed %i)", (seed) => {
    const returns = returnsOf(varanus.sample({ seed }));
    const sizes = returns.map(Math.abs);
    expect(autocorrelation(sizes, 1)).toBeGreaterThan(0.05);
    expect(autocorrelation(sizes, 10)).toBeGreaterThan(0.02);
    const second = returns.reduce((sum, r) => sum + r ** 2, 0) / returns.length;
    const fourth = returns.reduce((sum, r) => sum + r ** 4, 0) / returns.length;
    expect(fourth / second ** 2).toBeGreaterThan(4);
  });

  it.each([1, 2, 3, 4])("prices rise and fall for months (seed %i)", (seed) => {
    const bars = varanus.sample({ seed });
    const months = Array.from(
      { length: Math.floor(bars.length / 360) - 1 },
      (_, k) => (bars.close[360 * (k + 1)] as number) / (bars.close[360 * k] as number) - 1,
    );
    expect(Math.max(...months)).toBeGreaterThan(0.2);
    expect(Math.min(...months)).toBeLessThan(-0.2);
  });

  // the figures of syntheticBars' comment
  it.each([
    ["1m", 0.13, 0.01],
    ["4h", 0.13, 0.01],
    ["1d", 0.13, 0.01],
    ["3d", 0.05, 0.015],
    ["1w", 0.02, 0.015],
    ["1M", -0.05, 0.03],
  ] as const)("returns of %s have an autocorrelation of about %d", (timeframe, expected, tolerance) => {
    const values = Array.from({ length: 30 }, (_, seed) =>
      autocorrelation(returnsOf(varanus.sample({ seed, timeframe })), 1),
    ).sort((a, b) => a - b);
    expect(Math.abs((values[15] as number) - expected)).toBeLessThan(tolerance);
    if (expected === 0.13) {
      expect(values[0]).toBeGreaterThan(0.05);
      expect(values.at(-1)).toBeLessThan(0.22);
    }
  });

  it("volume follows activity", () => {
    const bars = varanus.sample({ seed: 1 });
    const sizes = returnsOf(bars).map(Math.abs);
    const median = [...sizes].sort((a, b) => a - b)[sizes.length >> 1] as number;
    const mean = (lively: boolean) => {
      const volumes = sizes.flatMap((size, i) => (size > median === lively ? [bars.volume[i + 1] as number] : []));
      return volumes.reduce((a, b) => a + b, 0) / volumes.length;
    };
    expect(mean(true)).toBeGreaterThan(1.3 * mean(false));
  });
});
