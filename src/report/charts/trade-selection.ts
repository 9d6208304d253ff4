import type { TradeColumns } from "../../contracts/result.js";

/** Profit of trade k on the value at its entry, percent. */
export function returnPct({ pnl, entryPrice, quantity }: TradeColumns, k: number): number {
  return (100 * (pnl[k] as number)) / ((entryPrice[k] as number) * (quantity[k] as number));
}

/** The trades that touch the bars `from` to `to`, both inclusive. */
export function tradesBetween({ length, entryBar, exitBar }: TradeColumns, from: number, to: number): number[] {
  const touching: number[] = [];
  for (let k = 0; k < length; k++) {
    if ((entryBar[k] as number) <= to && (exitBar[k] as number) >= from) touching.push(k);
  }
  return touching;
}

/** Whether trade k came out of the same entry as the one before it: a position that is closed in parts is a trade for each. */
export function isFurtherPart({ side, entryBar, entryPrice }: TradeColumns, k: number): boolean {
  return k > 0 && side[k] === side[k - 1] && entryBar[k] === entryBar[k - 1] && entryPrice[k] === entryPrice[k - 1];
}

/** Whether any position was closed in parts. */
export function hasParts(trades: TradeColumns): boolean {
  return trades.side.some((_, k) => isFurtherPart(trades, k));
}

/** What is said where there are some. */
export const PARTS = "A position that was closed in parts is a trade for each of them.";
