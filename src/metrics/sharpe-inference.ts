import type { Statistics } from "../kernel/statistics.js";
import { none, type Value } from "./values.js";

const EULER_MASCHERONI = 0.5772156649015329;
const E = Math.E;

/** A Sharpe ratio per period (never annualised) and what its error depends on. */
export interface SharpeEstimate {
  sharpe: number;
  /** Number of periods. */
  n: number;
  skew: number;
  /** Not excess: normal = 3. */
  kurtosis: number;
}

/** 1 - skew SR + (kurtosis - 1) / 4 SR^2: variance of the estimate, times n - 1. */
function spread({ sharpe, skew, kurtosis }: Omit<SharpeEstimate, "n">): number {
  return 1 - skew * sharpe + ((kurtosis - 1) / 4) * sharpe * sharpe;
}

/**
 * Probability that the true Sharpe ratio is above `benchmark` (per period).
 * Bailey and Lopez de Prado, The Sharpe Ratio Efficient Frontier, Journal of Risk 15 (2012).
 */
export function probabilisticSharpe(s: Statistics, estimate: SharpeEstimate, benchmark: number): Value {
  const variance = spread(estimate);
  if (!(variance > 0)) return none("the moments leave no valid error of the Sharpe ratio");
  if (estimate.n < 2) return none("needs at least two periods");
  return s.normalCdf(((estimate.sharpe - benchmark) * Math.sqrt(estimate.n - 1)) / Math.sqrt(variance));
}

/**
 * Expected largest Sharpe ratio of `trials` independent trials without skill whose Sharpe ratios have this variance.
 * Bailey and Lopez de Prado, The Deflated Sharpe Ratio, Journal of Portfolio Management 40 (2014), equation 1.
 */
export function expectedMaxSharpe(s: Statistics, varianceOfTrials: number, trials: number): number {
  if (trials <= 1) return 0;
  return (
    Math.sqrt(varianceOfTrials) *
    ((1 - EULER_MASCHERONI) * s.normalQuantile(1 - 1 / trials) +
      EULER_MASCHERONI * s.normalQuantile(1 - 1 / (trials * E)))
  );
}

/** Probabilistic Sharpe ratio against the expected largest of that many trials (2014, equation 2). */
export function deflatedSharpe(
  s: Statistics,
  estimate: SharpeEstimate,
  varianceOfTrials: number,
  trials: number,
): Value {
  return probabilisticSharpe(s, estimate, expectedMaxSharpe(s, varianceOfTrials, trials));
}

/** Periods needed until the Sharpe ratio is above `benchmark` with this confidence (2012, equation 11). */
export function minTrackRecordLength(
  s: Statistics,
  estimate: Omit<SharpeEstimate, "n">,
  benchmark: number,
  confidence: number,
): Value {
  if (!(estimate.sharpe > benchmark)) return none(`the Sharpe ratio is not above ${benchmark}`);
  const z = s.normalQuantile(confidence) / (estimate.sharpe - benchmark);
  return 1 + spread(estimate) * z * z;
}
