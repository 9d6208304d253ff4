import { formatTime } from "../market/times.js";
import type { PortfolioResult } from "./portfolio-result.js";

/** The account at every moment at which bars have ended, and every sleeve's slice then. */
export function accountCsv({ account, sleeves }: PortfolioResult): string {
  const { timestamp, equity, exposure, netExposure, heat, positions } = account;
  const names = sleeves.map(({ name }) => quoted(`slice ${name}`));
  const lines = [["timestamp,time,equity,exposure,netExposure,heat,positions", ...names].join(",")];
  const bars = sleeves.map(() => -1);
  for (let row = 0; row < account.length; row++) {
    const stamp = timestamp[row] as number;
    const slices = sleeves.map(({ slice, result }, k) => {
      const opens = result.bars.timestamp;
      let bar = bars[k] as number;
      while ((opens[bar + 1] ?? Number.POSITIVE_INFINITY) <= stamp) bar++;
      bars[k] = bar;
      return bar < 0 ? result.config.capital : slice[bar];
    });
    const values = [equity[row], exposure[row], netExposure[row], heat[row], positions[row], ...slices];
    lines.push(`${stamp},${formatTime(stamp)},${values.join(",")}`);
  }
  return `${lines.join("\n")}\n`;
}

/** The account's fills after netting. */
export function accountFillsCsv(result: PortfolioResult): string {
  const lines = ["time,symbol,quantity,price,commission"];
  for (let k = 0; k < result.fills.length; k++) {
    const { time, symbol, quantity, price, commission } = result.fill(k);
    lines.push([time, quoted(symbol), quantity, price, commission].join(","));
  }
  return `${lines.join("\n")}\n`;
}

/** The trades of all sleeves in the order of their exits. */
export function sleeveTradesCsv({ sleeves, sleeveOfTrade }: PortfolioResult): string {
  const fields = [
    "side",
    "entryTime",
    "entryPrice",
    "exitTime",
    "exitPrice",
    "quantity",
    "pnl",
    "commission",
    "exitReason",
  ] as const;
  const lines = [["sleeve", "symbol", ...fields].join(",")];
  const next = sleeves.map(() => 0);
  for (const index of sleeveOfTrade) {
    const sleeve = sleeves[index];
    if (sleeve === undefined) continue;
    const trade = sleeve.result.trade(next[index] as number);
    next[index] = (next[index] as number) + 1;
    lines.push(
      [quoted(sleeve.name), quoted(sleeve.result.bars.symbol), ...fields.map((field) => trade[field])].join(","),
    );
  }
  return `${lines.join("\n")}\n`;
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
