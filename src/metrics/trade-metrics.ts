import type { FillColumns, TradeColumns } from "../contracts/result.js";
import { none, type Value } from "./values.js";

export const TRADE_NAMES = [
  "trades",
  "wins",
  "losses",
  "breakEvens",
  "winRatePct",
  "meanProfit",
  "meanWin",
  "meanLoss",
  "payoffRatio",
  "profitFactor",
  "expectancy",
  "expectancyPct",
  "sqn",
  "kelly",
  "longestWinStreak",
  "longestLossStreak",
  "bestTradePct",
  "worstTradePct",
  "meanHoldingBars",
  "medianHoldingBars",
  "meanMaePct",
  "meanMfePct",
] as const;

/**
 * Statistics of closed trades; profits are net of commission. Profit factor: gains over losses, in money. Expectancy: mean profit
 * of a trade. SQN: sqrt(n) x mean / sd (ddof 1) of profits (Tharp 2008). Kelly: W - (1 - W) / R with R = mean win over mean
 * loss (Kelly 1956). Holding time: bars from entry to exit.
 */
export function tradeMetrics(trades: TradeColumns): Record<string, Value> {
  const n = trades.length;
  const noTrades = none("no closed trades");
  if (n === 0) {
    const empty: Record<string, Value> = Object.fromEntries(TRADE_NAMES.map((name) => [name, noTrades]));
    return { ...empty, trades: 0, wins: 0, losses: 0, breakEvens: 0, longestWinStreak: 0, longestLossStreak: 0 };
  }
  let wins = 0;
  let losses = 0;
  let gained = 0;
  let lost = 0;
  let percent = 0;
  let best = Number.NEGATIVE_INFINITY;
  let worst = Number.POSITIVE_INFINITY;
  let mae = 0;
  let mfe = 0;
  let held = 0;
  let streak = 0;
  let longestWin = 0;
  let longestLoss = 0;
  const holding = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const pnl = trades.pnl[k] as number;
    const pct = (100 * pnl) / ((trades.entryPrice[k] as number) * (trades.quantity[k] as number));
    if (pnl > 0) {
      wins++;
      gained += pnl;
      streak = streak > 0 ? streak + 1 : 1;
    } else if (pnl < 0) {
      losses++;
      lost -= pnl;
      streak = streak < 0 ? streak - 1 : -1;
    } else streak = 0;
    if (streak > longestWin) longestWin = streak;
    if (-streak > longestLoss) longestLoss = -streak;
    percent += pct;
    if (pct > best) best = pct;
    if (pct < worst) worst = pct;
    mae += trades.mae[k] as number;
    mfe += trades.mfe[k] as number;
    const bars = (trades.exitBar[k] as number) - (trades.entryBar[k] as number);
    holding[k] = bars;
    held += bars;
  }
  const profit = gained - lost;
  const mean = profit / n;
  let squares = 0;
  for (let k = 0; k < n; k++) {
    const d = (trades.pnl[k] as number) - mean;
    squares += d * d;
  }
  const deviation = Math.sqrt(squares / (n - 1));
  const meanWin: Value = wins > 0 ? gained / wins : none("no winning trades");
  const meanLoss: Value = losses > 0 ? -lost / losses : none("no losing trades");
  const payoff: Value =
    typeof meanWin === "number" ? (typeof meanLoss === "number" ? meanWin / -meanLoss : meanLoss) : meanWin;
  return {
    trades: n,
    wins,
    losses,
    breakEvens: n - wins - losses,
    winRatePct: (100 * wins) / n,
    meanProfit: mean,
    meanWin,
    meanLoss,
    payoffRatio: payoff,
    profitFactor: losses > 0 ? gained / lost : none("no losing trades"),
    expectancy: mean,
    expectancyPct: percent / n,
    sqn:
      n < 2
        ? none("needs at least two trades")
        : deviation > 0
          ? (Math.sqrt(n) * mean) / deviation
          : none("profits do not vary"),
    kelly: typeof payoff === "number" ? wins / n - (1 - wins / n) / payoff : payoff,
    longestWinStreak: longestWin,
    longestLossStreak: longestLoss,
    bestTradePct: best,
    worstTradePct: worst,
    meanHoldingBars: held / n,
    medianHoldingBars: median(holding),
    meanMaePct: (100 * mae) / n,
    meanMfePct: (100 * mfe) / n,
  };
}

/** Sorts in place. */
function median(values: Float64Array): number {
  values.sort();
  const middle = values.length >> 1;
  const upper = values[middle] as number;
  return values.length % 2 === 1 ? upper : ((values[middle - 1] as number) + upper) / 2;
}

/** Sum of |quantity| x price over all fills, quote currency. */
export function tradedValue({ length, quantity, price }: FillColumns): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += Math.abs(quantity[k] as number) * (price[k] as number);
  return sum;
}
