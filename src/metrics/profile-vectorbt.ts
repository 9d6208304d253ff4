import type { Statistics } from "../kernel/statistics.js";
import { timeframeMs } from "../market/timeframes.js";
import type { Run } from "./run-metrics.js";
import { tradeMetrics } from "./trade-metrics.js";
import { none, type Value } from "./values.js";

const YEAR_MS = 365 * 86_400_000;

/** Statistics as vectorbt 0.25 defines them: per-bar returns of the value, 365 days a year, no risk-free rate. */
export function vectorbtStatistics(s: Statistics, run: Run): Record<string, Value> {
  const { bars, equity, trades, config } = run;
  const n = equity.length;
  const final = equity[n - 1] as number;
  const perYear = YEAR_MS / timeframeMs(bars.timeframe);
  const returns = s.returns(equity, config.capital);
  const { sum, squares, maxDrawdown: deepest } = run.summary;
  const mean = sum / n;
  const deviation = Math.sqrt(Math.max(0, (squares - sum * mean) / (n - 1)));
  const downside = Math.sqrt(s.partialSums(returns, 0).squaredLosses / n);
  const annual = s.pow(final / config.capital, perYear / n) - 1;
  const shared = tradeMetrics(trades) as Record<string, Value>;
  const flat = none("returns do not vary");
  return {
    total_return_pct: 100 * (final / config.capital - 1),
    sharpe: deviation > 0 ? (mean / deviation) * Math.sqrt(perYear) : flat,
    sortino: downside > 0 ? (mean * perYear) / (downside * Math.sqrt(perYear)) : flat,
    calmar: deepest > 0 ? annual / deepest : none("there was no drawdown"),
    max_drawdown_pct: -100 * deepest,
    trades: trades.length,
    win_rate_pct: shared["winRatePct"] as Value,
    profit_factor: shared["profitFactor"] as Value,
    expectancy: shared["expectancy"] as Value,
    sqn: shared["sqn"] as Value,
    exposure_pct: (100 * run.barsInMarket) / n,
    fees_paid: run.costs.commission,
    value_final: final,
  };
}
