import { type BacktestOptions, backtest, type RunningBacktest, startBacktest } from "./backtest/backtest.js";
import { portfolio, type RunningPortfolio, type SleeveSources, startPortfolio } from "./backtest/portfolio.js";
import type { PortfolioResult } from "./backtest/portfolio-result.js";
import type { Result } from "./backtest/result.js";
import { Stream, type StreamOptions } from "./backtest/stream.js";
import type { Bars } from "./contracts/bars.js";
import type { BacktestInput } from "./contracts/config.js";
import { VaranusError } from "./contracts/errors.js";
import type { MonteCarlo, MonteCarloOptions } from "./contracts/monte-carlo.js";
import type { ParameterValues } from "./contracts/parameters.js";
import type { PortfolioInput } from "./contracts/portfolio.js";
import type { AmbiguityBounds } from "./contracts/result.js";
import { ambiguityBounds, type BoundsOptions } from "./evidence/ambiguity-bounds.js";
import { monteCarlo, type RunningMonteCarlo, startMonteCarlo } from "./evidence/monte-carlo/monte-carlo.js";
import { type MonteCarloPlan, planMonteCarlo } from "./evidence/monte-carlo/plan.js";
import { type RangeComputer, rangeComputer } from "./evidence/monte-carlo/range.js";
import { type MonteCarloRun, monteCarloRun } from "./evidence/monte-carlo/run.js";
import {
  type IndicatorOptions,
  type IndicatorRequest,
  type IndicatorSeries,
  indicatorColumns,
} from "./indicator-columns.js";
import { IndicatorStream, type IndicatorStreamOptions } from "./indicator-stream.js";
import { Engine } from "./kernel/engine.js";
import { Kernel } from "./kernel/kernel.js";
import { type SyntheticOptions, syntheticBars } from "./market/synthetic.js";
import { type RunningSweep, type SweepOptions, type SweepResult, startSweep } from "./studies/sweep.js";

/** Loads the kernel; every `load` is an instance with memory of its own. */
export async function load(): Promise<Varanus> {
  return new Varanus(await Engine.load());
}

/** The engine. All of it is synchronous where it is called: for long work put it into a worker. */
export class Varanus {
  constructor(private readonly engine: Engine) {}

  /** SHA-256 of the kernel's bytes. */
  get kernelSha256(): string {
    return Kernel.sha256;
  }

  /** Runs one strategy, or signals of your own, over one series of bars. */
  backtest(bars: Bars, config: BacktestInput, options?: BacktestOptions): Result {
    return backtest(this.engine, bars, config, options);
  }

  /** Runs one account with many sleeves; `sources[k]` are the bars, and signals, of `config.sleeves[k]`, of a pair both legs'. */
  portfolio(config: PortfolioInput, sources: readonly SleeveSources[]): PortfolioResult {
    return portfolio(this.engine, config, sources);
  }

  /** The same in portions, for a worker that has to answer in between. */
  startPortfolio(config: PortfolioInput, sources: readonly SleeveSources[]): RunningPortfolio {
    return startPortfolio(this.engine, config, sources);
  }

  /** A backtest that is given its bars one by one. */
  stream(config: BacktestInput, options: StreamOptions): Stream {
    return new Stream(this.engine, config, options);
  }

  /** Runs one strategy over one series with every combination of values; one row each. */
  sweep(bars: Bars, config: BacktestInput, options: SweepOptions): SweepResult {
    const running = this.startSweep(bars, config, options);
    try {
      while (running.advance(1_000_000));
      return running.finish();
    } catch (error) {
      running.dispose();
      throw error;
    }
  }

  /** The same in portions, for a worker that has to answer in between. */
  startSweep(bars: Bars, config: BacktestInput, options: SweepOptions): RunningSweep {
    return startSweep(this.engine, bars, config, options);
  }

  /** Lowest and highest final equity over the choices of the intrabar rule; see AmbiguityBounds. */
  ambiguityBounds(bars: Bars, config: BacktestInput, options?: BoundsOptions): AmbiguityBounds {
    return ambiguityBounds(this.engine, bars, config, options);
  }

  /** The same in portions, for a worker that has to answer in between. */
  start(bars: Bars, config: BacktestInput, options?: BacktestOptions): RunningBacktest {
    return startBacktest(this.engine, bars, config, options);
  }

  /**
   * What could have come of a run, had its trades, days, prices or entries been others; see MonteCarloOptions and MonteCarlo. Throws a
   * VaranusError where an option is out of range, or the run lacks what the method needs.
   */
  monteCarlo(run: Result | MonteCarloRun, options: MonteCarloOptions): MonteCarlo {
    return monteCarlo(this.engine, run, options);
  }

  /** The same in portions. */
  startMonteCarlo(run: Result | MonteCarloRun, options: MonteCarloOptions): RunningMonteCarlo {
    return startMonteCarlo(this.engine, run, options);
  }

  /** The same as plain data, of which workers take ranges (`monteCarloOn` of the runtime). */
  planMonteCarlo(run: Result | MonteCarloRun, options: MonteCarloOptions): MonteCarloPlan {
    return planMonteCarlo(this.engine, monteCarloRun(run), options);
  }

  /** Computes ranges of a plan's paths. */
  monteCarloRanges(plan: Pick<MonteCarloPlan, "work" | "marks" | "settings">): RangeComputer {
    return rangeComputer(this.engine, plan);
  }

  /**
   * An indicator's outputs (nBars) by name; `series` is the column for those that take any, `other` for those that take two, `columns` are those
   * beside the bars' for those that read a book or the flow of trades.
   */
  indicator(
    name: string,
    bars: Bars,
    params: ParameterValues = {},
    series: IndicatorSeries = "close",
    other?: IndicatorSeries,
    columns: Readonly<Record<string, Float64Array>> = {},
  ): Record<string, Float64Array> {
    const request = { name, params, series, columns, ...(other === undefined ? {} : { other }) };
    return this.indicators(bars, [request])[0] as Record<string, Float64Array>;
  }

  /** Several indicators at once, which is faster than one by one: each one's outputs (nBars) by name. */
  indicators(
    bars: Bars,
    requests: readonly IndicatorRequest[],
    options?: IndicatorOptions,
  ): Record<string, Float64Array>[] {
    return indicatorColumns(this.engine, bars, requests, options);
  }

  /** The same bar by bar, as a market gives them. */
  indicatorStream(requests: readonly IndicatorRequest[], options?: IndicatorStreamOptions): IndicatorStream {
    return new IndicatorStream(this.engine, requests, options);
  }

  /** The embedded synthetic market. */
  sample(options: SyntheticOptions = {}): Bars {
    const { bars = 1 } = options;
    if (!Number.isInteger(bars) || bars < 1 || bars > 50_000_000) {
      throw new VaranusError({
        code: "config",
        path: "bars",
        message: `${bars} bars: from 1 to 50000000 are possible`,
      });
    }
    return syntheticBars(this.engine, options);
  }

  /** Drops every column kept from earlier runs; the bars stay loaded. */
  clear(): void {
    this.engine.clear();
  }

  /** Gives up the memory of one series of bars. */
  forget(bars: Bars): void {
    this.engine.forget(bars);
  }

  /** Bytes of the kernel's memory, and of it in use. */
  get memory(): { total: number; used: number } {
    return this.engine.kernel.memory;
  }
}
