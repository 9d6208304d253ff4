import type { Bars } from "../contracts/bars.js";
import { sha256Text } from "../contracts/canonical.js";
import type { BacktestConfig, BacktestInput } from "../contracts/config.js";
import { VaranusError } from "../contracts/errors.js";
import type { GivenColumns, SignalColumns } from "../contracts/signals.js";
import type { Dataset } from "../kernel/dataset.js";
import type { Engine } from "../kernel/engine.js";
import type { Forks } from "../kernel/forks.js";
import { type Column, Kernel } from "../kernel/kernel.js";
import type { Handle } from "../kernel/node.js";
import { Program } from "../kernel/program.js";
import { Recycled } from "../kernel/recycle.js";
import { type RunColumn, Simulation, type SimulationInput, type SimulationSnapshot } from "../kernel/simulation.js";
import { type FinerBars, finerBars } from "../market/finer.js";
import { timeframeMs } from "../market/timeframes.js";
import { strategyNamed } from "../strategies/catalogue.js";
import { type AnyStrategy, isEventDriven } from "../strategies/define.js";
import { EventActor, type EventSource, type MemoryOfStrategy, type StrategyMemory, sheetOf } from "./event-actor.js";
import { kernelSettings, resolveConfig } from "./resolve.js";
import { Result } from "./result.js";
import { fundingColumns, isRead, riskColumns, tierColumns } from "./risk-columns.js";
import {
  defaultAtr,
  eventGraph,
  givenSha256,
  type PlotSource,
  packSignals,
  signalsSha256,
  strategyGraph,
} from "./signals.js";
import { traceOf } from "./trace.js";

export interface BacktestOptions {
  /** Signals of your own, in place of a strategy. */
  signals?: SignalColumns;
  /** A strategy of your own, in place of one out of the catalogue; its parameters stand in the configuration. */
  strategy?: AnyStrategy;
  /** Bars of a shorter timeframe over the same time, for `intrabar: lower-timeframe`. */
  finer?: Bars;
  /** Columns in place of those that stops, sizers and funding would take. */
  given?: GivenColumns;
  /** Goes on from where another run over the same bars, at least as far as it had come, was. */
  from?: Snapshot;
  /**
   * A result that is no longer wanted: its memory is used again, its columns are empty afterwards. For many runs in a row: fresh memory
   * costs several times the copy into it.
   */
  recycle?: Result;
}

/** A backtest that is taken through its bars in portions, so that a worker can answer in between. */
export interface RunningBacktest {
  /** Takes up to `bars` further bars; false when all are done. */
  advance(bars: number): boolean;
  /** Share of the bars done, 0 to 1. */
  readonly progress: number;
  /** Where the run is, so that it can go on later or elsewhere, or in another way: see `from`. */
  snapshot(): Snapshot;
  /** The result; after `advance` has returned false. */
  finish(): Result;
  /** Gives up; nothing stays behind. */
  dispose(): void;
}

/** A run at some bar. Plain data: it can be kept and sent. */
export interface Snapshot extends SimulationSnapshot {
  readonly kernelSha256: string;
  readonly symbol: string;
  readonly timeframe: string;
  /** ms UTC: open of the last bar taken; NaN before the first. */
  readonly stamp: number;
  /** What an event-driven strategy remembers. */
  readonly strategy?: StrategyMemory;
}

/** Runs a whole backtest where it is called. */
export function backtest(engine: Engine, bars: Bars, input: BacktestInput, options: BacktestOptions = {}): Result {
  const running = startBacktest(engine, bars, input, options);
  try {
    while (running.advance(bars.length));
    return running.finish();
  } catch (error) {
    running.dispose();
    throw error;
  }
}

/** Prepares a backtest; nothing of the bars has been looked at yet. */
export function startBacktest(
  engine: Engine,
  bars: Bars,
  input: BacktestInput,
  { signals, strategy, given, finer, from, recycle }: BacktestOptions = {},
): RunningBacktest {
  const config = resolveConfig(input, strategy);
  requireFiner(config, finer);
  requireOneSource(config, signals);
  if (from) requireSameRun(from, bars);
  const source = signals ? fromSignals(signals, bars.length) : fromStrategy(config, strategy);
  const prepare = (recycled?: Recycled) => simulationOf(engine, bars, config, source, given, { recycled, finer });
  const { simulation, memory, release } = prepare(recycle && new Recycled(recycle.columns));
  try {
    if (from) {
      simulation.restore(from);
      memory?.restore(from.strategy);
    }
  } catch (error) {
    simulation.dispose();
    release();
    throw error;
  }
  return {
    snapshot: () => snapshotOf(simulation, memory, bars),
    advance: (count) => simulation.advance(count),
    get progress() {
      return simulation.progress;
    },
    finish: () => {
      const output = simulation.finish();
      release();
      const trace = () => {
        const again = prepare();
        try {
          return traceOf(again.simulation, bars.length, () => again.memory?.orders ?? []);
        } finally {
          again.simulation.dispose();
          again.release();
        }
      };
      return new Result(engine, bars, config, output, {
        sha256: () => source.sha256(given),
        plots: source.plots ?? [],
        options: {
          ...(signals ? { signals } : {}),
          ...(strategy ? { strategy } : {}),
          ...(given ? { given } : {}),
          ...(finer && config.intrabar === "lower-timeframe" ? { finer } : {}),
        },
        trace,
      });
    },
    dispose: () => {
      simulation.dispose();
      release();
    },
  };
}

/** A run as it is now, to be gone on with. */
export function snapshotOf(
  simulation: Simulation,
  memory: MemoryOfStrategy | undefined,
  { symbol, timeframe, timestamp }: Pick<Bars, "symbol" | "timeframe" | "timestamp">,
): Snapshot {
  const taken = simulation.snapshot();
  const stamp = timestamp[taken.position - 1] ?? Number.NaN;
  const remembered = memory && { strategy: memory.snapshot() };
  return { ...taken, kernelSha256: Kernel.sha256, symbol, timeframe, stamp, ...remembered };
}

/** A run that can be forked at any bar, for what has to look at its other possible courses. */
export function startForks(
  engine: Engine,
  bars: Bars,
  input: BacktestInput,
  { signals, strategy, given, finer }: Pick<BacktestOptions, "signals" | "strategy" | "given" | "finer"> = {},
): { forks: Forks; config: BacktestConfig; release(): void } {
  const config = resolveConfig(input, strategy);
  requireOneSource(config, signals);
  const source = signals ? fromSignals(signals, bars.length) : fromStrategy(config, strategy);
  if (source.event) {
    throw new VaranusError({
      code: "config",
      path: "strategy",
      message: `"${source.event.strategy.name}" has onBar: what it would have done otherwise cannot be followed`,
      hint: "ambiguity bounds need a vectorised strategy or signals; ambiguousBars is counted all the same",
    });
  }
  requireFiner(config, finer);
  const { simulation, release } = simulationOf(engine, bars, config, source, given, { whole: true, finer });
  const forks = simulation.forks();
  return {
    forks,
    config,
    release: () => {
      forks.release();
      simulation.dispose();
      release();
    },
  };
}

interface Preparation {
  recycled?: Recycled | undefined;
  /** Columns over all bars, also of a long series. */
  whole?: boolean;
  finer?: Bars | undefined;
  /** The bars with room for more, in place of those that the engine keeps. */
  growing?: Dataset;
}

/** A simulation that has not begun; `release` gives back what was copied in for it. */
export function simulationOf(
  engine: Engine,
  bars: Bars,
  config: BacktestConfig,
  source: DecisionSource,
  given: GivenColumns | undefined,
  preparation: Preparation,
): PreparedSimulation {
  const dataset = preparation.growing ?? engine.dataset(bars);
  dataset.trim();
  const uploaded: Column[] = [];
  const release = () => engine.kernel.free(...uploaded.splice(0));
  try {
    return { ...simulationOn(engine, dataset, uploaded, bars, config, source, given, preparation), release };
  } catch (error) {
    release();
    throw error;
  }
}

interface PreparedSimulation {
  simulation: Simulation;
  memory: MemoryOfStrategy | undefined;
  release(): void;
}

/** `uploaded` takes what is copied in for it. */
function simulationOn(
  { kernel }: Engine,
  dataset: Dataset,
  uploaded: Column[],
  bars: Bars,
  config: BacktestConfig,
  source: DecisionSource,
  given: GivenColumns | undefined,
  { recycled, whole, finer }: Preparation,
): Omit<PreparedSimulation, "release"> {
  const lower = config.intrabar === "lower-timeframe" && finer ? finerBars(bars, finer, config.tickSize) : undefined;
  const wanted = {
    ...finerColumns(lower),
    ...source.columns,
    ...riskColumns(config, bars),
    ...fundingColumns(bars, given),
    ...given,
  };
  const { event } = source;
  const reads = (name: RunColumn) => isRead(name, config) || (name === "atr" && event !== undefined);
  const columns = placeColumns(kernel, wanted, reads, uploaded);
  const sheet = event && sheetOf(kernel, dataset.length);
  if (sheet) {
    Object.assign(columns, sheet);
    uploaded.push(...Object.values(sheet));
  }
  const handles = Object.values(columns).filter((column): column is Handle => "node" in column);
  const program = new Program(
    kernel,
    dataset,
    [...handles, ...(event?.graph.columns.values() ?? [])],
    whole || event !== undefined || undefined,
  );
  const actor = event && sheet && new EventActor(event, kernel, dataset, program, sheet, bars);
  const simulation = new Simulation(
    kernel,
    dataset,
    {
      program,
      columns,
      onBar: actor && ((bar) => actor.onBar(bar)),
      tiers: tierColumns(config),
      finerCount: lower?.count ?? 0,
      settings: kernelSettings(config, {
        barMs: timeframeMs(bars.timeframe),
        funded: columns.fundingAtOpen !== undefined,
        events: event !== undefined,
      }),
    },
    recycled,
  );
  actor?.of(simulation);
  return { simulation, memory: actor };
}

/** Where a run's decisions come from. */
export interface DecisionSource {
  columns: { readonly [Name in RunColumn]?: Handle | Float64Array | Uint8Array | null | undefined };
  sha256(given: GivenColumns | undefined): string;
  plots?: readonly PlotSource[];
  event?: EventSource;
}

export function fromStrategy(config: BacktestConfig, own?: AnyStrategy): DecisionSource {
  const named = config.strategy as NonNullable<BacktestConfig["strategy"]>;
  const strategy = own ?? strategyNamed(named.name);
  // what a strategy is given is not what the Result shows and hashes
  const values = Object.freeze({ ...named.params });
  if (isEventDriven(strategy)) {
    const graph = eventGraph(strategy, values);
    return {
      columns: { atr: graph.atr, input: graph.confidence },
      plots: graph.plots,
      sha256: (given) => (given ? sha256Text(`${graph.sha256()}|${givenSha256(given)}`) : graph.sha256()),
      event: { strategy, values, graph },
    };
  }
  const graph = strategyGraph(strategy, values, config.fill === "same-open");
  return {
    columns: { signals: graph.packed, atr: graph.atr, input: graph.confidence },
    plots: graph.plots,
    sha256: (given) => (given ? sha256Text(`${graph.sha256()}|${givenSha256(given)}`) : graph.sha256()),
  };
}

export function fromSignals(signals: SignalColumns, bars: number): DecisionSource {
  const packed = packSignals(signals, bars);
  const { stop, target, size, confidence } = signals;
  return {
    columns: { signals: packed, stop, target, size, atr: signals.atr ?? defaultAtr(), input: confidence },
    sha256: (given) => {
      const own = signalsSha256(packed, signals);
      return given ? sha256Text(`${own}|${givenSha256(given)}`) : own;
    },
  };
}

export function finerColumns(lower: FinerBars | undefined): {
  readonly [Name in RunColumn]?: Float64Array | Uint8Array;
} {
  if (!lower) return {};
  const { bars, from, complete } = lower;
  return {
    finerOpen: bars.open,
    finerHigh: bars.high,
    finerLow: bars.low,
    finerFrom: from,
    finerComplete: complete,
  };
}

/** Columns that are read, in the kernel's memory: numbers are copied in, and stand in `uploaded` to be freed; graphs stay graphs. */
export function placeColumns(
  kernel: Kernel,
  wanted: { readonly [Name in RunColumn]?: Handle | Float64Array | Uint8Array | null | undefined },
  reads: (name: RunColumn) => boolean,
  uploaded: Column[],
): SimulationInput["columns"] {
  const columns: SimulationInput["columns"] = {};
  for (const name of Object.keys(wanted) as RunColumn[]) {
    const column = wanted[name];
    if (!column || !reads(name)) continue;
    const placed = "node" in column ? column : kernel.columnOf(column);
    columns[name] = placed;
    if (!("node" in placed)) uploaded.push(placed);
  }
  return columns;
}

export function requireFiner(config: BacktestConfig, finer: Bars | undefined): void {
  if (config.intrabar !== "lower-timeframe" || finer) return;
  throw new VaranusError({
    code: "config",
    path: "intrabar",
    message: "lower-timeframe needs finer bars, and there are none",
    hint: "give a file of finer bars (--finer), or choose pessimistic, optimistic or ohlc",
  });
}

/** A snapshot means something only to the kernel that made it, and after the bars that it has seen. */
function requireSameRun(from: Snapshot, bars: Bars): void {
  const refused = (message: string, hint: string) => new VaranusError({ code: "config", path: "from", message, hint });
  if (from.kernelSha256 !== Kernel.sha256) {
    throw refused(
      `the snapshot was taken by kernel ${from.kernelSha256.slice(0, 12)}, this is ${Kernel.sha256.slice(0, 12)}`,
      "run from the start",
    );
  }
  const stamp = bars.timestamp[from.position - 1] ?? Number.NaN;
  const same = from.symbol === bars.symbol && from.timeframe === bars.timeframe && Object.is(from.stamp, stamp);
  if (!same) {
    throw refused(
      `the snapshot is ${from.position} bars into ${from.symbol} ${from.timeframe}, which these bars of ${bars.symbol} ${bars.timeframe} do not go on from`,
      "give the same bars, or more of them",
    );
  }
}

function requireOneSource(config: BacktestConfig, signals: SignalColumns | undefined): void {
  if (config.strategy && signals) {
    throw new VaranusError({
      code: "config",
      path: "strategy",
      message: `both the strategy "${config.strategy.name}" and signals are given`,
      hint: "give one of them",
    });
  }
  if (!config.strategy && !signals) {
    throw new VaranusError({
      code: "config",
      path: "strategy",
      message: "there is nothing to trade by: neither a strategy nor signals are given",
      hint: "name a strategy (varanus strategies lists them) or give a file of signals",
    });
  }
}
