import { expect } from "vitest";
import { resolveConfig } from "../../src/backtest/resolve.js";
import { type Bars, TIMEFRAMES, type Timeframe } from "../../src/contracts/bars.js";
import type { BacktestInput } from "../../src/contracts/config.js";
import { EXIT_REASONS } from "../../src/contracts/result.js";
import {
  type AnyStrategy,
  type BacktestOptions,
  createBars,
  type EventStrategy,
  type Result,
  type SignalColumns,
  type Varanus,
} from "../../src/index.js";
import { timeframeMs } from "../../src/market/timeframes.js";
import { referenceBacktest } from "../reference/engine.js";
import type { Extras, ReferenceResult, SignalColumns as ReferenceSignalColumns } from "../reference/model.js";

/** A run for both engines, random or of some reference. */
export interface Case {
  /** Quote currency (nBars); hourly and without volume where nothing is said. */
  bars: {
    open: Float64Array;
    high: Float64Array;
    low: Float64Array;
    close: Float64Array;
    timestamp?: Float64Array;
    volume?: Float64Array;
    barMs?: number;
  };
  signals: SignalColumns & ReferenceSignalColumns;
  /** Columns in place of those that stops, sizers and funding would take. */
  extras?: { readonly [Name in Exclude<keyof Extras, "finer" | "script">]: Float64Array | null };
  /** For a lower timeframe: the bars, and for the reference those of each bar. */
  finer?: { bars: Bars; ofBar: NonNullable<Extras["finer"]> };
  config: BacktestInput;
  /** What `onBar` does with orders (nBars). */
  script?: NonNullable<Extras["script"]>;
}

/** Runs both engines; whatever differs fails the test. */
export function agree(varanus: Varanus, run: Case): void {
  const config = resolveConfig(run.config);
  const series = seriesOf(run.bars);
  const { timestamp, volume } = series;
  const reference = referenceBacktest({ ...run.bars, timestamp, volume }, run.signals, config, {
    ...run.extras,
    ...(run.finer ? { finer: run.finer.ofBar } : {}),
    ...(run.script ? { script: run.script } : {}),
  });
  const finer = run.finer ? { finer: run.finer.bars } : {};
  const kernel = varanus.backtest(series, run.config, { ...optionsOf(run), ...finer });
  varanus.forget(series);
  expect(outcomeOfKernel(kernel)).toEqual(outcomeOfReference(reference));
  // money that went through the account many thousand times over leaves more rounding behind
  const turnover = reference.fills.reduce((sum, { quantity, price }) => sum + Math.abs(quantity * price), 0);
  expect(kernel.conservationError).toBeLessThanOrEqual(1e-9 * Math.max(1, turnover / config.capital / 1000));
}

/** Everything beside bars and configuration. */
export function optionsOf({ signals, extras, config, script }: Case): BacktestOptions {
  const { sizerInput = null, ...columns } = extras ?? {};
  // a confidence comes with the signals
  const targets = resolveConfig(config).sizer.name === "volatility-target";
  const given = targets ? { ...columns, input: sizerInput } : columns;
  if (!script) return { signals, given };
  const { atr = null, confidence = null } = signals;
  return { strategy: played(signals, script), given: { atr, ...(targets ? {} : { input: confidence }), ...given } };
}

/** A strategy that raises given signals and does what a script says. */
function played(signals: Case["signals"], script: NonNullable<Case["script"]>): AnyStrategy {
  const isSet = (column: ArrayLike<number> | null | undefined, i: number) => Boolean(column?.[i]);
  let placed = 0;
  const strategy: EventStrategy = {
    name: "script",
    title: "",
    description: "",
    source: "",
    parameters: {},
    onBar(turn) {
      const i = turn.bar;
      const options: Record<string, number> = {};
      for (const name of ["stop", "target", "size"] as const) {
        const value = signals[name]?.[i] ?? Number.NaN;
        if (!Number.isNaN(value)) options[name] = value;
      }
      if (isSet(signals.longEntry, i)) turn.enter("long", options);
      if (isSet(signals.shortEntry, i)) turn.enter("short", options);
      if (isSet(signals.longExit, i)) turn.exit("long");
      if (isSet(signals.shortExit, i)) turn.exit("short");
      for (const action of script[i] ?? []) {
        if ("place" in action) {
          const { stop, target } = action.place;
          placed = turn.place(action.place) + Number(stop !== undefined) + Number(target !== undefined);
        } else if ("cancel" in action) {
          // what was to be placed on bars without decisions is not there
          if (action.cancel <= placed) turn.cancel(action.cancel);
        } else turn.cancelAll();
      }
    },
  };
  return strategy;
}

export function seriesOf({ open, high, low, close, timestamp, volume, barMs = 3_600_000 }: Case["bars"]) {
  const nBars = close.length;
  const timeframe = TIMEFRAMES.find((each) => timeframeMs(each) === barMs) as Timeframe;
  return createBars({
    symbol: "RANDOM",
    timeframe,
    timestamp: timestamp ?? Float64Array.from({ length: nBars }, (_, i) => 1_699_999_200_000 + i * barMs),
    open,
    high,
    low,
    close,
    volume: volume ?? new Float64Array(nBars),
  });
}

/** What both engines tell of a run. */
interface Outcome {
  fills: Row[];
  trades: Row[];
  equity: number[];
  conflicts: number;
  ambiguousBars: number;
  /** Reasons with a count above 0. */
  rejected: Record<string, number>;
  bankruptBar: number | null;
  badDebt: number;
  barsInMarket: number;
  open: { side: string; entryBar: number; entryPrice: number; quantity: number } | null;
}

type Row = Record<string, number | string>;

export function outcomeOfKernel(result: Result): Outcome {
  const { trades, fills, openPosition } = result;
  return {
    fills: rows({ ...fills }),
    trades: rows({ ...trades }).map((trade) => ({
      // not a column where none could arise
      funding: 0,
      ...trade,
      exitReason: EXIT_REASONS[trade["exitReason"] as number] as string,
    })),
    equity: [...result.equity],
    conflicts: result.conflicts,
    ambiguousBars: result.ambiguousBars,
    rejected: { ...result.rejected },
    bankruptBar: result.bankruptBar,
    badDebt: result.badDebt,
    barsInMarket: result.barsInMarket,
    open: openPosition && {
      side: openPosition.side,
      entryBar: openPosition.entryBar,
      entryPrice: openPosition.entryPrice,
      quantity: openPosition.quantity,
    },
  };
}

export function outcomeOfReference(result: ReferenceResult): Outcome {
  const { openPosition } = result;
  return {
    fills: result.fills.map((fill) => withoutMinusZero({ ...fill })),
    trades: result.trades.map((trade) => withoutMinusZero({ ...trade })),
    equity: result.equity,
    conflicts: result.conflicts,
    ambiguousBars: result.ambiguousBars,
    rejected: Object.fromEntries(Object.entries(result.rejected).filter(([, count]) => count > 0)),
    bankruptBar: result.bankruptBar,
    badDebt: result.badDebt,
    barsInMarket: result.barsInMarket,
    open: openPosition && {
      side: openPosition.side === 1 ? "long" : "short",
      entryBar: openPosition.entryBar,
      entryPrice: openPosition.entryPrice,
      quantity: Math.abs(openPosition.quantity),
    },
  };
}

/** Columns as one object per row. */
function rows(columns: Record<string, Float64Array | number | null>): Row[] {
  const { length, order: _, ...named } = columns as { length: number } & Record<string, Float64Array | null>;
  const present = Object.entries(named).filter((entry): entry is [string, Float64Array] => entry[1] !== null);
  return Array.from({ length }, (_, k) =>
    withoutMinusZero(Object.fromEntries(present.map(([name, column]) => [name, column[k] as number]))),
  );
}

/** -0 is 0 wherever bits are compared (DESIGN, "Canonical forms"). */
function withoutMinusZero(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === 0 ? 0 : value]));
}
