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

export const DOWNSIDE_NAMES = ["sortino", "downsideDeviation", "omega"] as const;

/**
 * Sortino: mean(r - rf) / sqrt(mean(min(r - rf, 0)^2)) x sqrt(P), the downside over all periods (Sortino and van der Meer 1991).
 * Omega: sum of gains over sum of losses about 0 (Keating and Shadwick 2002).
 */
export function downside(s: Statistics, { returns, periodsPerYear, riskFree }: ReturnSeries): Record<string, Value> {
  const n = returns.length;
  if (n < 2) return { sortino: none(FEW), downsideDeviation: none(FEW), omega: none(FEW) };
  const rate = riskFree / periodsPerYear;
  const { sum } = s.sums(returns);
  const below = s.partialSums(returns, rate);
  const about = s.partialSums(returns, 0);
  const downsideDeviation = Math.sqrt(below.squaredLosses / n);
  return {
    downsideDeviation,
    sortino: downsideDeviation > 0 ? ((sum / n - rate) / downsideDeviation) * Math.sqrt(periodsPerYear) : none(BOTTOM),
    omega: about.losses > 0 ? about.gains / about.losses : none(NO_LOSS),
  };
}

export const SHAPE_NAMES = ["skew", "kurtosis"] as const;

/** Population moments m3 / m2^1.5 and m4 / m2^2 (normal = 3). */
export function shape(s: Statistics, returns: Float64Array): Record<string, Value> {
  const n = returns.length;
  if (n < 2) return { skew: none(FEW), kurtosis: none(FEW) };
  const [second, third, fourth] = s.centralSums(returns, s.sums(returns).sum / n);
  const variance = second / n;
  if (!(variance > 0)) return { skew: none(FLAT), kurtosis: none(FLAT) };
  return {
    skew: third / n / (variance * Math.sqrt(variance)),
    kurtosis: fourth / n / (variance * variance),
  };
}

export const TAIL_NAMES = ["var95", "cvar95", "tailRatio"] as const;

/**
 * Value at risk: minus the 5 % quantile (linear interpolation), a positive loss. CVaR: minus the mean of the returns at or below
 * it. Tail ratio: |95 % quantile| / |5 % quantile|.
 */
export function tails(s: Statistics, returns: Float64Array): Record<string, Value> {
  if (returns.length < 2) return { var95: none(FEW), cvar95: none(FEW), tailRatio: none(FEW) };
  const sorted = s.sorted(returns);
  const low = s.quantile(sorted, 0.05);
  const high = s.quantile(sorted, 0.95);
  let sum = 0;
  let count = 0;
  while (count < sorted.length && (sorted[count] as number) <= low) sum += sorted[count++] as number;
  return {
    var95: -low,
    cvar95: -sum / count,
    tailRatio: low !== 0 ? Math.abs(high) / Math.abs(low) : none("the 5 % quantile is 0"),
  };
}

/** The groups of a return series that need nothing else. */
export function returnGroups(s: Statistics, series: () => ReturnSeries): MetricGroup[] {
  return [
    { names: DOWNSIDE_NAMES, compute: () => downside(s, series()) },
    { names: SHAPE_NAMES, compute: () => shape(s, series().returns) },
    { names: TAIL_NAMES, compute: () => tails(s, series().returns) },
  ];
}
