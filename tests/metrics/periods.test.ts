import { describe, expect, it } from "vitest";
import { resolveConfig } from "../../src/backtest/resolve.js";
import { load, type Timeframe } from "../../src/index.js";
import { barsPerYear, periodsPerYear } from "../../src/metrics/periods.js";

describe("periods of a year", async () => {
  const v = await load();
  const of = (timeframe: Timeframe) => v.sample({ timeframe, bars: 60 });
  const config = (returns: "day" | "bar", periods?: number) =>
    resolveConfig({ strategy: "ewmac", returns, ...(periods === undefined ? {} : { periodsPerYear: periods }) });

  it.each<[Timeframe, number, number]>([
    ["1h", 365 * 24, 365],
    ["1d", 365, 365],
    ["3d", 365 / 3, 365 / 3],
    ["1w", 365 / 7, 365 / 7],
    ["1M", 12, 12],
  ])("%s: %d bars, %d returns of days", (timeframe, bars, days) => {
    const series = of(timeframe);
    expect(barsPerYear(series)).toBeCloseTo(bars, 9);
    expect(periodsPerYear({ bars: series, config: config("day") })).toBeCloseTo(days, 9);
    expect(periodsPerYear({ bars: series, config: config("bar") })).toBeCloseTo(bars, 9);
    expect(periodsPerYear({ bars: series, config: config("bar", 100) })).toBe(100);
  });

  it("growth over 48 months is that of four years", () => {
    const bars = v.sample({ timeframe: "1M", bars: 48 });
    const longEntry = new Uint8Array(48);
    longEntry[0] = 1;
    const result = v.backtest(bars, { sizer: "all-in", commissionBps: 0, slippageBps: 0 }, { signals: { longEntry } });
    const growth = (result.equity[47] as number) / 10_000;
    expect(result.metrics["cagr"]).toBeCloseTo(growth ** (12 / 48) - 1, 12);
  });
});
