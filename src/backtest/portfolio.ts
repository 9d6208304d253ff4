import type { Bars } from "../contracts/bars.js";
import type { BacktestConfig } from "../contracts/config.js";
import { VaranusError } from "../contracts/errors.js";
import type { PortfolioInput } from "../contracts/portfolio.js";
import type { GivenColumns, SignalColumns } from "../contracts/signals.js";
import type { Engine } from "../kernel/engine.js";
import type { Column } from "../kernel/kernel.js";
import { PortfolioRunner, type SleeveInput as SleeveOnKernel } from "../kernel/portfolio-runner.js";
import { dayReturns } from "../market/day-returns.js";
import { finerBars } from "../market/finer.js";
import { timeframeMs } from "../market/timeframes.js";
import { formatTime } from "../market/times.js";
import { barsPerYear } from "../metrics/periods.js";
import type { AnyStrategy } from "../strategies/define.js";
import {
  type DecisionSource,
  finerColumns,
  fromSignals,
  fromStrategy,
  placeColumns,
  requireFiner,
} from "./backtest.js";
import { type ResolvedPortfolio, type ResolvedSleeve, resolvePortfolio } from "./portfolio-config.js";
import { PortfolioResult } from "./portfolio-result.js";
import { kernelSettings } from "./resolve.js";
import { fundingColumns, isRead, riskColumns, tierColumns } from "./risk-columns.js";

/** What one sleeve, or one leg of a pair, trades, and by what. */
export interface SleeveSource {
  readonly bars: Bars;
  /** Signals of your own, in place of a strategy. */
  readonly signals?: SignalColumns;
  /** A strategy of your own, in place of one out of the catalogue. */
  readonly strategy?: AnyStrategy;
  /** Bars of a shorter timeframe over the same time, for `intrabar: lower-timeframe`. */
  readonly finer?: Bars;
  /** Columns in place of those that stops, sizers and funding would take. */
  readonly given?: GivenColumns;
}

/** Of a pair both legs. */
export type SleeveSources = SleeveSource | readonly [SleeveSource, SleeveSource];

/** A portfolio that is taken through its moments in portions, so that a worker can answer in between. */
export interface RunningPortfolio {
  /** Takes up to so many further moments; false when all are done. */
  advance(moments: number): boolean;
  /** Share of the bars done, 0 to 1. */
  readonly progress: number;
  /** The result; after `advance` has returned false. */
  finish(): PortfolioResult;
  /** Gives up; nothing stays behind. */
  dispose(): void;
}

/** One sleeve of one leg, as the kernel runs it. */
export interface Leg {
  readonly name: string;
  readonly source: SleeveSource;
  readonly sleeve: ResolvedSleeve;
  /** Index of the sleeve in the configuration. */
  readonly index: number;
  /** Index of the other leg; -1 = none. */
  readonly other: number;
  readonly decision: DecisionSource;
  /** Its configuration as of a single run; `capital` is its first slice. */
  readonly config: BacktestConfig;
}

/**
 * Runs one account with many sleeves where it is called. `sources[k]` are bars and signals of `config.sleeves[k]`. Throws a VaranusError where
 * the configuration is not possible, or a sleeve has no bars.
 */
export function portfolio(engine: Engine, config: PortfolioInput, sources: readonly SleeveSources[]): PortfolioResult {
  const running = startPortfolio(engine, config, sources);
  try {
    while (running.advance(1_000_000));
    return running.finish();
  } catch (error) {
    running.dispose();
    throw error;
  }
}

/** Prepares a portfolio; nothing of the bars has been looked at yet. */
export function startPortfolio(
  engine: Engine,
  input: PortfolioInput,
  sources: readonly SleeveSources[],
): RunningPortfolio {
  requireSources(input, sources);
  const kinds = sources.map((source) => {
    const [first, second] = legsOf(source);
    return {
      legs: second ? (2 as const) : (1 as const),
      strategy: first.strategy,
      symbol: [first, second].flatMap((leg) => leg?.bars.symbol ?? []).join("/"),
    };
  });
  const resolved = resolvePortfolio(input, kinds);
  const legs = legsOfAll(resolved, sources);
  const symbols = [...new Set(legs.map(({ source }) => source.bars.symbol))];
  refuseTwoPrices(legs);
  const series = [...new Set(legs.map(({ source }) => seriesName(source.bars)))];
  const uploaded: Column[] = [];
  const release = () => engine.kernel.free(...uploaded.splice(0));
  const finest = finestOf(legs.map(({ source }) => source.bars));
  const bySymbol = symbols.map((symbol) =>
    finestOf(legs.map(({ source }) => source.bars).filter((bars) => bars.symbol === symbol)),
  );
  const returns = resolved.limits?.exposure == null ? undefined : dayReturns(bySymbol);
  let runner: PortfolioRunner;
  try {
    runner = new PortfolioRunner(engine.kernel, {
      sleeves: legs.map((leg) => onKernel(engine, leg, symbols, series, uploaded)),
      symbols: symbols.length,
      series: series.length,
      dayReturns: returns?.values ?? new Float64Array(0),
      settings: accountSettings(resolved, finest, returns?.firstDay ?? 0),
    });
  } catch (error) {
    release();
    throw error;
  }
  const dispose = () => {
    runner.dispose();
    release();
  };
  return {
    advance: (moments) => runner.advance(moments),
    get progress() {
      return runner.progress;
    },
    finish() {
      const output = runner.finish();
      release();
      return new PortfolioResult(engine, resolved, legs, symbols, finest, output);
    },
    dispose,
  };
}

function requireSources(input: PortfolioInput, sources: readonly SleeveSources[]): void {
  const count = Array.isArray(input.sleeves) ? input.sleeves.length : 0;
  sources.forEach((source, k) => {
    for (const leg of legsOf(source)) {
      if ((leg?.bars?.length ?? 0) > 0) continue;
      throw new VaranusError({
        code: "config",
        path: `sleeves.${k}`,
        message: "this sleeve has no bars",
        hint: "give it a series of bars, or leave the sleeve out",
      });
    }
  });
  if (count === sources.length || count === 0) return;
  throw new VaranusError({
    code: "config",
    path: "sleeves",
    message: `${count} sleeves are configured, and there are bars for ${sources.length}`,
    hint: "give bars for each sleeve, in their order",
  });
}

function legsOf(source: SleeveSources): readonly [SleeveSource, SleeveSource?] {
  return Array.isArray(source) ? (source as readonly [SleeveSource, SleeveSource]) : [source as SleeveSource];
}

function legsOfAll({ sleeves, account }: ResolvedPortfolio, sources: readonly SleeveSources[]): Leg[] {
  const legs: Leg[] = [];
  sleeves.forEach((sleeve, index) => {
    const own = legsOf(sources[index] as SleeveSources);
    const pair = own[1] !== undefined;
    const first = legs.length;
    refuseSameSymbol(own, index);
    for (const [k, source] of own.entries()) {
      if (source === undefined) continue;
      const slice = sleeve.weight * account.capital;
      const config = { ...sleeve.config, capital: pair ? slice / 2 : slice };
      requireFiner(config, source.finer);
      legs.push({
        name: pair ? `${sleeve.name}, ${source.bars.symbol}` : sleeve.name,
        source,
        sleeve,
        index,
        other: pair ? first + 1 - k : -1,
        decision: decisionOf(config, source, index),
        config,
      });
    }
  });
  return legs;
}

function refuseSameSymbol([first, second]: readonly [SleeveSource, SleeveSource?], index: number): void {
  if (first.bars.symbol !== second?.bars.symbol) return;
  throw new VaranusError({
    code: "config",
    path: `sleeves.${index}.legs`,
    message: `both legs trade ${first.bars.symbol}: they would only cross each other`,
    hint: "two markets of one thing need two names: give one leg another symbol",
  });
}

/** Sleeves on bars of one name share the volume of each. */
function seriesName({ symbol, timeframe }: Bars): string {
  return `${symbol} ${timeframe}`;
}

/** Orders of one symbol are netted: there cannot be two prices of it. */
function refuseTwoPrices(legs: readonly Leg[]): void {
  const known = new Map<string, Bars>();
  for (const { source, index } of legs) {
    const { bars } = source;
    const other = known.get(seriesName(bars));
    known.set(seriesName(bars), other ?? bars);
    const differs = other && other !== bars ? firstDifference(other, bars) : undefined;
    if (differs === undefined) continue;
    throw new VaranusError({
      code: "config",
      path: `sleeves.${index}`,
      message: `two series are called ${seriesName(bars)}, and on ${formatTime(differs)} their prices differ`,
      hint: "two markets need two names: give one another symbol",
    });
  }
}

/** ms UTC: the first bar of both whose open or close differs. */
function firstDifference(a: Bars, b: Bars): number | undefined {
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const [here, there] = [a.timestamp[i] as number, b.timestamp[j] as number];
    if (here === there && (a.open[i] !== b.open[j] || a.close[i] !== b.close[j])) return here;
    if (here <= there) i++;
    if (there <= here) j++;
  }
  return undefined;
}

function decisionOf(config: BacktestConfig, { signals, strategy, bars }: SleeveSource, index: number): DecisionSource {
  if (signals && !config.strategy) return fromSignals(signals, bars.length);
  if (!signals && config.strategy) return fromStrategy(config, strategy);
  throw new VaranusError({
    code: "config",
    path: `sleeves.${index}.strategy`,
    message: signals
      ? `both the strategy "${config.strategy?.name}" and signals are given`
      : "there is nothing to trade by: neither a strategy nor signals are given",
    hint: signals ? "give one of them" : "name a strategy (varanus strategies lists them) or give a file of signals",
  });
}

/** The series with the shortest bars, the first of equal ones. */
function finestOf(series: readonly Bars[]): Bars {
  return series.reduce((best, bars) => (timeframeMs(bars.timeframe) < timeframeMs(best.timeframe) ? bars : best));
}

function onKernel(
  engine: Engine,
  { source, sleeve, decision, config, other }: Leg,
  symbols: readonly string[],
  series: readonly string[],
  uploaded: Column[],
): SleeveOnKernel {
  const { bars, finer, given } = source;
  const { kernel } = engine;
  const dataset = engine.dataset(bars);
  dataset.trim();
  const lower = config.intrabar === "lower-timeframe" && finer ? finerBars(bars, finer, config.tickSize) : undefined;
  const wanted = {
    ...finerColumns(lower),
    ...decision.columns,
    ...riskColumns(config, bars),
    ...fundingColumns(bars, given),
    ...given,
  };
  const columns = placeColumns(kernel, wanted, (name) => isRead(name, config), uploaded);
  return {
    dataset,
    columns,
    tiers: tierColumns(config),
    finerCount: lower?.count ?? 0,
    symbol: symbols.indexOf(bars.symbol),
    series: series.indexOf(seriesName(bars)),
    other,
    weight: sleeve.weight,
    timestamp: bars.timestamp,
    settings: kernelSettings(config, {
      barMs: timeframeMs(bars.timeframe),
      funded: columns.fundingAtOpen !== undefined,
      events: false,
    }),
  };
}

function accountSettings(
  { account, rebalance, volatilityTarget, limits }: ResolvedPortfolio,
  finest: Bars,
  firstDay: number,
) {
  return {
    capital: account.capital,
    barMs: timeframeMs(finest.timeframe),
    marksPerYear: barsPerYear(finest),
    rebalances: rebalance !== null,
    drift: rebalance?.drift,
    minimumOrder: rebalance?.minimumOrder,
    window: volatilityTarget?.bars,
    target: volatilityTarget?.target,
    least: volatilityTarget?.least,
    most: volatilityTarget?.most,
    maxDrawdown: limits?.maxDrawdown ?? 0,
    haltBars: limits?.haltBars,
    closeAll: limits?.closeAll,
    positions: limits?.positions ?? 0,
    heat: limits?.heat ?? 0,
    exposure: limits?.exposure ?? 0,
    correlation: limits?.correlation,
    days: limits?.days,
    firstDay,
  };
}
