import type { Bars } from "../contracts/bars.js";
import type { TradeColumns } from "../contracts/result.js";
import type { Statistics } from "../kernel/statistics.js";
import type { Run } from "./run-metrics.js";
import { tradeMetrics } from "./trade-metrics.js";
import { none, type Value } from "./values.js";

const DAY_MS = 86_400_000;
const YEAR_DAYS = 365.25;
/** More than this share of bars on Saturdays and Sundays means a market without weekends. */
const WEEKEND_SHARE = (2 / 7) * 0.6;

/** Statistics as backtesting.py 0.6 defines them; no risk-free rate, returns of trades before size. */
export function backtestingPyStatistics(
  s: Statistics,
  run: Run & { bankruptBar: number | null },
): Record<string, Value> {
  const { bars, equity, trades, config } = run;
  const n = equity.length;
  const start = equity[0] as number;
  const final = equity[n - 1] as number;
  const d = s.drawdowns(equity, start);
  const shared = tradeMetrics(trades) as Record<string, Value>;
  return {
    return_pct: 100 * (final / start - 1),
    ...annualised(s, run, d.deepest),
    max_drawdown_pct: -100 * d.deepest,
    avg_drawdown_pct: averageDrawdown(equity, start, d.averageDepth, d.count),
    trades: trades.length,
    win_rate_pct: shared["winRatePct"] as Value,
    ...returnsOfTrades(s, trades, run.bankruptBar !== null),
    sqn: shared["sqn"] as Value,
    kelly: run.bankruptBar !== null ? none("the account was bankrupt") : (shared["kelly"] as Value),
    exposure_pct: (100 * barsCovered(trades, n)) / n,
    equity_final: final,
    equity_peak: Math.max(d.peak, start),
    commissions: s.sums(trades.commission).sum,
    buy_hold_return_pct: 100 * ((bars.close[n - 1] as number) / (bars.close[0] as number) - 1),
    initial_cash: config.capital,
  };
}

/** Ratios on the returns between UTC days that have bars, compounded to a year of 365 or 252 of them. */
function annualised(
  s: Statistics,
  { bars, equity, bankruptBar }: Run & { bankruptBar: number | null },
  deepest: number,
): Record<string, Value> {
  const names = ["return_ann_pct", "volatility_ann_pct", "sharpe", "sortino", "calmar", "cagr_pct"];
  const all = (reason: string) => Object.fromEntries(names.map((name) => [name, none(reason)]));
  if (bankruptBar !== null) return all("the account was bankrupt");
  const days = s.dailyLast(bars.timestamp, equity, false);
  const returns = s.returns(days.subarray(1).slice(), days[0] as number);
  const count = returns.length;
  if (count < 2) return all("needs at least three days");
  const perYear = weekendShare(bars) > WEEKEND_SHARE ? 365 : 252;

  const mean = geometricMean(s, returns);
  const { sum, squares } = s.sums(returns);
  const variance = (squares - (sum * sum) / count) / (count - 1);
  const annual = s.pow(1 + mean, perYear) - 1;
  const growth = (1 + mean) * (1 + mean);
  const volatility = Math.sqrt(s.pow(variance + growth, perYear) - s.pow(growth, perYear));
  const downside = Math.sqrt(s.partialSums(returns, 0).squaredLosses / count) * Math.sqrt(perYear);
  const years = ((bars.timestamp[bars.length - 1] as number) - (bars.timestamp[0] as number)) / DAY_MS / YEAR_DAYS;
  const growthTotal = (equity[equity.length - 1] as number) / (equity[0] as number);
  return {
    return_ann_pct: 100 * annual,
    volatility_ann_pct: 100 * volatility,
    sharpe: volatility > 0 ? annual / volatility : none("returns do not vary"),
    sortino: downside > 0 ? annual / downside : none("no day lost"),
    calmar: deepest > 0 ? annual / deepest : none("there was no drawdown"),
    cagr_pct: years > 0 ? 100 * (s.pow(growthTotal, 1 / years) - 1) : none("the series has no length"),
  };
}

/** Trade returns: sign x (exit / entry - 1) less commissions over the entry's value. */
function returnsOfTrades(s: Statistics, trades: TradeColumns, bankrupt: boolean): Record<string, Value> {
  const n = trades.length;
  const names = ["best_trade_pct", "worst_trade_pct", "avg_trade_pct", "expectancy_pct", "profit_factor"];
  if (n === 0) return Object.fromEntries(names.map((name) => [name, none("no closed trades")]));
  const returns = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const entry = trades.entryPrice[k] as number;
    const move = (trades.side[k] as number) * ((trades.exitPrice[k] as number) / entry - 1);
    returns[k] = move - (trades.commission[k] as number) / ((trades.quantity[k] as number) * entry);
  }
  const { gains, losses } = s.partialSums(returns, 0);
  const sorted = s.sorted(returns);
  return {
    best_trade_pct: 100 * (sorted[n - 1] as number),
    worst_trade_pct: 100 * (sorted[0] as number),
    avg_trade_pct: bankrupt ? none("the account was bankrupt") : 100 * geometricMean(s, returns),
    expectancy_pct: (100 * s.sums(returns).sum) / n,
    profit_factor: losses > 0 ? gains / losses : none("no losing trades"),
  };
}

/** Geometric mean of 1 + r, minus 1; 0 where a return is -1 or less, as that engine has it. */
function geometricMean(s: Statistics, returns: Float64Array): number {
  let sum = 0;
  for (const r of returns) {
    if (!(1 + r > 0)) return 0;
    sum += s.log(1 + r);
  }
  return s.exp(sum / returns.length) - 1;
}

/** That engine leaves out a drawdown that begins on the very last bar. */
function averageDrawdown(equity: Float64Array, start: number, average: number, count: number): Value {
  const n = equity.length;
  let peak = start;
  for (let i = 0; i < n - 1; i++) peak = Math.max(peak, equity[i] as number);
  const last = equity[n - 1] as number;
  const beginsLast = n > 1 && last < peak && (equity[n - 2] as number) >= peak;
  const kept = beginsLast ? count - 1 : count;
  if (kept === 0) return none("there was no drawdown");
  return (-100 * (average * count - (beginsLast ? 1 - last / peak : 0))) / kept;
}

/** Bars in the union of the trades' spans, both ends counted. */
function barsCovered(trades: TradeColumns, bars: number): number {
  const held = new Uint8Array(bars);
  for (let k = 0; k < trades.length; k++) held.fill(1, trades.entryBar[k] as number, (trades.exitBar[k] as number) + 1);
  let count = 0;
  for (const bar of held) count += bar;
  return count;
}

function weekendShare({ timestamp }: Bars): number {
  let weekend = 0;
  for (const t of timestamp) {
    const weekday = (Math.floor(t / DAY_MS) + 4) % 7; // 0 = Sunday; 1970-01-01 was a Thursday
    if (weekday === 0 || weekday === 6) weekend++;
  }
  return weekend / timestamp.length;
}
