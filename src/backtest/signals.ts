import {
  OP_PACK,
  SIGNAL_LONG_ENTRY,
  SIGNAL_LONG_EXIT,
  SIGNAL_SHORT_ENTRY,
  SIGNAL_SHORT_EXIT,
} from "../../dist/layout.js";
import type { Bars } from "../contracts/bars.js";
import { canonicalColumns, sha256, sha256Text } from "../contracts/canonical.js";
import { VaranusError } from "../contracts/errors.js";
import type { Plot, PlotTitle } from "../contracts/result.js";
import type { GivenColumns, SignalColumns } from "../contracts/signals.js";
import { atr } from "../indicators/volatility/atr.js";
import type { Engine } from "../kernel/engine.js";
import { type Handle, operate } from "../kernel/node.js";
import { context, type Flags, type Operand, type Series } from "../strategies/context.js";
import type { EventStrategy, Signals, Strategy } from "../strategies/define.js";

/** ATR for sizers and stops where a strategy or a file of signals gives none, bars. */
const DEFAULT_ATR_PERIOD = 14;

/** What `value` gives of a bar by these names; no column of a strategy can have them. */
export const BAR_VALUES: readonly string[] = ["open", "high", "low", "close", "volume", "timestamp"];

/** The signals of a strategy as handles of its graph. */
export interface SignalGraph {
  packed: Handle;
  atr: Handle;
  confidence: Handle | null;
  plots: readonly PlotSource[];
  /** SHA-256 of the strategy's name and the canonical text of everything that it computes; computed when called. */
  sha256(): string;
}

/** Where a column to draw comes from. */
export interface PlotSource extends PlotTitle {
  readonly column: Operand;
}

/**
 * Builds a strategy's graph. With `shifted` its signals are moved one bar on, for an engine in which they act at their own
 * bar's open.
 */
export function strategyGraph(
  strategy: Strategy,
  values: Readonly<Record<string, unknown>>,
  shifted: boolean,
): SignalGraph {
  const signals: Signals = strategy.signals(context, values as never);
  const flags = [signals.longEntry, signals.longExit, signals.shortEntry, signals.shortExit].map((column) =>
    column && shifted ? context.shift<Flags>(column, 1) : (column ?? null),
  );
  const [packed] = operate({ name: "pack", op: OP_PACK, kind: "flags", inputs: flags });
  const range: Handle = signals.atr ?? defaultAtr();
  return {
    packed: packed as Handle,
    atr: range,
    plots: [...plotSources(signals.plots, "price"), ...plotSources(signals.oscillators, "below")],
    confidence: signals.confidence ?? null,
    sha256: () =>
      sha256Text([strategy.name, (packed as Handle).key, range.key, signals.confidence?.key ?? []].flat().join("\n")),
  };
}

/** What an event-driven strategy has to be given, and what is told of it. */
export interface EventGraph {
  /** Columns that `onBar` reads by name. */
  columns: ReadonlyMap<string, Handle>;
  atr: Handle;
  confidence: Handle | null;
  plots: readonly PlotSource[];
  /** SHA-256 of the strategy's name, the canonical text of its columns and the source of its functions. */
  sha256(): string;
}

export function eventGraph(strategy: EventStrategy, values: Readonly<Record<string, unknown>>): EventGraph {
  const refused = (path: string, message: string, hint: string) =>
    new VaranusError({ code: "strategy", path: `${strategy.name}: ${path}`, message, hint });
  const prepared = strategy.prepare?.(context, values as never) ?? {};
  if ("then" in prepared) throw refused("prepare", "it has returned a promise", "it cannot be async");
  const columns = new Map<string, Handle>(Object.entries(prepared.columns ?? {}));
  for (const [name, column] of columns) {
    if (BAR_VALUES.includes(name)) {
      throw refused(`columns.${name}`, "that is a value of the bar itself", "choose another name");
    }
    if (typeof column !== "object" || column === null || !("node" in column)) {
      throw refused(`columns.${name}`, `${String(column)} is no column`, "give what the context has made");
    }
  }
  const range: Handle = prepared.atr ?? defaultAtr();
  const { confidence = null } = prepared;
  const { revision, onBar, begin = "" } = strategy;
  const functions = revision === undefined ? [onBar, begin].map(String) : [`revision ${revision}`];
  return {
    columns,
    atr: range,
    confidence,
    plots: [...plotSources(prepared.plots, "price"), ...plotSources(prepared.oscillators, "below")],
    sha256: () => {
      const keys = [...columns].map(([name, handle]) => `${name}=${handle.key}`);
      return sha256Text(
        [strategy.name, ...keys, range.key, ...(confidence ? [confidence.key] : []), ...functions].join("\n"),
      );
    },
  };
}

function plotSources(columns: Signals["plots"], pane: PlotTitle["pane"]): PlotSource[] {
  return Object.entries(columns ?? {}).map(([name, column]) =>
    typeof column === "number" ? { name, pane, column, level: column } : { name, pane, column },
  );
}

/** The columns to draw, over all bars. */
export function evaluatePlots(engine: Engine, bars: Bars, sources: readonly PlotSource[]): Plot[] {
  const handles = sources.flatMap(({ column }) => (typeof column === "number" ? [] : [column]));
  const columns = engine.evaluate(bars, handles);
  return sources.map(({ column, ...title }) => ({
    ...title,
    values: typeof column === "number" ? new Float64Array(bars.length).fill(column) : (columns.shift() as Float64Array),
  }));
}

export function defaultAtr(): Series {
  defaultRange ??= atr.build([context.high, context.low, context.close], { period: DEFAULT_ATR_PERIOD })[0] as Series;
  return defaultRange;
}

/** Built once: a sweep asks for it with every run. */
let defaultRange: Series | undefined;

/** Flags given by the user as one byte a bar; every column must have the bars' length. */
export function packSignals(signals: SignalColumns, bars: number): Uint8Array {
  for (const [name, column] of Object.entries(signals)) {
    if (column && column.length !== bars) {
      throw new VaranusError({
        code: "signals",
        path: `signals.${name}`,
        message: `the column has ${column.length} values, the series ${bars} bars`,
        hint: "give one value a bar",
      });
    }
  }
  const packed = new Uint8Array(bars);
  const { longEntry, longExit, shortEntry, shortExit } = signals;
  for (let i = 0; i < bars; i++) {
    packed[i] =
      (longEntry?.[i] ? SIGNAL_LONG_ENTRY : 0) |
      (longExit?.[i] ? SIGNAL_LONG_EXIT : 0) |
      (shortEntry?.[i] ? SIGNAL_SHORT_ENTRY : 0) |
      (shortExit?.[i] ? SIGNAL_SHORT_EXIT : 0);
  }
  return packed;
}

/** SHA-256 of given signals: packed flags, stop, target, size, ATR and, if there is one, confidence as canonical columns, absent ones all NaN. */
export function signalsSha256(packed: Uint8Array, signals: SignalColumns): string {
  const absent = new Float64Array(packed.length).fill(Number.NaN);
  const { stop, target, size, atr: range, confidence } = signals;
  const levels = [stop, target, size, range, ...(confidence ? [confidence] : [])].map((c) => c ?? absent);
  return sha256(canonicalColumns([Float64Array.from(packed), ...levels]));
}

/** SHA-256 of the columns given in place of computed ones, by name. */
export function givenSha256(given: GivenColumns): string {
  const hashes = Object.entries(given)
    .filter(([, column]) => column)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, column]) => `${name}:${sha256(canonicalColumns([column as Float64Array]))}`);
  return sha256Text(hashes.join("\n"));
}
