import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { BacktestInput } from "../../src/contracts/config.js";
import { columnOf, readColumns } from "./csv.js";

/**
 * Backtests made by other engines, as this one's inputs and the expected outcome. The form of the files and the other
 * engines' semantics are in the folder's README; nothing here knows a series, a strategy or a number beforehand.
 */

export interface ReferenceBars {
  /** ms UTC, bar open (nBars). */
  timestamp: Float64Array;
  /** Quote currency (nBars), as are high, low and close. */
  open: Float64Array;
  high: Float64Array;
  low: Float64Array;
  close: Float64Array;
  volume: Float64Array;
}

/** 0 or 1 each; NaN in stop and target means none. Every column (nBars). */
export interface ReferenceSignals {
  longEntry: Uint8Array;
  longExit: Uint8Array;
  shortEntry: Uint8Array;
  shortExit: Uint8Array;
  stop: Float64Array;
  target: Float64Array;
}

export interface ExpectedTrade {
  side: 1 | -1;
  entryBar: number;
  exitBar: number;
  entryPrice: number;
  exitPrice: number;
  /** Base units, above 0. */
  quantity: number;
  pnl: number;
  /** Both sides, quote currency. */
  commission: number;
  /** The other engine's return of the trade, fraction. */
  return: number;
}

export interface Expected {
  /** By entry bar, then exit bar. */
  trades: ExpectedTrade[];
  equityFinal: number;
  /** [bar, equity] as far as the file has them. */
  equitySamples: [number, number][];
  /** By the file's names; null = undefined. */
  stats: Record<string, number | null>;
}

export interface ReferenceRun {
  /** Path of the run's file below the folder, without .json. */
  id: string;
  engine: "backtesting.py" | "vectorbt";
  series: string;
  strategy: string;
  bars: ReferenceBars;
  signals: ReferenceSignals;
  /** With the profile of the engine. */
  config: BacktestInput;
  /** Smallest quantity, base units; 0 where sizes are not rounded. */
  unit: number;
  expected: Expected;
}

export function loadReferenceRuns(folder: string): ReferenceRun[] {
  const readBars = remember(readBarsFile);
  return jsonFiles(folder).flatMap((path) => {
    const run = JSON.parse(readFileSync(path, "utf8")) as RunFile;
    const id = relative(folder, path)
      .replace(/\\/g, "/")
      .replace(/\.json$/, "");
    if (run.engine === "backtesting.py") return [backtestingPyRun(id, path, run, readBars)];
    if (run.engine === "vectorbt") return [vectorbtRun(id, path, run, readBars)];
    return []; // some other JSON
  });
}

/** The files name their columns, so trades are read by name. */
interface TradesFile {
  series: string;
  strategy: string;
  bars: string;
  signals: string;
  stats: Record<string, number | null>;
  trade_columns: string[];
  trades: number[][];
}

interface BacktestingPyFile extends TradesFile {
  engine: "backtesting.py";
  mode: "reverse" | "state";
  cash: number;
  commission: number;
  spread: number;
  margin: number;
  order_size: "full" | number;
  unit: number;
  trade_on_close: boolean;
  flatten_before_end: boolean;
  finalize_trades: boolean;
  equity_final: number;
  equity_every_500_bars?: [number, number][];
}

interface VectorbtFile extends TradesFile {
  engine: "vectorbt";
  init_cash: number;
  fees: number;
  slippage: number;
  direction?: string;
  /** StopLimit: stops and targets fill without slippage, which signal exits have; no configuration of ours says that. */
  stop_exit_price?: string;
  stops: { sl_stop?: number | null; sl_trail?: boolean | null; tp_stop?: number | null };
}

type RunFile = BacktestingPyFile | VectorbtFile;
type ReadBars = (path: string) => ReferenceBars;

/** Of `full`: the greatest fraction below 1 that the other engine takes for a fraction. */
const WHOLE_ACCOUNT = 1 - 2 ** -52;

function backtestingPyRun(id: string, path: string, run: BacktestingPyFile, readBars: ReadBars): ReferenceRun {
  const bars = readBars(resolve(dirname(path), run.bars));
  if (run.mode !== "reverse" && run.mode !== "state") throw new Error(`${path}: mode "${run.mode}" is not known`);
  const config: BacktestInput = {
    profile: "backtesting.py",
    sizer: sizerOf(run),
    capital: run.cash,
    commissionBps: run.commission * 1e4,
    slippageBps: run.spread * 1e4,
    leverage: 1 / run.margin,
    lotSize: run.unit,
    fill: run.trade_on_close ? "close" : "next-open",
    reverse: run.mode === "reverse",
    endOfData: run.finalize_trades ? "finalize" : run.flatten_before_end ? "flatten" : "mark",
  };
  // a whole number of units can be refused, a fraction of the account cannot
  if (typeof run.order_size === "number" && run.order_size >= 1) config.marginCheck = true;
  const sizes = columnFrom(run, "units");
  return {
    id,
    engine: run.engine,
    series: run.series,
    strategy: run.strategy,
    bars,
    signals: decisionSignals(resolve(dirname(path), run.signals), bars.open.length, run.mode),
    config,
    unit: run.unit,
    expected: {
      trades: expectedTrades(run, (k) => Number(sizes[k]) * run.unit, columnFrom(run, "commission")),
      equityFinal: run.equity_final,
      equitySamples: run.equity_every_500_bars ?? [],
      stats: run.stats,
    },
  };
}

/** Below 1 an order size is a fraction of the account, from 1 on a number of units. */
function sizerOf({ order_size, unit }: BacktestingPyFile): NonNullable<BacktestInput["sizer"]> {
  if (order_size === "full") return { name: "all-in", params: { fraction: WHOLE_ACCOUNT } };
  if (order_size < 1) return { name: "all-in", params: { fraction: order_size } };
  return { name: "fixed-amount", params: { amount: order_size * unit } };
}

function vectorbtRun(id: string, path: string, run: VectorbtFile, readBars: ReadBars): ReferenceRun {
  const bars = readBars(resolve(dirname(path), run.bars));
  if ((run.direction ?? "longonly") !== "longonly")
    throw new Error(`${path}: direction "${run.direction}" is not known`);
  const sizes = columnFrom(run, "size");
  return {
    id,
    engine: run.engine,
    series: run.series,
    strategy: run.strategy,
    bars,
    signals: shiftedSignals(resolve(dirname(path), run.signals), bars.open.length),
    config: {
      profile: "vectorbt",
      capital: run.init_cash,
      commissionBps: run.fees * 1e4,
      slippageBps: run.slippage * 1e4,
      // caps an all-in entry at cash / (fill price * (1 + fees)): with slippage that is this engine's size
      marginCheck: run.slippage > 0,
      slipTargets: run.stop_exit_price === "StopMarket",
      stops: vectorbtStops(run.stops),
    },
    unit: 0,
    expected: {
      trades: expectedTrades(run, (k) => Number(sizes[k]), columnFrom(run, "fees")),
      equityFinal: run.stats["value_final"] as number,
      equitySamples: [],
      stats: run.stats,
    },
  };
}

function vectorbtStops({ sl_stop, sl_trail, tp_stop }: VectorbtFile["stops"]): NonNullable<BacktestInput["stops"]> {
  const stops: NonNullable<BacktestInput["stops"]> = [];
  const trails = sl_stop && sl_trail;
  const fixed = { stop: sl_stop && !sl_trail ? sl_stop : 0, target: tp_stop || 0 };
  if (fixed.stop > 0 || fixed.target > 0) stops.push({ name: "percentage", params: fixed });
  if (trails) stops.push({ name: "trailing-percent", params: { percent: sl_stop } });
  return stops;
}

function expectedTrades(run: TradesFile, sizeOf: (k: number) => number, commissions: number[]): ExpectedTrade[] {
  const entryBars = columnFrom(run, "entry_bar");
  const exitBars = columnFrom(run, "exit_bar");
  const entryPrices = columnFrom(run, "entry_price");
  const exitPrices = columnFrom(run, "exit_price");
  const pnls = columnFrom(run, "pnl");
  const returns = columnFrom(run, "return");
  return run.trades.map((_, k) => ({
    side: sizeOf(k) < 0 ? -1 : 1,
    entryBar: entryBars[k] as number,
    exitBar: exitBars[k] as number,
    entryPrice: entryPrices[k] as number,
    exitPrice: exitPrices[k] as number,
    quantity: Math.abs(sizeOf(k)),
    pnl: pnls[k] as number,
    commission: commissions[k] as number,
    return: returns[k] as number,
  }));
}

function columnFrom(run: TradesFile, name: string): number[] {
  const k = run.trade_columns.indexOf(name);
  if (k < 0) throw new Error(`${run.series} ${run.strategy}: trades have no column "${name}"`);
  return run.trades.map((row) => row[k] as number);
}

/** Signals of backtesting.py runs: only bars with something in them have a row. */
function decisionSignals(path: string, nBars: number, mode: "reverse" | "state"): ReferenceSignals {
  const columns = readColumns(path);
  const bars = columnOf(columns, "bar", path);
  const signals = emptySignals(nBars);
  bars.forEach((bar, row) => {
    const enter = columnOf(columns, "enter", path)[row] as number;
    if (enter > 0) signals.longEntry[bar] = 1;
    if (enter < 0) signals.shortEntry[bar] = 1;
    if (mode === "state") {
      if (columnOf(columns, "exit_long", path)[row] === 1) signals.longExit[bar] = 1;
      if (columnOf(columns, "exit_short", path)[row] === 1) signals.shortExit[bar] = 1;
    }
    signals.stop[bar] = columns.get("sl")?.[row] ?? Number.NaN;
    signals.target[bar] = columns.get("tp")?.[row] ?? Number.NaN;
  });
  return signals;
}

/** Signals of vectorbt runs act at the open of their own bar. */
function shiftedSignals(path: string, nBars: number): ReferenceSignals {
  const columns = readColumns(path);
  const bars = columnOf(columns, "bar", path);
  const signals = emptySignals(nBars);
  bars.forEach((bar, row) => {
    if (columnOf(columns, "entry", path)[row] === 1) signals.longEntry[bar] = 1;
    if (columnOf(columns, "exit", path)[row] === 1) signals.longExit[bar] = 1;
  });
  return signals;
}

function emptySignals(nBars: number): ReferenceSignals {
  const flags = () => new Uint8Array(nBars);
  const prices = () => new Float64Array(nBars).fill(Number.NaN);
  return {
    longEntry: flags(),
    longExit: flags(),
    shortEntry: flags(),
    shortExit: flags(),
    stop: prices(),
    target: prices(),
  };
}

function readBarsFile(path: string): ReferenceBars {
  const columns = readColumns(path);
  const [timestamp, open, high, low, close] = ["timestamp", "open", "high", "low", "close"].map((name) =>
    columnOf(columns, name, path),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  const volume = columns.get("volume")?.map((value) => (Number.isNaN(value) ? 0 : value));
  return { timestamp, open, high, low, close, volume: volume ?? new Float64Array(open.length) };
}

/** Paths of every .json below a folder, in order of their names. */
function jsonFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return jsonFiles(path);
      return entry.name.endsWith(".json") ? [path] : [];
    });
}

function remember<Value>(read: (path: string) => Value): (path: string) => Value {
  const known = new Map<string, Value>();
  return (path) => {
    const value = known.get(path) ?? read(path);
    known.set(path, value);
    return value;
  };
}
