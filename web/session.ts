import {
  type AmbiguityBounds,
  type BacktestInput,
  describeBars,
  type MonteCarlo,
  type MonteCarloOptions,
  type Span,
  type SweepResult,
  type SweepValues,
  VaranusError,
} from "../src/index.js";
import {
  BACKTEST,
  type BacktestOutput,
  BOUNDS,
  CANDLES,
  type Candles,
  createPool,
  EXPORT,
  type ExportKind,
  type ExportOutput,
  FINER,
  type FinerOutput,
  FUNDING,
  type FundingOutput,
  LEVELS,
  type LevelBuckets,
  type LoadOutput,
  MONTE_CARLO_PLAN,
  monteCarloOn,
  type RunOptions,
  SERIES,
  type SeriesOutput,
  type Stretch,
  sweepOnPool,
} from "../src/runtime/browser/index.js";
import type { AskedLines } from "./chart/price-chart.js";
import { readSource, type Source, SPAWN } from "./workers.js";

/** A file of funding rates; its identity is that of the rates. */
export interface FundingSource {
  readonly file: File;
  readonly symbol?: string;
}

/** A file of finer bars, told of what the bars' own file was told of; its identity is that of the bars. */
export interface FinerSource {
  readonly file: File;
}

export interface Run extends Span {
  config: BacktestInput;
  /** Signals in place of a strategy. */
  signals?: File | undefined;
  funding?: FundingSource | undefined;
  /** For `intrabar: lower-timeframe`. */
  finer?: FinerSource | undefined;
}

/** Keys by which the worker keeps what it has. */
const DATA = "data";
const RESULT = "result";
const FUNDINGS = "funding ";
const FINER_BARS = "finer";

/** Each has the bars for itself. */
const MOST_WORKERS = 8;

export interface Swept {
  readonly result: SweepResult;
  /** What it ran on. */
  readonly data: ReturnType<typeof describeBars>;
}

/**
 * The page's workers: one that holds what there is, and a crew for sweeps and paths. The one reads, runs, aggregates and writes; the page keeps the sources of it all, so a worker
 * that has died is replaced and given them again when it is next needed.
 */
export class Session {
  private readonly pool = createPool({ spawn: SPAWN });
  /** Workers for what many can share; each is started when it is first needed. */
  private readonly crew = createPool({
    spawn: SPAWN,
    size: Math.min(MOST_WORKERS, navigator.hardwareConcurrency || 2),
  });
  /** Of the result: what could have come of it. */
  private found: MonteCarlo | undefined;
  private source: Source | undefined;
  private run: Run | undefined;
  private readonly fundingKeys = new WeakMap<FundingSource, string>();
  private fundings = 0;
  /** What the worker has under FINER_BARS: they may be many, so that it keeps those of one file. */
  private finer: FinerSource | undefined;

  /** Where the bars come from that are there. */
  get data(): Source | undefined {
    return this.source;
  }

  /** The span of the bars that the result is of. */
  get span(): Span {
    const { from, to } = this.run ?? {};
    return { from, to };
  }

  get hasResult(): boolean {
    return this.run !== undefined;
  }

  /** Reads bars; the ones before stay if that fails. */
  async load(source: Source, options: RunOptions): Promise<LoadOutput> {
    const output = await this.read(source, options);
    this.source = source;
    this.run = undefined;
    return output;
  }

  /** Every combination of values, on all workers. */
  async sweep(run: Run, params: SweepValues, options: RunOptions): Promise<Swept> {
    const { bars, finer } = await this.restoring(() => this.series(run, options), run.funding);
    const data = describeBars(bars);
    return { data, result: await sweepOnPool(this.crew, bars, run.config, params, { ...options, finer }) };
  }

  /** What could have come of the result, on all workers. */
  async monteCarlo(options: MonteCarloOptions, running: RunOptions): Promise<MonteCarlo> {
    const { run } = this;
    const task = () => this.pool.run(MONTE_CARLO_PLAN, { result: RESULT, options }, { signal: running.signal });
    const found = await monteCarloOn(this.crew, await this.restoring(task), running);
    if (this.run === run) this.found = found;
    return found;
  }

  async backtest(run: Run, options: RunOptions): Promise<BacktestOutput> {
    const output = await this.restoring(() => this.simulate(run, options), run.funding);
    this.run = run;
    this.found = undefined;
    return output;
  }

  /** Of the result's bars, if there is one. */
  candles(stretches: readonly Stretch[], asked: AskedLines): Promise<Candles> {
    const input = () => ({ data: DATA, result: this.run && RESULT, stretches, ...asked });
    return this.restoring(() => this.pool.run(CANDLES, input()));
  }

  /** Reads funding rates and holds them against the bars that are there. */
  takeFunding(source: FundingSource, options: RunOptions): Promise<FundingOutput> {
    return this.restoring(() => this.readFunding(source, options));
  }

  /** Reads finer bars and holds them against the bars that are there. */
  takeFiner(source: FinerSource, options: RunOptions): Promise<FinerOutput> {
    return this.restoring(() => this.readFiner(source, options));
  }

  /** Levels and ambiguous bars of the result, for the stretches that its candles were asked for. */
  levels(stretches: readonly Stretch[]): Promise<LevelBuckets> {
    return this.restoring(() => this.pool.run(LEVELS, { result: RESULT, stretches }));
  }

  /** What the final equity could have been under every choice of the intrabar rule. */
  bounds(): Promise<AmbiguityBounds> {
    return this.restoring(() => this.pool.run(BOUNDS, { result: RESULT }));
  }

  export(kind: ExportKind): Promise<ExportOutput> {
    return this.restoring(() => this.pool.run(EXPORT, { result: RESULT, kind, monteCarlo: this.found }));
  }

  /** The bars of a run, for the crew. */
  private async series(run: Run, { signal }: RunOptions): Promise<SeriesOutput> {
    const { from, to } = run;
    if (run.finer && run.finer !== this.finer) await this.readFiner(run.finer, { signal });
    const funding = run.funding && this.fundingKey(run.funding);
    const finer = run.finer && FINER_BARS;
    return this.pool.run(SERIES, { data: DATA, from, to, funding, finer }, { signal });
  }

  private read(source: Source, options: RunOptions): Promise<LoadOutput> {
    return readSource(this.pool, DATA, source, options);
  }

  private readFunding(source: FundingSource, options: RunOptions): Promise<FundingOutput> {
    const { file, symbol } = source;
    const data = this.source && DATA;
    const given = { name: file.name, content: file };
    return this.pool.run(FUNDING, { keep: this.fundingKey(source), file: given, symbol, data }, options);
  }

  private async readFiner(source: FinerSource, options: RunOptions): Promise<FinerOutput> {
    const { file } = source;
    const { symbol, calendar, utcOffset } = this.source?.kind === "file" ? this.source : {};
    const told = { symbol, calendar, utcOffset, now: Date.now(), data: this.source && DATA };
    const given = { name: file.name, content: file };
    const output = await this.pool.run(FINER, { keep: FINER_BARS, file: given, ...told }, options);
    this.finer = source;
    return output;
  }

  private fundingKey(source: FundingSource): string {
    const key = this.fundingKeys.get(source) ?? `${FUNDINGS}${++this.fundings}`;
    this.fundingKeys.set(source, key);
    return key;
  }

  private async simulate(run: Run, options: RunOptions): Promise<BacktestOutput> {
    const { config, from, to, signals } = run;
    const signalsFile = signals && { name: signals.name, content: signals };
    const funding = run.funding && this.fundingKey(run.funding);
    if (run.finer && run.finer !== this.finer) await this.readFiner(run.finer, options);
    const finer = run.finer && FINER_BARS;
    return this.pool.run(
      BACKTEST,
      { data: DATA, config, from, to, signalsFile, funding, finer, keep: RESULT },
      options,
    );
  }

  /** Performs `task`; once more, after giving a new worker what the old one had, and the funding of the task, if it lacks that. */
  private async restoring<T>(task: () => Promise<T>, funding?: FundingSource): Promise<T> {
    try {
      return await task();
    } catch (error) {
      const lacks = error instanceof VaranusError && error.code === "worker" ? error.path : "";
      const ours = [DATA, RESULT, FINER_BARS].includes(lacks) || lacks.startsWith(FUNDINGS);
      if (!ours || this.source === undefined) throw error;
      this.finer = undefined;
      await this.read(this.source, {});
      if (funding) await this.readFunding(funding, {});
      if (this.run?.funding) await this.readFunding(this.run.funding, {});
      if (this.run) await this.simulate(this.run, {});
      return task();
    }
  }
}
