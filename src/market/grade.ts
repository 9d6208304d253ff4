import { GRADES, type Grade } from "../contracts/bars.js";

/** The most that a finding may be for excellent, good, acceptable and poor; beyond the last it is critical. */
export type Limits = readonly [excellent: number, good: number, acceptable: number, poor: number];

/** Missing bars as a share of the bars that should be there. */
export const MISSING_LIMITS: Limits = [0.0005, 0.005, 0.02, 0.1];
/** Bars without volume, as a share, in a source that has volume. */
export const ZERO_VOLUME_LIMITS: Limits = [0.002, 0.02, 0.1, 0.5];
/** Outliers as a share; the largest moves of a real market are about one bar in a thousand. */
export const OUTLIER_LIMITS: Limits = [0.003, 0.01, 0.03, 0.1];
/** Longest run of equal closes, in bars. */
export const FLAT_RUN_LIMITS: Limits = [30, 120, 600, 3_000];
/** Off-grid stamps as a share. Their bars are still bars: they never make a series worse than acceptable. */
export const OFF_GRID_LIMITS: Limits = [0.0005, 0.01, 1, 1];

export function gradeOf(finding: number, limits: Limits): Grade {
  const rank = limits.findIndex((limit) => finding <= limit);
  return rank < 0 ? "critical" : (GRADES[rank] as Grade);
}
