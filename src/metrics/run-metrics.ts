import type { Bars } from "../contracts/bars.js";
import type { BacktestConfig } from "../contracts/config.js";
import { EXIT_REASONS, type FillColumns, type Metrics, type TradeColumns } from "../contracts/result.js";
import type { EquityFacts } from "../kernel/simulation.js";
import type { Statistics } from "../kernel/statistics.js";
import { timeframeMs } from "../market/timeframes.js";
import { againstBenchmark, BENCHMARK_NAMES, benchmarkCorrelation } from "./benchmark.js";
import { cagr, deviationOf, type ReturnSeries, returnGroups, shape, sharpeAndVolatility } from "./performance.js";
import { periodsPerYear } from "./periods.js";
import { minTrackRecordLength, probabilisticSharpe } from "./sharpe-inference.js";
import { TRADE_NAMES, tradedValue, tradeMetrics } from "./trade-metrics.js";
import { lazyMetrics, none, type Value } from "./values.js";

const DAY_MS = 86_400_000;

/** What a run leaves for its metrics. */
export interface Run {
  readonly bars: Bars;
  readonly config: BacktestConfig;
  readonly trades: TradeColumns;
  readonly fills: FillColumns;
  readonly equity: Float64Array;
  readonly costs: { readonly commission: number; readonly slippage: number; readonly funding: number };
  readonly summary: EquityFacts;
  /** Bars that end with a position. */
  readonly barsInMarket: number;
  /** Positions that were closed to their end. */
  readonly positions: number;
  /** Sum over the bars of the value of what was held, quote currency; from the fills where it is not given. */
  readonly heldNotional?: number;
}

/** Metrics of a single run (spec: metrics and robustness). Drawdowns are those of the equity at every bar's close. */
export function runMetrics(s: Statistics, run: Run): Metrics {
  const { bars, config, equity, trades } = run;
  const { capital, riskFree } = config;
  const n = equity.length;
  const perYear = periodsPerYear(run);
  const final = equity[n - 1] as number;
  const fx = bars.quality.calendar === "fx-week";

  // equity at the ends of the periods, and the benchmark's returns; it is bought at the first open, without costs
  const periods = once(() => (config.returns === "day" ? s.dailyLast(bars.timestamp, equity, fx) : equity));
  const benchmark = once(() => {
    const closes = config.returns === "day" ? s.dailyLast(bars.timestamp, bars.close, fx) : bars.close;
    return s.returns(closes, bars.open[0] as number);
  });
  const series = once(
    (): ReturnSeries => ({ returns: s.returns(periods(), capital), periodsPerYear: perYear, riskFree }),
  );
  const deviation = once(() =>
    config.returns === "bar" ? deviationOf(n, run.summary) : deviationOf(periods().length, s.sums(series().returns)),
  );
  const held = () => run.heldNotional ?? s.heldNotional(bars.close, run.fills.bar, run.fills.quantity);
  const deepest = () => run.summary.maxDrawdown;
  const growth = once(() => cagr(s, final / capital, periods().length, perYear));

  const lazy = lazyMetrics(
    [
      {
        names: ["initialCapital", "finalEquity", "netProfit", "returnPct", "fees", "slippageCost", "fundingPaid"],
        compute: () => ({
          initialCapital: capital,
          finalEquity: final,
          netProfit: final - capital,
          returnPct: 100 * (final / capital - 1),
          fees: run.costs.commission,
          slippageCost: run.costs.slippage,
          fundingPaid: run.costs.funding,
        }),
      },
      { names: ["cagr"], compute: () => ({ cagr: growth() }) },
      {
        names: ["turnover", "timeInMarketPct", "exposure"],
        compute: () => {
          const mean = s.sums(equity).sum / n;
          const ruined = none("mean equity is not above 0");
          return {
            turnover: mean > 0 ? tradedValue(run.fills) / mean : ruined,
            timeInMarketPct: (100 * run.barsInMarket) / n,
            exposure: mean > 0 ? held() / n / mean : ruined,
          };
        },
      },
      { names: ["maxDrawdown"], compute: () => ({ maxDrawdown: deepest() }) },
      {
        names: ["maxDrawdownDays", "longestDrawdownDays", "averageDrawdown", "drawdownCount", "ulcerIndex"],
        compute: () => drawdownMetrics(s, run),
      },
      {
        names: ["annualVolatility", "sharpe"],
        compute: () => sharpeAndVolatility(deviation(), perYear, riskFree),
      },
      ...returnGroups(s, series, deviation),
      {
        names: ["calmar"],
        compute: () => {
          const rate = growth();
          if (typeof rate !== "number") return { calmar: rate };
          return { calmar: deepest() > 0 ? rate / deepest() : none("there was no drawdown") };
        },
      },
      {
        names: BENCHMARK_NAMES,
        compute: () => ({
          ...againstBenchmark(s, series(), benchmark()),
          benchmarkReturnPct: 100 * ((bars.close[n - 1] as number) / (bars.open[0] as number) - 1),
        }),
      },
      {
        names: ["benchmarkCorrelation"],
        compute: () => ({ benchmarkCorrelation: benchmarkCorrelation(s, series(), benchmark()) }),
      },
      { names: ["psr", "minTrackRecordYears"], compute: () => inference(s, series().returns, perYear) },
      { names: ["positions"], compute: () => ({ positions: run.positions }) },
      { names: TRADE_NAMES, compute: () => tradeMetrics(trades) },
      { names: ["periods", "periodsPerYear"], compute: () => ({ periods: periods().length, periodsPerYear: perYear }) },
    ],
    { exits: () => exitCounts(trades) },
  );
  return lazy as unknown as Metrics;
}

function drawdownMetrics(s: Statistics, { bars, equity, config }: Run): Record<string, Value> {
  const d = s.drawdowns(equity, config.capital);
  const bar = timeframeMs(bars.timeframe);
  const whole = (bars.timestamp[bars.length - 1] as number) - (bars.timestamp[0] as number) + bar;
  const flat = none("there was no drawdown");
  // periods to days by the series' own mean step, so that weekends count
  const days = whole / bars.length / DAY_MS;
  return {
    maxDrawdownDays: d.deepest > 0 ? (d.troughIndex - d.peakIndex) * days : flat,
    longestDrawdownDays: d.count > 0 ? d.longest * days : flat,
    averageDrawdown: d.count > 0 ? d.averageDepth : flat,
    drawdownCount: d.count,
    ulcerIndex: Math.sqrt(d.squaredPercent / (equity.length + 1)),
  };
}

/** Probabilistic Sharpe ratio against 0 and minimum track record at 95 %, on the periods' returns without a risk-free rate. */
function inference(s: Statistics, returns: Float64Array, perYear: number): Record<string, Value> {
  const { mean, deviation, n } = deviationOf(returns.length, s.sums(returns));
  const { skew, kurtosis } = shape(s, returns) as { skew: Value; kurtosis: Value };
  if (typeof skew !== "number" || typeof kurtosis !== "number") return { psr: skew, minTrackRecordYears: skew };
  const estimate = { sharpe: mean / deviation, n, skew, kurtosis };
  const length = minTrackRecordLength(s, estimate, 0, 0.95);
  return {
    psr: probabilisticSharpe(s, estimate, 0),
    minTrackRecordYears: typeof length === "number" ? length / perYear : length,
  };
}

function exitCounts(trades: TradeColumns): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const code of trades.exitReason) {
    const reason = EXIT_REASONS[code] as string;
    counts[reason] = (counts[reason] ?? 0) + 1;
  }
  return counts;
}

function once<T>(compute: () => T): () => T {
  let value: { is: T } | undefined;
  return () => {
    value ??= { is: compute() };
    return value.is;
  };
}
