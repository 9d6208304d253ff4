import { resolveConfig } from "../../src/backtest/resolve.js";
import type { BacktestConfig, BacktestInput } from "../../src/contracts/config.js";
import type { OrderAction } from "../../src/contracts/orders.js";
import { EXIT_REASONS, type ExitReason } from "../../src/contracts/result.js";
import type { ReferenceFill, ReferenceResult } from "../reference/model.js";
import type { Desk, WorkingOrder } from "../reference/orders/desk.js";
import { backtestWithOrders } from "../reference/orders/engine.js";
import type { RandomRun } from "./arbitraries.js";

/** A run of the reference engine with orders, and what its properties are read from. */

export type AnyRun = RandomRun & { script?: OrderAction[][] };

export interface Played {
  config: BacktestConfig;
  result: ReferenceResult;
  /** Every order that was at work at some close, by id, as it was when last seen. */
  orders: Map<number, WorkingOrder>;
}

export function play(run: AnyRun, watch: (desk: Desk, orders: Played["orders"]) => void = () => {}): Played {
  const config = resolveConfig(run.config);
  const orders = new Map<number, WorkingOrder>();
  const extras = { ...run.extras, ...(run.script ? { script: run.script } : {}) };
  const result = backtestWithOrders(run.bars, run.signals, config, extras, (desk) => {
    for (const order of desk.table) orders.set(order.id, order);
    watch(desk, orders);
  });
  return { config, result, orders };
}

export interface Step {
  fill: ReferenceFill;
  /** Why; null = an entry. */
  reason: ExitReason | null;
  /** 0 = the queue, levels and ends. */
  order: number;
  /** Signed base units held before and after it. */
  before: number;
  after: number;
}

/** The fills with the position that each has found and left; what rounding leaves is no position. */
export function stepsOf(fills: readonly ReferenceFill[], orderOfFill: readonly number[]): Step[] {
  let held = 0;
  let largest = 0;
  return fills.map((fill, k) => {
    const before = held;
    largest = Math.max(largest, Math.abs(fill.quantity));
    held += fill.quantity;
    if (Math.abs(held) <= 1e-13 * largest) held = 0;
    const reason = fill.kind === 0 ? null : (EXIT_REASONS[fill.kind - 1] as ExitReason);
    return { fill, reason, order: orderOfFill[k] as number, before, after: held };
  });
}

/** What a fill opened: none of it closes what was held. */
export function openedBy({ before, after }: Step): number {
  return before * after < 0 ? Math.abs(after) : Math.max(Math.abs(after) - Math.abs(before), 0);
}

export function withConfig<Run extends AnyRun>(run: Run, fixed: BacktestInput): Run {
  return { ...run, config: { ...run.config, ...fixed } };
}

export function truncated(run: AnyRun, last: number): AnyRun {
  const cut = <Columns extends object>(columns: Columns): Columns =>
    Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.slice(0, last + 1)])) as Columns;
  const { barMs, ...columns } = run.bars;
  return {
    ...run,
    bars: { ...cut(columns), barMs },
    signals: cut(run.signals),
    extras: cut(run.extras),
    ...(run.script ? { script: run.script.slice(0, last + 1) } : {}),
  };
}

/** Neither funding nor borrow cost. */
export function withoutCarry<Run extends AnyRun>(run: Run): Run {
  const zeros = new Float64Array(run.bars.close.length);
  const extras = { ...run.extras, fundingAtOpen: zeros, fundingLater: zeros };
  return withConfig({ ...run, extras }, { borrowRate: 0 });
}

export function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
