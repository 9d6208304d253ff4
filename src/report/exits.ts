import { EXIT_REASONS, type ExitReason, type TradeColumns } from "../contracts/result.js";

/** The trades that one reason ended. */
export interface ExitSummary {
  readonly reason: ExitReason;
  readonly trades: number;
  /** Of all closed trades, percent. */
  readonly sharePct: number;
  /** Of them with a profit after costs, percent. */
  readonly winRatePct: number;
  /** Mean profit after costs, quote currency. */
  readonly meanProfit: number;
  /** Their profits together, quote currency. */
  readonly profit: number;
}

/** By reason, the most frequent first, and in the order of EXIT_REASONS where they are as frequent. */
export function exitSummaries({ length, exitReason, pnl }: TradeColumns): ExitSummary[] {
  const sums = EXIT_REASONS.map((reason) => ({ reason, trades: 0, won: 0, profit: 0 }));
  for (let k = 0; k < length; k++) {
    const sum = sums[exitReason[k] as number] as (typeof sums)[number];
    const profit = pnl[k] as number;
    sum.trades++;
    sum.profit += profit;
    if (profit > 0) sum.won++;
  }
  return sums
    .filter(({ trades }) => trades > 0)
    .map(({ reason, trades, won, profit }) => ({
      reason,
      trades,
      sharePct: (100 * trades) / length,
      winRatePct: (100 * won) / trades,
      meanProfit: profit / trades,
      profit,
    }))
    .sort((a, b) => b.trades - a.trades);
}
