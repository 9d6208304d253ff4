import type { Bars } from "../../contracts/bars.js";
import { VaranusError } from "../../contracts/errors.js";
import type { MonteCarlo, MonteCarloOptions, MonteCarloSettings } from "../../contracts/monte-carlo.js";
import type { Engine } from "../../kernel/engine.js";
import type { PathSource } from "../../kernel/paths.js";
import { fanMarks } from "./fan.js";
import { barVolatility, type NoiseSource } from "./noise.js";
import { randomEntries } from "./random-entries.js";
import type { MonteCarloRun } from "./run.js";
import { monteCarloSettings } from "./settings.js";
import { addsMoney, dayUnits, ownPath, tradeUnits } from "./units.js";

/** What is to be computed, before any path is: plain data (but for strategies of one's own), so that any worker can take a range of it. */
export interface MonteCarloPlan {
  readonly settings: MonteCarloSettings;
  readonly unit: MonteCarlo["unit"];
  readonly steps: number;
  readonly compounded: boolean;
  readonly start: number;
  readonly actual: MonteCarlo["actual"];
  /** Fingerprint of the run. */
  readonly run: string;
  /** Why there is nothing to draw from; empty if there is. */
  readonly nothing: string;
  readonly work: MonteCarloWork;
  /** Steps of the fan's points. */
  readonly marks: Float64Array;
}

export type MonteCarloWork =
  | { readonly kind: "paths"; readonly source: PathSource }
  | { readonly kind: "noise"; readonly source: NoiseSource };

/** Checks the options and prepares what paths are drawn from. Throws a VaranusError where the run lacks what the method needs. */
export function planMonteCarlo(engine: Engine, run: MonteCarloRun, options: MonteCarloOptions): MonteCarloPlan {
  const settings = monteCarloSettings(options);
  if (settings.method === "noise") return noisePlan(engine, run, settings);
  return settings.method === "block" ? blockPlan(engine, run, settings) : tradePlan(run, settings);
}

function tradePlan(run: MonteCarloRun, settings: MonteCarloSettings): MonteCarloPlan {
  const { method, seed, trial, probability } = settings;
  const units = tradeUnits(run);
  const steps = units.values.length;
  const start = run.config.capital;
  const bars = method === "null" ? needed(run.bars, "bars", "random entries need the bars of the run") : undefined;
  const entries = bars && steps > 0 ? randomEntries(run, bars) : undefined;
  const source = { method, seed, trial, added: units.added, start, units: units.values, probability, entries };
  return {
    settings,
    unit: "trade",
    steps,
    compounded: !units.added,
    start,
    actual: ownPath(units, start),
    run: run.fingerprint,
    nothing: steps === 0 ? "there are no closed trades" : "",
    work: { kind: "paths", source: source as PathSource },
    marks: fanMarks(steps),
  };
}

function blockPlan(engine: Engine, run: MonteCarloRun, given: MonteCarloSettings): MonteCarloPlan {
  const curve = needed(run.curve, "equity", "a block bootstrap needs the equity of every bar");
  const units = dayUnits(engine, run, curve);
  const steps = units.values.length;
  const { pow } = engine.kernel.call;
  const meanBlock = given.meanBlock ?? Math.max(1, pow(steps, 1 / 3));
  const settings = { ...given, meanBlock };
  const start = run.config.capital;
  const { method, seed, trial } = settings;
  const probability = 1 / meanBlock;
  return {
    settings,
    unit: "day",
    steps,
    compounded: !units.added,
    start,
    actual: ownPath(units, start),
    run: run.fingerprint,
    nothing: run.trades.length === 0 ? "there are no closed trades" : "",
    work: {
      kind: "paths",
      source: { method: method as "block", seed, trial, added: units.added, start, units: units.values, probability },
    },
    marks: fanMarks(steps),
  };
}

function noisePlan(engine: Engine, run: MonteCarloRun, settings: MonteCarloSettings): MonteCarloPlan {
  const bars = needed(run.bars, "bars", "price noise runs the strategy again: it needs the bars of the run");
  const { config, options = {} } = run;
  if (config.intrabar === "lower-timeframe") {
    throw new VaranusError({
      code: "config",
      path: "intrabar",
      message: "with noise on the prices, finer bars no longer make up the bars",
      hint: "run the backtest with pessimistic, optimistic or ohlc",
    });
  }
  if (config.strategy && options.strategy === undefined && options.signals !== undefined) {
    throw new VaranusError({
      code: "config",
      path: "signals",
      message: "the run has a strategy, and signals are given",
    });
  }
  const { seed, trial, noise = 0 } = settings;
  const volatility = barVolatility(engine, bars);
  const { capital } = config;
  return {
    settings,
    unit: "bar",
    steps: bars.length,
    compounded: !addsMoney(run),
    start: capital,
    actual: run.marked,
    run: run.fingerprint,
    nothing: volatility > 0 ? "" : "the closes do not vary: there is no volatility to take a fraction of",
    work: {
      kind: "noise",
      source: { bars: withoutHash(bars), config, options, seed, trial, scale: noise * volatility },
    },
    marks: fanMarks(bars.length),
  };
}

/** Plain data: nobody hashes these, and a copy of them for a worker need not. */
function withoutHash(bars: Bars): Bars {
  const { symbol, timeframe, length, timestamp, open, high, low, close, volume, funding, quality } = bars;
  const columns = { timestamp, open, high, low, close, volume, ...(funding ? { funding } : {}) };
  return { symbol, timeframe, length, ...columns, quality, sha256: "" };
}

function needed<T>(value: T | undefined, path: string, message: string): T {
  if (value !== undefined) return value;
  const hint = path === "bars" ? "give the data again" : "give the equity of the run";
  throw new VaranusError({ code: "config", path, message, hint });
}
