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
