import { backtest, finerColumns, placeColumns, requireFiner } from "../backtest/backtest.js";
import { kernelSettings, resolveConfig } from "../backtest/resolve.js";
import { fundingColumns, isRead, riskColumns, tierColumns } from "../backtest/risk-columns.js";
import { strategyGraph } from "../backtest/signals.js";
import type { Bars } from "../contracts/bars.js";
import { canonicalColumns, canonicalJson, sha256, sha256Text } from "../contracts/canonical.js";
import type { BacktestConfig, BacktestInput } from "../contracts/config.js";
import { VaranusError } from "../contracts/errors.js";
import type { ParameterValue } from "../contracts/parameters.js";
import type { Engine } from "../kernel/engine.js";
import { type Column, Kernel } from "../kernel/kernel.js";
import { type RunSummary, SweepRunner } from "../kernel/sweep-runner.js";
import { finerBars } from "../market/finer.js";
import { timeframeMs } from "../market/timeframes.js";
import { deviationOf, sharpeAndVolatility } from "../metrics/performance.js";
import { periodsPerYear } from "../metrics/periods.js";
import { strategyNamed } from "../strategies/catalogue.js";
import { type AnyStrategy, isEventDriven, type Strategy } from "../strategies/define.js";
import { Grid, type ParameterColumn, type SweepValues } from "./grid.js";
import { tiled } from "./tiles.js";
import { Variables, withValues } from "./variables.js";

export interface SweepOptions {
  /**
   * Values of the strategy's parameters by their names, of others by their place in the configuration (`sizer.fraction`,
   * `stops.percentage.stop`, `slippageBps`); those that are not named keep what the configuration says.
   */
  params: SweepValues;
  /** A strategy of your own, in place of one out of the catalogue. */
  strategy?: AnyStrategy;
  /** Bars of a shorter timeframe, for `intrabar: lower-timeframe`. */
  finer?: Bars;
  /** Combinations [from, to) of all, for one of several workers. */
  from?: number;
  to?: number;
  /** How many workers share the machine's memory: each keeps so much less of it for columns. */
  workers?: number;
}

export const SWEEP_METRICS = ["finalEquity", "sharpe", "maxDrawdown", "trades", "fills"] as const;
export type SweepMetric = (typeof SWEEP_METRICS)[number];

/** One row a combination, in the order of the grid; NaN where a combination contradicts itself, or the value is undefined. */
export interface SweepColumns {
  /** Numbers as Float64Array, other values as they are (nCombinations). */
  readonly params: Readonly<Record<string, ParameterColumn>>;
  /** Quote currency, at the last close (nCombinations). */
  readonly finalEquity: Float64Array;
  /** As the metric of a backtest. */
  readonly sharpe: Float64Array;
  /** Positive fraction. */
  readonly maxDrawdown: Float64Array;
  /** Closed trades. */
  readonly trades: Float64Array;
  readonly fills: Float64Array;
}

export interface SweepResult {
  readonly columns: SweepColumns;
  readonly config: BacktestConfig;
  readonly length: number;
  /** Combinations that contradict themselves, by a rule of the strategy or of the configuration, and why the first of them does. */
  readonly skipped: { readonly count: number; readonly reason: string };
  /** SHA-256 of bars, configuration, kernel, values and columns. */
  readonly fingerprint: string;
}

/** A sweep that is taken through its combinations in portions, so that a worker can answer in between. */
export interface RunningSweep {
  /** Takes up to `count` further combinations; false when all are done. */
  advance(count: number): boolean;
  /** Share of the combinations done, 0 to 1. */
  readonly progress: number;
  finish(): SweepResult;
  dispose(): void;
}

/** Prepares a sweep; every value has been checked, nothing has run yet. */
export function startSweep(engine: Engine, bars: Bars, input: BacktestInput, options: SweepOptions): RunningSweep {
  const { strategy: own, finer, workers } = options;
  const config = resolveConfig(input, own, { varied: true });
  requireFiner(config, finer);
  const named = config.strategy;
  if (!named) throw strategyless();
  const strategy = own ?? strategyNamed(named.name);
  const variables = new Variables(config, strategy);
  const grid = new Grid(options.params, variables);
  const { from = 0, to = grid.size } = options;
  const length = to - from;
  const columns = {
    finalEquity: new Float64Array(length).fill(Number.NaN),
    sharpe: new Float64Array(length).fill(Number.NaN),
    maxDrawdown: new Float64Array(length).fill(Number.NaN),
    trades: new Float64Array(length).fill(Number.NaN),
    fills: new Float64Array(length).fill(Number.NaN),
  };
  const ofStrategy = grid.names.filter((name) => variables.isOfStrategy(name));
  const executing = grid.names.filter((name) => !variables.isOfStrategy(name));
  // combinations that share what executes the strategy stand together: it is set up once for all of them
  const tiles = tiled(from, to, grid.last);
  const together = executing.length === 0 ? undefined : grid.orderBy(executing, from, to);
  /** The combination that is done as the k-th, counted from `from`. */
  const order = (k: number) => (together ? (together[k] as number) : tiles(k) - from);
  const execution = new Execution(
    (k) => (together ? grid.key(executing, k) : ""),
    (values) => {
      const executed = resolveConfig(withValues(config, values, variables), own, { varied: true });
      return isEventDriven(strategy)
        ? oneByOne(engine, bars, executed, options)
        : vectorised(engine, bars, executed, strategy, finer, workers);
    },
  );
  let done = 0;
  let skipped = { count: 0, reason: "", first: length };
  return {
    advance(count) {
      const end = Math.min(length, done + count);
      for (; done < end; done++) {
        const at = order(done);
        const values = grid.at(from + at);
        const params: Record<string, ParameterValue> = { ...named.params };
        for (const name of ofStrategy) if (name in values) params[name] = values[name] as ParameterValue;
        const runs = execution.at(from + at, values);
        const broken = typeof runs === "string" ? runs : strategy.check?.(params as never);
        if (broken) {
          const first = at < skipped.first ? { reason: broken, first: at } : {};
          skipped = { ...skipped, count: skipped.count + 1, ...first };
          continue;
        }
        const row = (runs as Runs).run(params);
        for (const name of SWEEP_METRICS) columns[name][at] = row[name];
      }
      return done < length;
    },
    get progress() {
      return done / length;
    },
    finish() {
      execution.release();
      const params = paramColumns(grid, from, to);
      const { count, reason } = skipped;
      return resultOf(bars, config, { ...columns, params }, { count, reason });
    },
    dispose: () => execution.release(),
  };
}

/** What executes the strategy of one combination after the other: set up anew where the values that it depends on are others. */
class Execution {
  private runs: Runs | string | undefined;
  private key: string | undefined;

  constructor(
    /** Equal for combinations that share it. */
    private readonly keyOf: (k: number) => string,
    private readonly prepare: (values: Readonly<Record<string, ParameterValue>>) => Runs,
  ) {}

  /** The runs for combination k, or why its configuration contradicts itself. */
  at(k: number, values: Readonly<Record<string, ParameterValue>>): Runs | string {
    const key = this.keyOf(k);
    if (this.runs !== undefined && key === this.key) return this.runs;
    this.release();
    this.key = key;
    try {
      this.runs = this.prepare(values);
    } catch (error) {
      if (!(error instanceof VaranusError && error.code === "config")) throw error;
      this.runs = error.message;
    }
    return this.runs;
  }

  /** Gives its memory back; may be called again. */
  release(): void {
    if (typeof this.runs === "object") this.runs.dispose();
    this.runs = undefined;
  }
}

function strategyless(): VaranusError {
  return new VaranusError({
    code: "config",
    path: "strategy",
    message: "a sweep needs a strategy",
    hint: "name one (varanus strategies lists them)",
  });
}

type Row = Record<SweepMetric, number>;

interface Runs {
  run(params: Readonly<Record<string, ParameterValue>>): Row;
  dispose(): void;
}

/** Runs of a vectorised strategy: its columns are shared, and only what is asked for is kept. */
function vectorised(
  engine: Engine,
  bars: Bars,
  config: BacktestConfig,
  strategy: Strategy,
  finer: Bars | undefined,
  workers: number | undefined,
): Runs {
  const { kernel } = engine;
  const dataset = engine.dataset(bars);
  const lower = config.intrabar === "lower-timeframe" && finer ? finerBars(bars, finer, config.tickSize) : undefined;
  const wanted = { ...finerColumns(lower), ...riskColumns(config, bars), ...fundingColumns(bars, undefined) };
  const uploaded: Column[] = [];
  const columns = placeColumns(kernel, wanted, (name) => isRead(name, config), uploaded);
  const settings = kernelSettings(config, {
    barMs: timeframeMs(bars.timeframe),
    funded: columns.fundingAtOpen !== undefined,
    events: false,
  });
  const runner = new SweepRunner(kernel, dataset, {
    settings: { ...settings, capital: config.capital },
    finerCount: lower?.count ?? 0,
    tiers: tierColumns(config),
    columns,
    workers,
    days: config.returns === "day" ? { sundayIsMonday: bars.quality.calendar === "fx-week" } : undefined,
  });
  const perYear = periodsPerYear({ bars, config });
  const [readsAtr, readsInput] = [isRead("atr", config), isRead("input", config) && !columns.input];
  return {
    run(params) {
      const graph = strategyGraph(strategy, params, config.fill === "same-open");
      return rowOf(
        runner.run({
          signals: graph.packed,
          ...(readsAtr ? { atr: graph.atr } : {}),
          ...(readsInput ? { input: graph.confidence } : {}),
        }),
        perYear,
        config.riskFree,
      );
    },
    dispose() {
      runner.dispose();
      kernel.free(...uploaded.splice(0));
    },
  };
}

function rowOf({ periods, sum, squares, ...row }: RunSummary, perYear: number, riskFree: number): Row {
  const { sharpe } = sharpeAndVolatility(deviationOf(periods, { sum, squares }), perYear, riskFree);
  return { ...row, sharpe: typeof sharpe === "number" ? sharpe : Number.NaN };
}

/** Runs of an event-driven strategy, each a whole backtest. */
function oneByOne(engine: Engine, bars: Bars, config: BacktestConfig, { strategy, finer }: SweepOptions): Runs {
  const options = { ...(strategy ? { strategy } : {}), ...(finer ? { finer } : {}) };
  return {
    run(params) {
      const named = { name: config.strategy?.name ?? "", params };
      const result = backtest(engine, bars, { ...config, strategy: named } as BacktestInput, options);
      const number = (name: string) => (typeof result.metrics[name] === "number" ? result.metrics[name] : Number.NaN);
      return {
        finalEquity: number("finalEquity"),
        sharpe: number("sharpe"),
        maxDrawdown: number("maxDrawdown"),
        trades: result.trades.length,
        fills: result.fills.length,
      };
    },
    dispose: () => {},
  };
}

function paramColumns(grid: Grid, from: number, to: number): SweepColumns["params"] {
  return Object.fromEntries(grid.names.map((name) => [name, grid.column(name, from, to)]));
}

/** What a worker gives of its combinations. */
export type SweepPart = Pick<SweepResult, "columns" | "length" | "skipped">;

/** What a sweep can vary of a configuration. */
export function sweepVariables(input: BacktestInput, own?: AnyStrategy): Variables {
  const config = resolveConfig(input, own, { varied: true });
  if (!config.strategy) throw strategyless();
  return new Variables(config, own ?? strategyNamed(config.strategy.name));
}

/** The configuration of combination k: its backtest is the row. */
export function sweptConfig(
  { config, columns }: Pick<SweepResult, "config" | "columns">,
  k: number,
  own?: AnyStrategy,
): BacktestInput {
  const variables = sweepVariables(config as BacktestInput, own);
  const values = Object.fromEntries(
    Object.entries(columns.params)
      .map(([name, column]) => [name, column[k] as ParameterValue] as const)
      .filter(([, value]) => value !== undefined),
  );
  const ofStrategy = Object.entries(values).filter(([name]) => variables.isOfStrategy(name));
  const { name, params } = config.strategy as NonNullable<BacktestConfig["strategy"]>;
  const strategy = { name, params: { ...params, ...Object.fromEntries(ofStrategy) } };
  return { ...withValues(config, values, variables), strategy };
}

/** The combinations of a sweep, all of their values checked. */
export function sweepGrid(config: BacktestInput, params: SweepValues, own?: AnyStrategy): Grid {
  return new Grid(params, sweepVariables(config, own));
}

/** Columns of several workers, in the order of their combinations, as one result. `own`: the strategy, if it is one of your own. */
export function joinSweeps(
  bars: Bars,
  input: BacktestInput,
  parts: readonly SweepPart[],
  own?: AnyStrategy,
): SweepResult {
  const [first] = parts;
  if (!first) throw new Error("Invariant: a sweep has parts.");
  const joined = (pick: (part: SweepPart) => Float64Array) => {
    if (parts.length === 1) return pick(first);
    const column = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      column.set(pick(part), at);
      at += part.length;
    }
    return column;
  };
  const params = Object.fromEntries(
    Object.keys(first.columns.params).map((name) => {
      const pieces = parts.map((part) => part.columns.params[name] as ParameterColumn);
      if (pieces.every((piece) => piece instanceof Float64Array)) {
        return [name, joined((part) => part.columns.params[name] as Float64Array)];
      }
      return [name, pieces.flatMap((piece) => [...piece])];
    }),
  );
  const columns = {
    params,
    finalEquity: joined((part) => part.columns.finalEquity),
    sharpe: joined((part) => part.columns.sharpe),
    maxDrawdown: joined((part) => part.columns.maxDrawdown),
    trades: joined((part) => part.columns.trades),
    fills: joined((part) => part.columns.fills),
  };
  const skipped = {
    count: parts.reduce((sum, part) => sum + part.skipped.count, 0),
    reason: parts.find((part) => part.skipped.reason)?.skipped.reason ?? "",
  };
  return resultOf(bars, resolveConfig(input, own, { varied: true }), columns, skipped);
}

function resultOf(
  bars: Bars,
  config: BacktestConfig,
  columns: SweepColumns,
  skipped: SweepResult["skipped"],
): SweepResult {
  let fingerprint: string | undefined;
  return {
    columns,
    config,
    skipped,
    length: columns.finalEquity.length,
    get fingerprint() {
      fingerprint ??= fingerprintOf(bars, config, columns);
      return fingerprint;
    },
  };
}

/** What a sweep depends on, each as SHA-256: equal identities are equal sweeps. */
export interface SweepIdentity {
  readonly data: string;
  readonly configuration: string;
  readonly kernel: string;
  readonly values: string;
}

export function sweepIdentity(
  { bars, finer }: { bars: Bars; finer?: Bars | undefined },
  config: BacktestInput,
  params: SweepValues,
): SweepIdentity {
  return {
    data: finer ? sha256Text(`${bars.sha256} ${finer.sha256}`) : bars.sha256,
    configuration: sha256Text(canonicalJson(resolveConfig(config, undefined, { varied: true }))),
    kernel: Kernel.sha256,
    // the order of names and values is that of the rows
    values: sha256Text(canonicalJson(Array.isArray(params) ? params : Object.entries(params))),
  };
}

function fingerprintOf(bars: Bars, config: BacktestConfig, { params, ...rows }: SweepColumns): string {
  const values = Object.entries(params).map(([name, column]) => [
    name,
    column instanceof Float64Array ? sha256(canonicalColumns([column])) : sha256Text(canonicalJson(column)),
  ]);
  const outputs = sha256(canonicalColumns(SWEEP_METRICS.map((name) => rows[name])));
  return sha256Text(canonicalJson({ data: bars.sha256, config, kernel: Kernel.sha256, values, outputs }));
}
