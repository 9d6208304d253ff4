import type { ReferenceTrade } from "./model.js";

/** Statistics of the two other engines by their own definitions (README of the reference backtests), slow and obvious. */

export interface RunForStatistics {
  trades: readonly ReferenceTrade[];
  /** Marked at every close (nBars). */
  equity: readonly number[];
  /** ms UTC, bar open (nBars). */
  timestamp: ArrayLike<number>;
  close: ArrayLike<number>;
  capital: number;
  bankruptBar: number | null;
  /** Bars that end with a position. */
  barsInMarket: number;
}

/** By the names of the reference files; null = undefined. */
export type Statistics = Record<string, number | null>;

const DAY = 86_400_000; // ms

export function backtestingPyStatistics(run: RunForStatistics): Statistics {
  const { trades, equity, timestamp, close } = run;
  const n = equity.length;
  const first = at(equity, 0);
  const final = at(equity, n - 1);
  const returns = trades.map(returnOf);
  const pnls = trades.map((trade) => trade.pnl);
  const drawdowns = drawdownsOf(equity);
  const maxDrawdown = Math.max(...drawdownPeaks(drawdowns), 0);

  const days = lastOfEachDay(equity, timestamp);
  const dayReturns = changes(days);
  const weekendBars = Array.from({ length: n }, (_, i) => isWeekend(at(timestamp, i))).filter(Boolean).length;
  const a = weekendBars / n > (2 / 7) * 0.6 ? 365 : 252;
  const g = geometricMean(dayReturns);
  const returnAnnual = (1 + g) ** a - 1;
  const volatility = Math.sqrt((variance(dayReturns) + (1 + g) ** 2) ** a - (1 + g) ** (2 * a));
  const downside = Math.sqrt(mean(dayReturns.map((r) => Math.min(r, 0) ** 2)));
  const years = (at(timestamp, n - 1) - at(timestamp, 0)) / (365.25 * DAY);

  const statistics: Statistics = {
    return_pct: (final / first - 1) * 100,
    return_ann_pct: returnAnnual * 100,
    volatility_ann_pct: volatility * 100,
    cagr_pct: ((final / first) ** (1 / years) - 1) * 100,
    sharpe: returnAnnual / volatility,
    sortino: returnAnnual / (downside * Math.sqrt(a)),
    calmar: returnAnnual / maxDrawdown,
    max_drawdown_pct: -maxDrawdown * 100,
    avg_drawdown_pct: -mean(drawdownPeaks(drawdowns)) * 100,
    trades: trades.length,
    win_rate_pct: (pnls.filter((pnl) => pnl > 0).length / trades.length) * 100,
    best_trade_pct: Math.max(...returns) * 100,
    worst_trade_pct: Math.min(...returns) * 100,
    avg_trade_pct: geometricMean(returns) * 100,
    profit_factor: sum(returns.filter((r) => r > 0)) / Math.abs(sum(returns.filter((r) => r < 0))),
    expectancy_pct: mean(returns) * 100,
    sqn: systemQuality(pnls),
    exposure_pct: (barsOfTrades(trades, n) / n) * 100,
    equity_final: final,
    equity_peak: equity.reduce((a, b) => Math.max(a, b), 0),
    commissions: sum(trades.map((trade) => trade.commission)),
    buy_hold_return_pct: (at(close, n - 1) / at(close, 0) - 1) * 100,
    kelly: kellyOf(pnls),
  };
  if (run.bankruptBar !== null) {
    for (const name of RATIOS_OF_A_BANKRUPT) statistics[name] = null;
  }
  return undefinedToNull(statistics);
}

const RATIOS_OF_A_BANKRUPT = [
  "sharpe",
  "sortino",
  "calmar",
  "return_ann_pct",
  "volatility_ann_pct",
  "avg_trade_pct",
  "kelly",
  "cagr_pct",
];

export function vectorbtStatistics(run: RunForStatistics): Statistics {
  const { trades, equity, capital, timestamp } = run;
  const n = equity.length;
  const final = at(equity, n - 1);
  const returns = changes([capital, ...equity]);
  const barLength = mostFrequentStep(timestamp);
  const p = (365 * DAY) / barLength;
  const pnls = trades.map((trade) => trade.pnl);
  const maxDrawdown = Math.max(...drawdownPeaks(drawdownsOf(equity)), 0);
  const downside = Math.sqrt(mean(returns.map((r) => Math.min(r, 0) ** 2)));
  return undefinedToNull({
    total_return_pct: (final / capital - 1) * 100,
    sharpe: (mean(returns) / Math.sqrt(variance(returns))) * Math.sqrt(p),
    sortino: (mean(returns) * p) / (downside * Math.sqrt(p)),
    calmar: ((final / capital) ** (p / n) - 1) / maxDrawdown,
    max_drawdown_pct: -maxDrawdown * 100,
    trades: trades.length,
    win_rate_pct: (pnls.filter((pnl) => pnl > 0).length / trades.length) * 100,
    profit_factor: sum(pnls.filter((pnl) => pnl > 0)) / Math.abs(sum(pnls.filter((pnl) => pnl < 0))),
    expectancy: mean(pnls),
    sqn: systemQuality(pnls),
    exposure_pct: (run.barsInMarket / n) * 100,
    fees_paid: sum(trades.map((trade) => trade.commission)),
    value_final: final,
  });
}

/** Return of a trade as backtesting.py has it: net of both commissions, on the value at the entry. */
function returnOf({ side, entryPrice, exitPrice, quantity, commission }: ReferenceTrade): number {
  return side * (exitPrice / entryPrice - 1) - commission / (quantity * entryPrice);
}

/** 1 - equity / highest equity so far (nBars). */
function drawdownsOf(equity: readonly number[]): number[] {
  let peak = Number.NEGATIVE_INFINITY;
  return equity.map((value) => {
    peak = Math.max(peak, value);
    return 1 - value / peak;
  });
}

/** The deepest point of every stretch of at least one bar between two highs (or the end). */
function drawdownPeaks(drawdowns: readonly number[]): number[] {
  const peaks: number[] = [];
  let deepest = 0;
  drawdowns.forEach((drawdown, i) => {
    deepest = Math.max(deepest, drawdown);
    const ends = drawdown === 0 || i === drawdowns.length - 1;
    if (ends && deepest > 0) {
      peaks.push(deepest);
      deepest = 0;
    }
  });
  return peaks;
}

/** Bars between entry and exit of any trade, both counted. */
function barsOfTrades(trades: readonly ReferenceTrade[], nBars: number): number {
  const held = new Array<boolean>(nBars).fill(false);
  for (const { entryBar, exitBar } of trades) {
    for (let i = entryBar; i <= exitBar; i++) held[i] = true;
  }
  return held.filter(Boolean).length;
}

function kellyOf(pnls: readonly number[]): number {
  const wins = pnls.filter((pnl) => pnl > 0);
  const losses = pnls.filter((pnl) => pnl < 0);
  const w = wins.length / pnls.length;
  return w - (1 - w) / (mean(wins) / Math.abs(mean(losses)));
}

function systemQuality(pnls: readonly number[]): number {
  return (Math.sqrt(pnls.length) * mean(pnls)) / Math.sqrt(variance(pnls));
}

/** The last equity of each UTC day that has bars. */
function lastOfEachDay(equity: readonly number[], timestamp: ArrayLike<number>): number[] {
  const last = new Map<number, number>();
  equity.forEach((value, i) => {
    last.set(Math.floor(at(timestamp, i) / DAY), value);
  });
  return [...last.values()];
}

function isWeekend(timestamp: number): boolean {
  const weekday = new Date(timestamp).getUTCDay();
  return weekday === 0 || weekday === 6;
}

function mostFrequentStep(timestamp: ArrayLike<number>): number {
  const counts = new Map<number, number>();
  for (let i = 1; i < timestamp.length; i++) {
    const step = at(timestamp, i) - at(timestamp, i - 1);
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
}

/** value[i] / value[i-1] - 1, one fewer than the values. */
function changes(values: readonly number[]): number[] {
  return values.slice(1).map((value, i) => value / at(values, i) - 1);
}

function geometricMean(returns: readonly number[]): number {
  if (returns.some((r) => r <= -1)) return 0;
  return Math.exp(mean(returns.map((r) => Math.log(1 + r)))) - 1;
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/** Sample variance, ddof 1. */
function variance(values: readonly number[]): number {
  const m = mean(values);
  return sum(values.map((value) => (value - m) ** 2)) / (values.length - 1);
}

function undefinedToNull(statistics: Statistics): Statistics {
  return Object.fromEntries(
    Object.entries(statistics).map(([name, value]) => [name, Number.isFinite(value) ? value : null]),
  );
}

function at(values: ArrayLike<number>, i: number): number {
  const value = values[i];
  if (value === undefined) throw new Error(`there is no value ${i}`);
  return value;
}
