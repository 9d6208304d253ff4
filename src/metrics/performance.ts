import type { Statistics } from "../kernel/statistics.js";
import { finite, type MetricGroup, none, type Value } from "./values.js";

/** A series of simple returns and how it is annualised. */
export interface ReturnSeries {
  /** Simple returns per period (nPeriods), the first against the start capital. */
  readonly returns: Float64Array;
  /** 365, 252, or bars per year. */
  readonly periodsPerYear: number;
  /** Annual, fraction; per period it is riskFree / periodsPerYear. */
  readonly riskFree: number;
}

const FEW = "needs at least two periods";
const FLAT = "returns do not vary";
const BOTTOM = "no period returned less than the risk-free rate";
const NO_LOSS = "no period lost";

/** Sums of a return series, of which mean and sample deviation (ddof 1) follow. */
export interface Deviation {
  n: number;
  mean: number;
  /** ddof 1; NaN with fewer than two periods. */
  deviation: number;
}

export function deviationOf(n: number, { sum, squares }: { sum: number; squares: number }): Deviation {
  const mean = sum / n;
  return { n, mean, deviation: Math.sqrt(Math.max(0, (squares - sum * mean) / (n - 1))) };
}

/** mean(r - rf) / sd(r, ddof 1) x sqrt(P), and sd x sqrt(P). Sharpe, Journal of Portfolio Management 21 (1994). */
export function sharpeAndVolatility(d: Deviation, periodsPerYear: number, riskFree: number): Record<string, Value> {
  if (d.n < 2) return { sharpe: none(FEW), annualVolatility: none(FEW) };
  const root = Math.sqrt(periodsPerYear);
  return {
    annualVolatility: d.deviation * root,
    sharpe: d.deviation > 0 ? ((d.mean - riskFree / periodsPerYear) / d.deviation) * root : none(FLAT),
  };
}

/** end / start to the power periodsPerYear / n, minus 1. */
export function cagr(s: Statistics, growth: number, periods: number, periodsPerYear: number): Value {
  if (periods < 1) return none("needs at least one period");
  if (!(growth > 0)) return growth === 0 ? -1 : none("equity ended below zero");
  return finite(s.pow(growth, periodsPerYear / periods) - 1, "the growth is too large to annualise");
}

export const DOWNSIDE_NAMES = ["sortino", "downsideDeviation", "omega", "omegaRiskFree", "gainToPain"] as const;

/**
 * Sortino: mean(r - rf) / sqrt(mean(min(r - rf, 0)^2)) x sqrt(P), the downside over all periods (Sortino and van der Meer 1991).
 * Omega: sum of gains over sum of losses about 0, and about rf (Keating and Shadwick 2002). Gain to pain: sum of r over sum of
 * losses (Schwager, Hedge Fund Market Wizards, 2012).
 */
export function downside(s: Statistics, { returns, periodsPerYear, riskFree }: ReturnSeries): Record<string, Value> {
  const n = returns.length;
  if (n < 2) return all(DOWNSIDE_NAMES, FEW);
  const rate = riskFree / periodsPerYear;
  const { sum } = s.sums(returns);
  const below = s.partialSums(returns, rate);
  const about = s.partialSums(returns, 0);
  const downsideDeviation = Math.sqrt(below.squaredLosses / n);
  return {
    downsideDeviation,
    sortino: downsideDeviation > 0 ? ((sum / n - rate) / downsideDeviation) * Math.sqrt(periodsPerYear) : none(BOTTOM),
    omega: about.losses > 0 ? about.gains / about.losses : none(NO_LOSS),
    omegaRiskFree: below.losses > 0 ? below.gains / below.losses : none(BOTTOM),
    gainToPain: about.losses > 0 ? sum / about.losses : none(NO_LOSS),
  };
}

/**
 * mean(r - rf) / sd(those r - rf that are below 0, ddof 1) x sqrt(P): the Sortino ratio of those who take the deviation of the
 * losing periods alone. Losses that are alike count as no risk in it; `sortino` is the published one.
 */
export function sortinoNegativeOnly(s: Statistics, { returns, periodsPerYear, riskFree }: ReturnSeries): Value {
  const n = returns.length;
  if (n < 2) return none(FEW);
  const rate = riskFree / periodsPerYear;
  const below = returns.filter((r) => r < rate).map((r) => r - rate);
  if (below.length < 2) return none("fewer than two periods returned less than the risk-free rate");
  if (below.every((excess) => excess === below[0])) return none("the periods below the risk-free rate are all alike");
  const mean = s.sums(below).sum / below.length;
  const deviation = Math.sqrt(s.centralSums(below, mean)[0] / (below.length - 1));
  return ((s.sums(returns).sum / n - rate) / deviation) * Math.sqrt(periodsPerYear);
}

export const SHAPE_NAMES = ["skew", "kurtosis", "skewAdjusted", "excessKurtosisAdjusted"] as const;

/**
 * Population moments g1 = m3 / m2^1.5 and m4 / m2^2 (normal = 3). Adjusted for the size of the sample (Joanes and Gill 1998, G1 and
 * G2): sqrt(n (n - 1)) / (n - 2) x g1, and (n - 1) / ((n - 2) (n - 3)) x ((n + 1) (kurtosis - 3) + 6), normal = 0.
 */
export function shape(s: Statistics, returns: Float64Array): Record<string, Value> {
  const n = returns.length;
  if (n < 2) return all(SHAPE_NAMES, FEW);
  const [second, third, fourth] = s.centralSums(returns, s.sums(returns).sum / n);
  const variance = second / n;
  if (!(variance > 0)) return all(SHAPE_NAMES, FLAT);
  const skew = third / n / (variance * Math.sqrt(variance));
  const kurtosis = fourth / n / (variance * variance);
  return {
    skew,
    kurtosis,
    skewAdjusted: n > 2 ? (Math.sqrt(n * (n - 1)) / (n - 2)) * skew : none("needs at least three periods"),
    excessKurtosisAdjusted:
      n > 3 ? ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * (kurtosis - 3) + 6) : none("needs at least four periods"),
  };
}

export const TAIL_NAMES = ["var95", "cvar95", "tailRatio"] as const;

/**
 * Value at risk: minus the 5 % quantile (linear interpolation), a positive loss. CVaR: minus the mean of the returns at or below
 * it. Tail ratio: |95 % quantile| / |5 % quantile|.
 */
export function tails(s: Statistics, returns: Float64Array): Record<string, Value> {
  if (returns.length < 2) return all(TAIL_NAMES, FEW);
  const sorted = s.sorted(returns);
  const low = s.quantile(sorted, 0.05);
  const high = s.quantile(sorted, 0.95);
  let sum = 0;
  let count = 0;
  while (count < sorted.length && (sorted[count] as number) <= low) sum += sorted[count++] as number;
  return {
    // from 0, for minus a quantile of 0 is -0
    var95: 0 - low,
    cvar95: (0 - sum) / count,
    tailRatio: low !== 0 ? Math.abs(high) / Math.abs(low) : none("the 5 % quantile is 0"),
  };
}

/** Value at risk of normal returns with this mean and deviation: -(mean + sd(ddof 1) x z(5 %)), a positive loss (RiskMetrics 1996). */
export function varGaussian95(s: Statistics, { n, mean, deviation }: Deviation): Value {
  return n < 2 ? none(FEW) : 0 - (mean + deviation * s.normalQuantile(0.05));
}

/** Periods with a return above 0, percent of all. */
export function positivePeriodsPct(returns: Float64Array): Value {
  if (returns.length === 0) return none("needs at least one period");
  let count = 0;
  for (const r of returns) if (r > 0) count++;
  return (100 * count) / returns.length;
}

/** Pearson's correlation of the returns with those of the period before. */
export function autocorrelation1(s: Statistics, returns: Float64Array): Value {
  const n = returns.length;
  if (n < 3) return none("needs at least three periods");
  return finite(s.correlation(returns.subarray(0, n - 1), returns.subarray(1)), FLAT);
}

/** The groups of a return series that need nothing else. */
export function returnGroups(s: Statistics, series: () => ReturnSeries, deviation: () => Deviation): MetricGroup[] {
  const one = (name: string, compute: () => Value): MetricGroup => ({
    names: [name],
    compute: () => ({ [name]: compute() }),
  });
  return [
    { names: DOWNSIDE_NAMES, compute: () => downside(s, series()) },
    one("sortinoNegativeOnly", () => sortinoNegativeOnly(s, series())),
    { names: SHAPE_NAMES, compute: () => shape(s, series().returns) },
    { names: TAIL_NAMES, compute: () => tails(s, series().returns) },
    one("varGaussian95", () => varGaussian95(s, deviation())),
    one("positivePeriodsPct", () => positivePeriodsPct(series().returns)),
    one("autocorrelation1", () => autocorrelation1(s, series().returns)),
  ];
}

function all(names: readonly string[], reason: string): Record<string, Value> {
  return Object.fromEntries(names.map((name) => [name, none(reason)]));
}
