import type { PortfolioResult } from "../../backtest/portfolio-result.js";
import type { Bars, Quality, Timeframe } from "../../contracts/bars.js";
import type { BacktestInput } from "../../contracts/config.js";
import type { MonteCarlo, MonteCarloOptions } from "../../contracts/monte-carlo.js";
import type { PortfolioInput } from "../../contracts/portfolio.js";
import type {
  AmbiguityBounds,
  DataSummary,
  FillColumns,
  PlotTitle,
  ResultJson,
  TradeColumns,
} from "../../contracts/result.js";
import type { GivenColumns, SignalColumns } from "../../contracts/signals.js";
import type { MonteCarloPlan } from "../../evidence/monte-carlo/plan.js";
import type { PathRange } from "../../evidence/monte-carlo/range.js";
import type { IndicatorRequest, IndicatorSeries } from "../../indicator-columns.js";
import type { PortfolioCurves, SleeveCurve } from "../../report/portfolio-curves.js";
import type { FinerCover } from "../../sources/finer-cover.js";
import type { SweepValues } from "../../studies/grid.js";
import type { SweepPart } from "../../studies/sweep.js";
import type { TaskName } from "../protocol.js";

/**
 * The built-in tasks: their names, and what goes in and comes out. Programs and pages import this file; what the tasks do is in
 * the workers alone.
 *
 * What a task keeps stays in the worker that performed it, so a host that uses `keep` works with a pool of one.
 */

/** A file as the user gave it, or bytes that are in memory already. */
export interface GivenFile {
  /** Its name, for messages and for guesses at symbol and timeframe. */
  name: string;
  content: Blob | Uint8Array;
}

/** Reads a file of bars and keeps them. */
export const LOAD: TaskName<LoadInput, LoadOutput> = "load";
export interface LoadInput {
  keep: string;
  file: GivenFile;
  symbol?: string | undefined;
  timeframe?: Timeframe | undefined;
  calendar?: Quality["calendar"] | undefined;
  utcOffset?: string | undefined;
  /** ms UTC by the host's clock. */
  now?: number | undefined;
}
export interface LoadOutput {
  data: DataSummary;
  /** What was found and assumed, one plain sentence each. */
  notes: string[];
}

/** Combinations [from, to) of a sweep over bars that the pool provides. */
export const SWEEP: TaskName<SweepInput, SweepPart> = "sweep";
export interface SweepInput {
  data: string;
  config: BacktestInput;
  params: SweepValues;
  from: number;
  to: number;
  /** How many take part: they share the memory for columns. */
  workers: number;
  /** Bars of a lower timeframe. */
  finer?: string;
}

/** Makes bars of the synthetic market and keeps them. */
export const SAMPLE: TaskName<SampleInput, LoadOutput> = "sample";
export interface SampleInput {
  keep: string;
  seed: number;
  bars: number;
  timeframe: Timeframe;
  symbol?: string | undefined;
}

/** Reads a file of funding rates and keeps them for BACKTEST. */
export const FUNDING: TaskName<FundingInput, FundingOutput> = "funding";
export interface FundingInput {
  keep: string;
  file: GivenFile;
  /** Whose rates, where the file has several. */
  symbol?: string | undefined;
  /** Key of kept bars to hold the rates against. */
  data?: string | undefined;
}
export interface FundingOutput {
  rates: number;
  /** With `data`: how many bars there are, and how many of them a rate other than 0 falls into. */
  bars?: number;
  charged?: number;
}

/** Reads a file of finer bars and keeps them for BACKTEST. */
export const FINER: TaskName<FinerInput, FinerOutput> = "finer";
export interface FinerInput extends Omit<LoadInput, "timeframe"> {
  /** Key of kept bars to hold the finer ones against. */
  data?: string | undefined;
}
export interface FinerOutput extends LoadOutput {
  /** With `data`: how many bars there are, and how far the finer ones make them up. */
  cover: (FinerCover & { bars: number }) | undefined;
}

/** Runs one backtest. */
export const BACKTEST: TaskName<BacktestTaskInput, BacktestOutput> = "backtest";
export interface BacktestTaskInput {
  /** Key of the bars: provided to the pool, or kept by an earlier task. */
  data: string;
  config: BacktestInput;
  /** First and last bar, as on the command line; by default all bars. */
  from?: string | undefined;
  to?: string | undefined;
  /** Signals in place of a strategy, as columns or as a CSV. */
  signals?: SignalColumns | undefined;
  signalsFile?: GivenFile | undefined;
  /** Key of funding rates kept by FUNDING, for the bars that are run on. */
  funding?: string | undefined;
  /** Key of finer bars kept by FINER, for `intrabar: lower-timeframe`. */
  finer?: string | undefined;
  /** Key under which the worker keeps the Result for CANDLES and EXPORT. */
  keep?: string | undefined;
}
export interface BacktestOutput {
  /** The Result's JSON but for what is in the columns. */
  head: Omit<ResultJson, "trades" | "equity">;
  trades: TradeColumns;
  /** ms UTC, opens of the entry and exit bars (nTrades). */
  entryTime: Float64Array;
  exitTime: Float64Array;
  fills: FillColumns;
  /** What the strategy gives to be drawn; CANDLES has the columns. */
  plots: readonly PlotTitle[];
  /** Quote currency (nBars). */
  equity: Float64Array;
}

/** Bars, and the equity of a kept Result, in buckets: what a chart can show. */
export const CANDLES: TaskName<CandlesInput, Candles> = "candles";
export interface CandlesInput {
  /** Key of the kept bars. */
  data: string;
  /** Key of a kept Result: its bars, which may be a span of those, and its equity. */
  result?: string | undefined;
  /** Stretches of bars one after the other, each with the number of buckets that it may take. */
  stretches: readonly Stretch[];
  /** Whether to draw what the Result's strategy gives to be drawn. */
  plots?: boolean | undefined;
  /** Indicators of the bars; each is computed once and kept for as long as every call asks for it. */
  indicators?: readonly NamedIndicator[] | undefined;
}
/** An indicator of the bars' own columns. */
export interface NamedIndicator extends Omit<IndicatorRequest, "series" | "other"> {
  series?: IndicatorColumnName;
  other?: IndicatorColumnName;
}
export type IndicatorColumnName = Exclude<IndicatorSeries, Float64Array>;
export interface Stretch {
  /** Bars [from, to). */
  from: number;
  to: number;
  buckets: number;
}
/** Every column (nBuckets). */
export interface Candles {
  /** First bar of the bucket. */
  bar: Float64Array;
  /** ms UTC, open of that bar. */
  time: Float64Array;
  open: Float64Array;
  high: Float64Array;
  low: Float64Array;
  close: Float64Array;
  volume: Float64Array;
  /** Absent without a Result. */
  equity?: {
    open: Float64Array;
    high: Float64Array;
    low: Float64Array;
    close: Float64Array;
    /** Deepest drawdown in the bucket, fraction, at most 0. */
    drawdown: Float64Array;
  };
  /** The values on the buckets' last bars, NaN where there is none, in the order of the Result's `plotTitles`. */
  plots?: Float64Array[];
  /** Of each indicator that was asked for. */
  indicators?: IndicatorBuckets[];
}
/** The values on the buckets' last bars, NaN where there is none, in the order of the indicator's `outputs`; or in words why there are none. */
export type IndicatorBuckets = { columns: Float64Array[] } | { failure: string };

/** What the final equity of a kept Result could have been under every choice of the intrabar rule. */
export const BOUNDS: TaskName<{ result: string }, AmbiguityBounds> = "bounds";

/** The bars that a BACKTEST with the same input runs on, as plain data, for other workers. */
export const SERIES: TaskName<SeriesInput, SeriesOutput> = "series";
export type SeriesInput = Pick<BacktestTaskInput, "data" | "from" | "to" | "funding" | "finer">;
export interface SeriesOutput {
  bars: Bars;
  /** With `finer`. */
  finer?: Bars;
}

/** What Monte Carlo has to compute for a kept Result, for `monteCarloOn`. */
export const MONTE_CARLO_PLAN: TaskName<MonteCarloPlanInput, MonteCarloPlan> = "monte-carlo-plan";
export interface MonteCarloPlanInput {
  result: string;
  options: MonteCarloOptions;
}

/** A range of Monte Carlo paths, and the equity that their fan rests on; `monteCarloOn` (runtime/monte-carlo.ts) shares them out. */
export const MONTE_CARLO_PATHS: TaskName<MonteCarloPathsInput, PathRange> = "monte-carlo-paths";
export const MONTE_CARLO_FAN: TaskName<{ plan: string }, Float64Array> = "monte-carlo-fan";
export interface MonteCarloPathsInput {
  /** Key of a plan that was provided to the pool. */
  plan: string;
  /** Paths [from, to). */
  from: number;
  to: number;
}
/** What workers need of a plan. */
export type ProvidedPlan = Pick<MonteCarloPlan, "work" | "marks" | "settings">;

/** Levels and ambiguous bars of a kept Result in the buckets that CANDLES gives for the same stretches. */
export const LEVELS: TaskName<LevelsInput, LevelBuckets> = "levels";
export interface LevelsInput {
  result: string;
  stretches: readonly Stretch[];
}
/** Every column (nBuckets). */
export interface LevelBuckets {
  /** What the bucket's last bar was tested with, quote currency; NaN = none. */
  stop: Float64Array;
  target: Float64Array;
  /** Bars of the bucket on which the intrabar rule decided what came first. */
  ambiguous: Float64Array;
}

/** A kept Result as a file to save. */
export const EXPORT: TaskName<ExportInput, ExportOutput> = "export";
export const EXPORT_KINDS = ["report.html", "result.json", "trades.csv", "equity.csv"] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];
export interface ExportInput {
  result: string;
  kind: ExportKind;
  /** For the report: what could have come of the run. */
  monteCarlo?: MonteCarlo | undefined;
}
export interface ExportOutput {
  bytes: Uint8Array<ArrayBuffer>;
  /** MIME type. */
  type: string;
}

/** Runs one account with many sleeves. */
export const PORTFOLIO: TaskName<PortfolioTaskInput, PortfolioOutput> = "portfolio";
export interface PortfolioTaskInput {
  config: PortfolioInput;
  /** What each of `config.sleeves` trades, in their order; of a pair both legs. */
  sleeves: readonly (SleeveTaskInput | readonly [SleeveTaskInput, SleeveTaskInput])[];
  /** Key under which the worker keeps the PortfolioResult for PORTFOLIO_EXPORT. */
  keep?: string | undefined;
}
export interface SleeveTaskInput extends Partial<Omit<BacktestTaskInput, "config" | "keep">> {
  given?: GivenColumns;
}
type PortfolioJson = ReturnType<PortfolioResult["toJSON"]>;
export interface PortfolioOutput extends PortfolioCurves {
  /** The PortfolioResult's JSON but for what is in the columns. */
  readonly head: Omit<PortfolioJson, "sleeves" | "fills">;
  /** Names that the fills' `symbol` is an index of. */
  readonly symbols: readonly string[];
  readonly account: PortfolioResult["account"];
  readonly fills: PortfolioResult["fills"];
  /** The symbols held by the sleeves' weights, quote currency (nMarks). */
  readonly benchmark: Float64Array;
  readonly sleeves: readonly SleeveOutput[];
}
/** A sleeve's JSON, and its columns. */
export interface SleeveOutput
  extends SleeveCurve,
    Omit<PortfolioJson["sleeves"][number], "name" | "trades" | "equity" | "slice"> {
  /** Index of the sleeve in the configuration; both legs of a pair have the same. */
  readonly index: number;
  readonly trades: TradeColumns;
  /** Its first slice grown by its own returns, quote currency (nBars). */
  readonly equity: Float64Array;
}

/** A kept PortfolioResult as a file to save. */
export const PORTFOLIO_EXPORT: TaskName<{ result: string; kind: PortfolioExportKind }, ExportOutput> =
  "portfolio-export";
export const PORTFOLIO_EXPORT_KINDS = ["report.html", "result.json", "account.csv", "fills.csv", "trades.csv"] as const;
export type PortfolioExportKind = (typeof PORTFOLIO_EXPORT_KINDS)[number];
