import type { Trade } from "../contracts/result.js";
import { formatTime } from "../market/times.js";
import type { Result } from "./result.js";

const TRADE_FIELDS: readonly (keyof Trade)[] = [
  "side",
  "entryBar",
  "entryTime",
  "entryPrice",
  "exitBar",
  "exitTime",
  "exitPrice",
  "quantity",
  "pnl",
  "pnlPct",
  "commission",
  "exitReason",
  "mae",
  "mfe",
];

/** Closed trades, one a line, in the order of their exits; with funding where there can be some. */
export function tradesCsv(result: Result): string {
  const fields = result.trades.funding ? [...TRADE_FIELDS, "funding" as const] : TRADE_FIELDS;
  const lines = [fields.join(",")];
  for (let k = 0; k < result.trades.length; k++) {
    const trade = result.trade(k);
    lines.push(fields.map((field) => String(trade[field])).join(","));
  }
  return `${lines.join("\n")}\n`;
}

/** Marked equity at every close. */
export function equityCsv({ bars, equity }: Result): string {
  const lines = ["timestamp,time,equity"];
  for (let i = 0; i < equity.length; i++) {
    const stamp = bars.timestamp[i] as number;
    lines.push(`${stamp},${formatTime(stamp)},${equity[i]}`);
  }
  return `${lines.join("\n")}\n`;
}
