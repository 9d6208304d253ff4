import type { Bars } from "../contracts/bars.js";
import type { BacktestConfig, BacktestInput } from "../contracts/config.js";
import { VaranusError } from "../contracts/errors.js";
import type { SignalColumns } from "../contracts/signals.js";
import type { Engine } from "../kernel/engine.js";
import type { Column } from "../kernel/kernel.js";
import type { Handle } from "../kernel/node.js";
import { Program } from "../kernel/program.js";
import { Recycled } from "../kernel/recycle.js";
import { Simulation } from "../kernel/simulation.js";
import { strategyNamed } from "../strategies/catalogue.js";
import { kernelSettings, needsAtr, resolveConfig } from "./resolve.js";
import { Result } from "./result.js";
import { defaultAtr, packSignals, signalsSha256, strategyGraph } from "./signals.js";

export interface BacktestOptions {
  /** Signals of your own, in place of a strategy. */
  signals?: SignalColumns;
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
  /** The result; after `advance` has returned false. */
  finish(): Result;
  /** Gives up; nothing stays behind. */
  dispose(): void;
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
  { signals, recycle }: BacktestOptions = {},
): RunningBacktest {
  const config = resolveConfig(input);
  requireOneSource(config, signals);
  const recycled = recycle && new Recycled(recycle.columns);
  return signals
    ? startWithSignals(engine, bars, config, signals, recycled)
    : startWithStrategy(engine, bars, config, recycled);
}

function startWithStrategy(engine: Engine, bars: Bars, config: BacktestConfig, recycled?: Recycled): RunningBacktest {
  const named = config.strategy as NonNullable<BacktestConfig["strategy"]>;
  const graph = strategyGraph(strategyNamed(named.name), named.params, config.fill === "same-open");
  const atr = needsAtr(config) ? graph.atr : null;
  const dataset = engine.dataset(bars);
  dataset.trim();
  const program = new Program(engine.kernel, dataset, atr ? [graph.packed, atr] : [graph.packed]);
  const simulation = new Simulation(
    engine.kernel,
    dataset,
    {
      program,
      signals: graph.packed,
      stop: null,
      target: null,
      size: null,
      atr,
      settings: kernelSettings(config),
    },
    recycled,
  );
  return {
    advance: (count) => simulation.advance(count),
    get progress() {
      return simulation.progress;
    },
    finish: () => new Result(engine, bars, config, simulation.finish(), graph.sha256, graph.plots),
    dispose: () => simulation.dispose(),
  };
}

function startWithSignals(
  engine: Engine,
  bars: Bars,
  config: BacktestConfig,
  signals: SignalColumns,
  recycled?: Recycled,
): RunningBacktest {
  const { kernel } = engine;
  const packed = packSignals(signals, bars.length);
  const dataset = engine.dataset(bars);
  dataset.trim();
  const given: Column[] = [];
  const upload = (values: Float64Array | Uint8Array | null | undefined): Column | null => {
    if (!values) return null;
    const column = kernel.columnOf(values);
    given.push(column);
    return column;
  };
  const range: Handle | null = needsAtr(config) && !signals.atr ? defaultAtr() : null;
  const program = new Program(kernel, dataset, range ? [range] : []);
  const simulation = new Simulation(
    kernel,
    dataset,
    {
      program,
      signals: upload(packed) as Column,
      stop: upload(signals.stop),
      target: upload(signals.target),
      size: upload(signals.size),
      atr: range ?? upload(signals.atr),
      settings: kernelSettings(config),
    },
    recycled,
  );
  return {
    advance: (count) => simulation.advance(count),
    get progress() {
      return simulation.progress;
    },
    finish: () => {
      const output = simulation.finish();
      kernel.free(...given.splice(0));
      return new Result(engine, bars, config, output, () => signalsSha256(packed, signals));
    },
    dispose: () => {
      simulation.dispose();
      kernel.free(...given.splice(0));
    },
  };
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
