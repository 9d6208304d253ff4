import { type PortfolioInput, type Span, VaranusError } from "../../src/index.js";
import {
  createPool,
  type ExportOutput,
  FUNDING,
  type LoadOutput,
  PORTFOLIO,
  PORTFOLIO_EXPORT,
  type PortfolioExportKind,
  type PortfolioOutput,
  type RunOptions,
} from "../../src/runtime/browser/index.js";
import type { FundingSource } from "../session.js";
import { readSource, type Source, SPAWN } from "../workers.js";

/** One series that sleeves can trade, and the key by which the worker keeps it. */
export interface HeldSeries extends Span {
  readonly key: string;
  readonly source: Source;
  readonly funding?: FundingSource | undefined;
}

export interface PortfolioRun {
  readonly config: PortfolioInput;
  /** What each sleeve trades, and by what where it has no strategy. */
  readonly sleeves: readonly { readonly series: HeldSeries; readonly signals?: File | undefined }[];
}

const RESULT = "portfolio";
const fundingKey = ({ key }: HeldSeries) => `${key} funding`;

/** The worker of portfolios: it holds their series and the last result. The page keeps the sources, so one that has died is given them again. */
export class PortfolioSession {
  private readonly pool = createPool({ spawn: SPAWN });
  /** What the worker has, by key. */
  private readonly read = new Map<string, Pick<HeldSeries, "source" | "funding">>();
  private run: PortfolioRun | undefined;

  async load(series: HeldSeries, options: RunOptions): Promise<LoadOutput> {
    // of a series that comes under a key that was used before the worker gives up the old one
    this.read.delete(series.key);
    const output = await readSource(this.pool, series.key, series.source, options);
    const { funding, key } = series;
    if (funding) {
      const file = { name: funding.file.name, content: funding.file };
      const input = { keep: fundingKey(series), file, symbol: funding.symbol, data: key };
      await this.pool.run(FUNDING, input, { signal: options.signal });
    }
    this.read.set(key, series);
    return output;
  }

  async portfolio(run: PortfolioRun, options: RunOptions): Promise<PortfolioOutput> {
    const output = await this.restoring(run, () => this.simulate(run, options));
    this.run = run;
    return output;
  }

  export(kind: PortfolioExportKind): Promise<ExportOutput> {
    const { run } = this;
    const write = () => this.pool.run(PORTFOLIO_EXPORT, { result: RESULT, kind });
    if (run === undefined) return write();
    return this.restoring(run, write, () => this.simulate(run, {}));
  }

  private has({ key, source, funding }: HeldSeries): boolean {
    const there = this.read.get(key);
    return there?.source === source && there.funding === funding;
  }

  private simulate({ config, sleeves }: PortfolioRun, options: RunOptions): Promise<PortfolioOutput> {
    const inputs = sleeves.map(({ series, signals }) => ({
      data: series.key,
      from: series.from,
      to: series.to,
      ...(series.funding ? { funding: fundingKey(series) } : {}),
      ...(signals ? { signalsFile: { name: signals.name, content: signals } } : {}),
    }));
    return this.pool.run(PORTFOLIO, { config, sleeves: inputs, keep: RESULT }, options);
  }

  /** Performs `task`, for which the worker needs the run's series; once more, and `before` it, if a new worker lacks them. */
  private async restoring<T>(run: PortfolioRun, task: () => Promise<T>, before?: () => Promise<unknown>): Promise<T> {
    const load = async () => {
      for (const { series } of run.sleeves) if (!this.has(series)) await this.load(series, {});
    };
    await load();
    try {
      return await task();
    } catch (error) {
      const lacks = error instanceof VaranusError && error.code === "worker" ? error.path : "";
      if (lacks !== RESULT && !this.read.has(lacks.replace(/ funding$/, ""))) throw error;
      this.read.clear();
      await load();
      await before?.();
      return task();
    }
  }
}
