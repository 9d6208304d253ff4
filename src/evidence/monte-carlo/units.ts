import type { Engine } from "../../kernel/engine.js";
import type { EquityCurve, MonteCarloRun } from "./run.js";

/** What a path is made of: money that is added, or factors that are multiplied. */
export interface Units {
  readonly values: Float64Array;
  readonly added: boolean;
}

/** Money is added where sizes do not follow the account. */
export const addsMoney = ({ config }: MonteCarloRun): boolean => config.sizer.name === "fixed-amount";

/**
 * Equity before every trade (nTrades), quote currency: the start and the profits of the trades that were closed before. With one position at a
 * time that is the equity at entry; of a position closed in parts it is that before each part, so that the factors' product is the end.
 */
export function equityBefore({ config, trades }: MonteCarloRun): Float64Array {
  const before = new Float64Array(trades.length);
  let equity = config.capital;
  for (let k = 0; k < before.length; k++) {
    before[k] = equity;
    equity += trades.pnl[k] as number;
  }
  return before;
}

/** Of every trade in the order of the exits: its profit, or 1 + profit / equity before it, not below 0. */
export function tradeUnits(run: MonteCarloRun): Units {
  const { pnl } = run.trades;
  if (addsMoney(run)) return { values: pnl, added: true };
  const before = equityBefore(run);
  return { values: pnl.map((profit, k) => factor(profit, before[k] as number)), added: false };
}

/** Of every UTC day that has bars (FX: Sunday's belong to Monday): the change of the equity at its last close. */
export function dayUnits(
  { statistics }: Engine,
  run: MonteCarloRun,
  { timestamp, equity, calendar }: EquityCurve,
): Units {
  const added = addsMoney(run);
  const days = statistics.dailyLast(timestamp, equity, calendar === "fx-week");
  const values = days.map((last, k) => {
    const before = k === 0 ? run.config.capital : (days[k - 1] as number);
    return added ? last - before : factor(last - before, before);
  });
  return { values, added };
}

/** An account that is gone stays as it is. */
function factor(profit: number, before: number): number {
  return before > 0 ? Math.max(0, 1 + profit / before) : 1;
}

/** The path of the units in their own order: last equity, quote currency, and deepest drawdown, fraction of the peak. */
export function ownPath({ values, added }: Units, start: number): { finalEquity: number; maxDrawdown: number } {
  let equity = start;
  let peak = start;
  let least = 1;
  for (const value of values) {
    equity = added ? equity + value : equity * value;
    peak = Math.max(peak, equity);
    least = Math.min(least, equity / peak);
  }
  return { finalEquity: equity, maxDrawdown: 1 - least };
}
