/**
 * Varanus: one WebAssembly kernel, the same answer to the bit in Node, in a browser and in a notebook.
 *
 *     import { load } from "varanus";
 *     const v = await load();
 *     const result = v.backtest(v.sample(), { strategy: "ewmac", stops: ["percentage"] });
 *     result.metrics.sharpe;
 */

export type { BacktestOptions, RunningBacktest, Snapshot } from "./backtest/backtest.js";
export { configError } from "./backtest/config-error.js";
export type { RunningPortfolio, SleeveSource, SleeveSources } from "./backtest/portfolio.js";
export { accountBenchmark } from "./backtest/portfolio-bars.js";
export { keysOfPortfolio, resolvePortfolio } from "./backtest/portfolio-config.js";
export { accountCsv, accountFillsCsv, sleeveTradesCsv } from "./backtest/portfolio-csv.js";
export { type AccountFill, PortfolioResult, type SleeveResult } from "./backtest/portfolio-result.js";
export { resolveConfig } from "./backtest/resolve.js";
export { Result } from "./backtest/result.js";
export { equityCsv, tradesCsv } from "./backtest/result-csv.js";
export type {
  Stream,
  StreamFill,
  StreamOptions,
  StreamSnapshot,
  StreamStep,
} from "./backtest/stream.js";
export type { Trace } from "./backtest/trace.js";
export { VERSION } from "./backtest/version.js";
export type { Bars, Gap, Quality, Timeframe } from "./contracts/bars.js";
export { canonicalColumns, canonicalJson, sha256 } from "./contracts/canonical.js";
export {
  type BacktestConfig,
  type BacktestInput,
  backtestSchema,
  documentSchema,
  type RunDocument,
  type SourceInput,
  sourceSchema,
} from "./contracts/config.js";
export { closest, type ErrorDetail, unknownName, VaranusError } from "./contracts/errors.js";
export {
  type Fan,
  MONTE_CARLO_METHODS,
  type MonteCarlo,
  type MonteCarloMethod,
  type MonteCarloOptions,
  type MonteCarloSettings,
  type Quantiles,
} from "./contracts/monte-carlo.js";
export type { OrderRequest, OrderType, TimeInForce, WorkingOrder } from "./contracts/orders.js";
export {
  allowed,
  bool,
  choice,
  float,
  int,
  type ParameterSpec,
  type ParameterValue,
  type ParameterValues,
  specOf,
} from "./contracts/parameters.js";
export {
  type PortfolioConfig,
  type PortfolioDocument,
  type PortfolioInput,
  portfolioDocumentSchema,
  portfolioSchema,
} from "./contracts/portfolio.js";
export { exitText, rejectionText } from "./contracts/reasons.js";
export type {
  AmbiguityBounds,
  ExitReason,
  Metrics,
  Plot,
  PlotTitle,
  RejectReason,
  Replay,
  ResultJson,
  Trade,
} from "./contracts/result.js";
export type { SignalColumns } from "./contracts/signals.js";
export { monteCarloJson } from "./evidence/monte-carlo/json.js";
export type { RunningMonteCarlo } from "./evidence/monte-carlo/monte-carlo.js";
export type { MonteCarloPlan } from "./evidence/monte-carlo/plan.js";
export { Gathered, type PathRange, type RangeComputer } from "./evidence/monte-carlo/range.js";
export { type EquityCurve, type MonteCarloRun, monteCarloRunOf } from "./evidence/monte-carlo/run.js";
export { summariseMonteCarlo } from "./evidence/monte-carlo/summary.js";
export type { IndicatorColumns, IndicatorOptions, IndicatorRequest, IndicatorSeries } from "./indicator-columns.js";
export { INDICATOR_SERIES, indicatorParams } from "./indicator-columns.js";
export { IndicatorStream, type IndicatorStreamOptions } from "./indicator-stream.js";
export { INDICATOR_FAMILIES, INDICATORS, indicatorNamed } from "./indicators/catalogue.js";
export { type Indicator, recordedInputs } from "./indicators/define.js";
export { monteCarloHtml, portfolioHtml, reportHtml, sweepHtml } from "./lazy-report.js";
export { atClose, type StampedColumns } from "./market/at-close.js";
export { createBars, describeBars, sliceBars } from "./market/bars.js";
export type { BookBreak, BookDelta, BookEvent, BookLevels, BookSnapshot } from "./market/book-events.js";
export { type BookSnapshots, bookSnapshots, type RebuiltBook } from "./market/book-snapshots.js";
export { type FundingSeries, withFunding } from "./market/funding.js";
export { OrderBook } from "./market/order-book.js";
export type { StreamBar } from "./market/stream-bar.js";
export { type SyntheticOptions, sampleLength } from "./market/synthetic.js";
export { formatTime, parseTime } from "./market/times.js";
export { FLOW_NAMES, type FlowColumns, type TradeBars, type TradeBarsOptions, tradeBars } from "./market/trade-bars.js";
export type { Trades } from "./market/trades.js";
export {
  METRIC_GROUPS,
  type MetricEntry,
  type MetricTitles,
  type MetricUnit,
  metricEntry,
} from "./metrics/catalogue.js";
export { hasParts, isFurtherPart, PARTS } from "./report/charts/trade-selection.js";
export { commandLine, type Flags as CommandFlags, indicatorLine } from "./report/command-line.js";
export { type CostLine, type Costs, costsOf } from "./report/costs.js";
export { type ExitSummary, exitSummaries } from "./report/exits.js";
export { type Evidence, type Finding, findings, type Judgement, replayText } from "./report/findings.js";
export { money } from "./report/format.js";
export type { ReportOptions } from "./report/html.js";
export { mayHaveLevels } from "./report/levels.js";
export { metricText } from "./report/metric-text.js";
export { monteCarloRows } from "./report/monte-carlo-rows.js";
export { type PortfolioCurves, portfolioCurves, type SleeveCurve } from "./report/portfolio-curves.js";
export { ofPositions } from "./report/positions.js";
export {
  combinationAt,
  combinationText,
  metricValueText as sweepValueText,
  metricWords as sweepMetricWords,
  ranked as rankSweep,
  type SweepMap,
  sweepMap,
  variedNames,
} from "./report/sweep-map.js";
export type { SweepPageOptions } from "./report/sweep-page.js";
export { gainText, overfitText, plateauText } from "./report/sweep-words.js";
export { SIZERS } from "./risk/sizers/catalogue.js";
export { SLIPPAGES } from "./risk/slippage/catalogue.js";
export { STOPS } from "./risk/stops/catalogue.js";
export { readBookEvents } from "./sources/book-events.js";
export { type BookOptions, readBookSnapshots } from "./sources/book-snapshots-csv.js";
export { type FinerCover, finerCover } from "./sources/finer-cover.js";
export { type FundedBars, fundBars } from "./sources/funded-bars.js";
export { type FundingOptions, readFunding } from "./sources/funding-csv.js";
export { type MarginTier, parseMarginTier } from "./sources/margin-tier.js";
export { type LoadedBars, type ReadOptions, readBars } from "./sources/read-bars.js";
export { readSignals } from "./sources/signals-csv.js";
export { cutBars, parseSpan, type Span } from "./sources/span.js";
export { readTrades, type TradesOptions } from "./sources/trades-csv.js";
export { STRATEGIES } from "./strategies/catalogue.js";
export type { Context, Flags, Operand, Series } from "./strategies/context.js";
export {
  type AnyStrategy,
  defineStrategy,
  type EventColumns,
  type EventStrategy,
  isEventDriven,
  type Signals,
  type Strategy,
} from "./strategies/define.js";
export type { EntryOptions, HeldPosition, Turn, TurnFill } from "./strategies/turn.js";
export { type Grid, MOST_COMBINATIONS, parseValues, type SweepValues } from "./studies/grid.js";
export {
  joinSweeps,
  type RunningSweep,
  SWEEP_METRICS,
  type SweepColumns,
  type SweepIdentity,
  type SweepMetric,
  type SweepOptions,
  type SweepPart,
  type SweepResult,
  sweepGrid,
  sweepIdentity,
  sweepVariables,
  sweptConfig,
} from "./studies/sweep.js";
export type { Variable, Variables } from "./studies/variables.js";
export { load, Varanus } from "./varanus.js";
