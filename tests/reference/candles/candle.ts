import type { BacktestInput } from "../../../src/contracts/config.js";
import type { OrderAction, OrderRequest } from "../../../src/contracts/orders.js";
import type { ExitReason, RejectReason } from "../../../src/contracts/result.js";

/**
 * Cases that anybody can check with a pencil: a few candles, what is ordered on them, and the fills that follow. They know neither the
 * reference engine nor the kernel.
 */

/** open, high, low, close and what happens; a number is a candle without range. */
export type Candle = number | readonly [open: number, high: number, low: number, close: number, what?: string];

/** bar, bought or sold, base units, price, and why. */
export type ExpectedFill = readonly [
  bar: number,
  side: "buy" | "sell",
  quantity: number,
  price: number,
  why: "entry" | ExitReason,
];

/** Of a trade, as its row in the result has it. */
export interface ExpectedTrade {
  quantity: number;
  entryPrice: number;
  pnl: number;
  commission: number;
  funding: number;
  mae: number;
  mfe: number;
}

/** One number for every bar, or one a bar; null = none. */
type Column = number | readonly (number | null)[];

export interface CandleCase {
  /** The rule in words. */
  title: string;
  candles: readonly Candle[];
  /** Bars whose decision this is. */
  longEntry?: readonly number[];
  longExit?: readonly number[];
  shortEntry?: readonly number[];
  shortExit?: readonly number[];
  columns?: Partial<Record<ColumnName, Column>>;
  /** What `onBar` does with orders, by bar; ids are 1, 2, ... in the order of placing, brackets included. */
  script?: Readonly<Record<number, readonly OrderAction[]>>;
  /** Hours that are missing before a bar, by bar. */
  gaps?: Readonly<Record<number, number>>;
  /** Length of a bar, hours; 1 unless given. */
  hours?: number;
  /** On top of PLAIN. */
  config?: BacktestInput;
  fills: readonly ExpectedFill[];
  /** Whatever else the case is about; quote currency. */
  also?: {
    /** After the last bar. */
    equity?: number;
    /** Both sides of all trades. */
    fees?: number;
    funding?: number;
    badDebt?: number;
    bankruptBar?: number;
    ambiguousBars?: number;
    conflicts?: number;
    rejected?: Partial<Record<RejectReason, number>>;
    /** Every trade in the order of their exits. */
    trades?: readonly ({ quantity: number } & Partial<ExpectedTrade>)[];
  };
}

export const COLUMN_NAMES = [
  "stop",
  "target",
  "size",
  "atr",
  "confidence",
  "volume",
  "sizerInput",
  "sar",
  "chandelierLong",
  "chandelierShort",
  "bandLong",
  "bandShort",
  "fundingAtOpen",
  "fundingLater",
] as const;
export type ColumnName = (typeof COLUMN_NAMES)[number];

/** 1,000 of capital, one unit a trade, no costs. */
export const PLAIN: BacktestInput = {
  sizer: { name: "fixed-amount", params: { amount: 1 } },
  capital: 1_000,
  commissionBps: 0,
  slippageBps: 0,
};

const HOUR_MS = 3_600_000;

/** The case as columns, for either engine. */
export function runOf(candle: CandleCase) {
  const rows = candle.candles.map((row) => (typeof row === "number" ? ([row, row, row, row] as const) : row));
  const price = (k: 0 | 1 | 2 | 3) => Float64Array.from(rows, (row) => row[k]);
  const flags = (bars: readonly number[] = []) => Uint8Array.from(rows, (_, i) => (bars.includes(i) ? 1 : 0));
  const column = (name: ColumnName, none: number) => {
    const given = candle.columns?.[name];
    return Float64Array.from(rows, (_, i) => (typeof given === "number" ? given : given?.[i]) ?? none);
  };
  const named = (names: readonly ColumnName[], none: number) =>
    Object.fromEntries(names.map((name) => [name, column(name, none)])) as Record<ColumnName, Float64Array>;
  const barMs = (candle.hours ?? 1) * HOUR_MS;
  const { gaps = {}, script } = candle;
  const missing = (i: number) =>
    Object.entries(gaps).reduce((sum, [bar, hours]) => sum + (Number(bar) <= i ? hours : 0), 0);
  return {
    bars: {
      open: price(0),
      high: price(1),
      low: price(2),
      close: price(3),
      volume: column("volume", 0),
      timestamp: Float64Array.from(rows, (_, i) => 1_704_067_200_000 + i * barMs + missing(i) * HOUR_MS),
      barMs,
    },
    signals: {
      longEntry: flags(candle.longEntry),
      longExit: flags(candle.longExit),
      shortEntry: flags(candle.shortEntry),
      shortExit: flags(candle.shortExit),
      ...named(["stop", "target", "size", "atr", "confidence"], Number.NaN),
    },
    extras: {
      ...named(["sizerInput", "sar", "chandelierLong", "chandelierShort", "bandLong", "bandShort"], Number.NaN),
      ...named(["fundingAtOpen", "fundingLater"], 0),
    },
    config: { ...PLAIN, ...candle.config },
    ...(script ? { script: rows.map((_, i) => [...(script[i] ?? [])]) } : {}),
  };
}

export function buy(order: Omit<OrderRequest, "side"> = {}): OrderAction {
  return { place: { side: "buy", ...order } };
}

export function sell(order: Omit<OrderRequest, "side"> = {}): OrderAction {
  return { place: { side: "sell", ...order } };
}

/** `percentage` with these distances in percent; 0 = none. */
export function percentage(stop: number, target = 0) {
  return [{ name: "percentage", params: { stop: stop / 100, target: target / 100 } }];
}

export function stopNamed(name: string, params: Record<string, number | string> = {}) {
  return [{ name, params }];
}

export function sizer(name: string, params: Record<string, number>) {
  return { name, params };
}
