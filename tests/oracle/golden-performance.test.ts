import { beforeAll, expect, it } from "vitest";
import { Engine } from "../../src/kernel/engine.js";
import type { Statistics } from "../../src/kernel/statistics.js";
import { againstBenchmark, benchmarkCorrelation } from "../../src/metrics/benchmark.js";
import {
  autocorrelation1,
  cagr,
  deviationOf,
  downside,
  positivePeriodsPct,
  shape,
  sharpeAndVolatility,
  sortinoNegativeOnly,
  tails,
  varGaussian95,
} from "../../src/metrics/performance.js";
import type { Value } from "../../src/metrics/values.js";
import { type GoldenFile, readGolden, withinTolerance } from "../support/golden.js";
import { describeShared, goldenFolder } from "../support/shared.js";

// Performance statistics of return series, by the formulas of the file's manifest.

type GoldenMetrics = Record<string, number | null | Record<string, number | null>>;

interface Series {
  name: string;
  returns: number[];
  benchmarkReturns?: number[];
  riskFreeAnnual?: number;
  initialCapital?: number;
  timestamps?: number[];
  equity?: number[];
  dailyEquity?: number[];
  metrics?: Record<string, GoldenMetrics>;
  metricsSeed?: Record<string, GoldenMetrics>;
}

interface PerformanceFile extends GoldenFile {
  manifest: GoldenFile["manifest"] & { parameters?: { riskFreeAnnual?: number } };
  series: Series[];
}

/** Our values under the file's names. */
function ours(
  s: Statistics,
  returns: Float64Array,
  periodsPerYear: number,
  riskFree: number,
  benchmark: number[] | undefined,
): Record<string, Value> {
  const n = returns.length;
  const equity = new Float64Array(n);
  let value = 1;
  returns.forEach((r, k) => {
    value *= 1 + r;
    equity[k] = value;
  });
  const deviation = deviationOf(n, s.sums(returns));
  const d = s.drawdowns(equity, 1);
  const series = { returns, periodsPerYear, riskFree };
  const below = downside(s, series);
  const growth = cagr(s, value, n, periodsPerYear);
  const market = benchmark && Float64Array.from(benchmark);
  const against: Record<string, Value> = market
    ? { ...againstBenchmark(s, series, market), correlation: benchmarkCorrelation(s, series, market) }
    : {};
  const positive = positivePeriodsPct(returns);
  const moments = shape(s, returns);
  return {
    totalReturn: value - 1,
    cagr: growth,
    meanReturn: deviation.mean,
    standardDeviation: deviation.deviation,
    ...sharpeAndVolatility(deviation, periodsPerYear, riskFree),
    sharpeZeroRate: sharpeAndVolatility(deviation, periodsPerYear, 0)["sharpe"] as Value,
    sortino: below["sortino"] as Value,
    downsideDeviation: below["downsideDeviation"] as Value,
    sortinoSeed: sortinoNegativeOnly(s, series),
    omegaZero: below["omega"] as Value,
    omegaRiskFree: below["omegaRiskFree"] as Value,
    gainToPain: below["gainToPain"] as Value,
    positiveShare: typeof positive === "number" ? positive / 100 : positive,
    autocorrelation1: autocorrelation1(s, returns),
    varGaussian95: varGaussian95(s, deviation),
    maxDrawdown: d.deepest,
    calmar: typeof growth === "number" ? growth / d.deepest : growth,
    maxDrawdownPeakIndex: d.peakIndex,
    maxDrawdownTroughIndex: d.troughIndex,
    longestDrawdownPeriods: d.longest,
    drawdownCount: d.count,
    averageDrawdown: d.averageDepth,
    ulcerIndex: Math.sqrt(d.squaredPercent / (n + 1)),
    ...tails(s, returns),
    ...moments,
    excessKurtosis: typeof moments["kurtosis"] === "number" ? moments["kurtosis"] - 3 : (moments["kurtosis"] as Value),
    "benchmark.beta": against["beta"] as Value,
    "benchmark.alphaAnnual": against["alpha"] as Value,
    "benchmark.informationRatio": against["informationRatio"] as Value,
    "benchmark.trackingErrorAnnual": against["trackingError"] as Value,
    "benchmark.correlation": against["correlation"] as Value,
  };
}

function flatten(metrics: GoldenMetrics): [string, number | null][] {
  return Object.entries(metrics).flatMap(([name, value]): [string, number | null][] =>
    typeof value === "object" && value !== null
      ? Object.entries(value).map(([inner, number]): [string, number | null] => [`${name}.${inner}`, number])
      : [[name, value]],
  );
}

describeShared(
  "golden performance",
  (folder) => {
    const golden = readGolden<PerformanceFile>(folder, "performance.json");
    const relative = golden?.manifest.tolerance?.rel ?? 1e-9;
    const absolute = Number(golden?.manifest.tolerance?.abs ?? 1e-12);
    const unknown = new Set<string>();
    let s: Statistics;
    beforeAll(async () => {
      s = (await Engine.load()).statistics;
    });

    for (const series of golden?.series ?? []) {
      const riskFree = series.riskFreeAnnual ?? golden?.manifest.parameters?.riskFreeAnnual ?? 0.02;
      for (const kind of ["metrics", "metricsSeed"] as const) {
        for (const [periods, metrics] of Object.entries(series[kind] ?? {})) {
          it(`performance.json/${series.name}/${kind}/${periods}`, ({ task }) => {
            // the seed system's way drops the first day's return
            const returns = Float64Array.from(kind === "metrics" ? series.returns : series.returns.slice(1));
            const actual = ours(s, returns, Number(periods), riskFree, series.benchmarkReturns);
            const fresh: string[] = [];
            for (const [name, expected] of flatten(metrics)) {
              const value = actual[name];
              if (value === undefined) {
                if (!unknown.has(name)) fresh.push(`performance.json/${name}`);
                unknown.add(name);
              } else if (expected === null || typeof value !== "number") {
                expect(typeof value === "number" ? value : null, name).toBe(expected);
              } else if (!withinTolerance(value, expected, relative, absolute)) {
                expect.fail(`${name}: ${value} instead of ${expected}`);
              }
            }
            task.meta.notCovered = fresh;
          });
        }
      }
      if (series.dailyEquity && series.timestamps && series.equity) {
        it(`performance.json/${series.name}/resampling`, () => {
          const daily = s.dailyLast(
            Float64Array.from(series.timestamps ?? []),
            Float64Array.from(series.equity ?? []),
            false,
          );
          expect([...daily]).toEqual(series.dailyEquity);
          const returns = s.returns(daily, series.initialCapital as number);
          series.returns.forEach((expected, k) => {
            expect(withinTolerance(returns[k] as number, expected, relative, absolute), `return ${k}`).toBe(true);
          });
        });
      }
    }
  },
  goldenFolder,
);
