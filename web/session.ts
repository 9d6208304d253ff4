import { type BacktestInput, type Bars, type Span, type Timeframe, VaranusError } from "../src/index.js";
import {
  BACKTEST,
  type BacktestOutput,
  CANDLES,
  type Candles,
  createPool,
  EXPORT,
  type ExportKind,
  type ExportOutput,
  LOAD,
  type LoadOutput,
  type RunOptions,
  SAMPLE,
  type Stretch,
  spawnWebWorker,
} from "../src/runtime/browser/index.js";

/** Where the bars come from: enough to read them again when the worker has died. */
export type Source =
  | { kind: "file"; file: File; symbol?: string; timeframe?: Timeframe; calendar?: Calendar; utcOffset?: string }
  | { kind: "sample"; seed: number; bars: number; timeframe: Timeframe };

type Calendar = Bars["quality"]["calendar"];

export interface Run extends Span {
  config: BacktestInput;
  /** Signals in place of a strategy. */
  signals?: File | undefined;
}

/** Keys by which the worker keeps what it has. */
const DATA = "data";
const RESULT = "result";

/**
 * The page's one worker and what it holds. It reads, runs, aggregates and writes; the page keeps the sources of it all, so a worker
 * that has died is replaced and given them again when it is next needed.
 */
export class Session {
  private readonly pool = createPool({ spawn: spawnWebWorker(new URL("./worker.js", import.meta.url)) });
  private source: Source | undefined;
  private run: Run | undefined;

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

  async backtest(run: Run, options: RunOptions): Promise<BacktestOutput> {
    const output = await this.restoring(() => this.simulate(run, options));
    this.run = run;
    return output;
  }

  /** With `plots` the columns that the strategy gives to be drawn, too. */
  candles(stretches: readonly Stretch[], plots: boolean): Promise<Candles> {
    const input = () => ({ data: DATA, result: this.run && RESULT, stretches, plots });
    return this.restoring(() => this.pool.run(CANDLES, input()));
  }

  export(kind: ExportKind): Promise<ExportOutput> {
    return this.restoring(() => this.pool.run(EXPORT, { result: RESULT, kind }));
  }

  private read(source: Source, options: RunOptions): Promise<LoadOutput> {
    const { kind, ...rest } = source;
    if (kind === "sample") {
      return this.pool.run(SAMPLE, { keep: DATA, ...(rest as Omit<Source & { kind: "sample" }, "kind">) }, options);
    }
    const { file, ...told } = rest as Omit<Source & { kind: "file" }, "kind">;
    return this.pool.run(
      LOAD,
      { keep: DATA, file: { name: file.name, content: file }, now: Date.now(), ...told },
      options,
    );
  }

  private simulate({ config, from, to, signals }: Run, options: RunOptions): Promise<BacktestOutput> {
    const signalsFile = signals && { name: signals.name, content: signals };
    return this.pool.run(BACKTEST, { data: DATA, config, from, to, signalsFile, keep: RESULT }, options);
  }

  /** Performs `task`; once more, after giving a new worker what the old one had, if that is what it lacks. */
  private async restoring<T>(task: () => Promise<T>): Promise<T> {
    try {
      return await task();
    } catch (error) {
      const lacks = error instanceof VaranusError && error.code === "worker" ? error.path : "";
      if ((lacks !== DATA && lacks !== RESULT) || this.source === undefined) throw error;
      await this.read(this.source, {});
      if (this.run) await this.simulate(this.run, {});
      return task();
    }
  }
}
