import type { Statistics } from "../kernel/statistics.js";
import type { ReturnSeries } from "./performance.js";
import { finite, none, type Value } from "./values.js";

export const BENCHMARK_NAMES = ["alpha", "beta", "informationRatio", "trackingError", "benchmarkReturnPct"] as const;

/**
 * Against a benchmark's returns b (nPeriods): beta = cov / var (ddof 1), alpha = P (mean r - rf - beta (mean b - rf)) a year (Jensen
 * 1968), tracking error = sd(r - b, ddof 1) x sqrt(P), information ratio = P mean(r - b) / tracking error (Grinold and Kahn 1999).
 */
export function againstBenchmark(s: Statistics, series: ReturnSeries, benchmark: Float64Array): Record<string, Value> {
  const { returns, periodsPerYear, riskFree } = series;
  const n = returns.length;
  if (n < 2) {
    const few = none("needs at least two periods");
    return { alpha: few, beta: few, informationRatio: few, trackingError: few };
  }
  const meanReturn = s.sums(returns).sum / n;
  const meanBenchmark = s.sums(benchmark).sum / n;
  const { xy, xx, difference } = s.coSums(benchmark, returns, meanBenchmark, meanReturn);
  const rate = riskFree / periodsPerYear;
  const beta: Value = xx > 0 ? xy / xx : none("the benchmark does not vary");
  const deviation = Math.sqrt(difference / (n - 1));
  return {
    beta,
    alpha: typeof beta === "number" ? periodsPerYear * (meanReturn - rate - beta * (meanBenchmark - rate)) : beta,
    trackingError: deviation * Math.sqrt(periodsPerYear),
    informationRatio:
      deviation > 0
        ? ((meanReturn - meanBenchmark) / deviation) * Math.sqrt(periodsPerYear)
        : none("returns do not differ from the benchmark's"),
  };
}

/** Pearson's correlation of the returns with the benchmark's, both (nPeriods). */
export function benchmarkCorrelation(s: Statistics, { returns }: ReturnSeries, benchmark: Float64Array): Value {
  if (returns.length < 2) return none("needs at least two periods");
  return finite(s.correlation(benchmark, returns), "the returns or the benchmark's do not vary");
}
