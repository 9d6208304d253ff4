import type { Metrics } from "../contracts/result.js";
import type { Statistics } from "../kernel/statistics.js";
import { backtestingPyStatistics } from "./profile-backtesting-py.js";
import { vectorbtStatistics } from "./profile-vectorbt.js";
import type { Run } from "./run-metrics.js";
import { lazyMetrics, type Value } from "./values.js";

/** Statistics of a run by the definitions (and under the names) of the engine whose profile it used. */
export function profileStatistics(s: Statistics, run: Run & { bankruptBar: number | null }): Metrics | undefined {
  const compute =
    run.config.profile === "backtesting.py"
      ? backtestingPyStatistics
      : run.config.profile === "vectorbt"
        ? vectorbtStatistics
        : undefined;
  if (compute === undefined) return undefined;
  const values: Record<string, Value> = compute(s, run);
  return lazyMetrics([{ names: Object.keys(values), compute: () => values }]) as unknown as Metrics;
}
