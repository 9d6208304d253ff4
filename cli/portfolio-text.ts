import { metricEntry, metricText, money, type PortfolioResult } from "../src/index.js";

/** The tables that a portfolio prints: the account, its sleeves, what has to be known before believing them. */
export function portfolioText(result: PortfolioResult): string {
  const { metrics, account, sleeves, symbols, rebalanced, halts, fingerprint } = result;
  const text = (name: string) => metricText(metrics, name)?.replaceAll("−", "-") ?? `- (${metrics.reasons[name]})`;
  const metric = (name: string): [string, string] => [metricEntry(name).title, text(name)];
  const rows: [string, string][] = [
    [
      "Sleeves",
      `${sleeves.length} on ${symbols.length} ${symbols.length === 1 ? "symbol" : "symbols"}, ${account.length} marks`,
    ],
    metric("finalEquity"),
    metric("returnPct"),
    metric("cagr"),
    metric("benchmarkReturnPct"),
    metric("sharpe"),
    metric("sortino"),
    metric("maxDrawdown"),
    metric("annualVolatility"),
    metric("exposure"),
    metric("trades"),
    metric("fees"),
    ["Rebalanced", String(rebalanced)],
    ["Halts", String(halts)],
    ["Fingerprint", fingerprint],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const table = rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  return `\n${[...table, "", ...sleeveLines(result), ...warningLines(result)].join("\n")}\n\n`;
}

function sleeveLines({ sleeves }: PortfolioResult): string[] {
  const cells = sleeves.map(({ name, weight, result, profit }) => {
    const sharpe = metricText(result.metrics, "sharpe")?.replaceAll("−", "-") ?? "-";
    return [
      name,
      `${result.bars.symbol} ${result.bars.timeframe}`,
      weight.toFixed(3),
      money(profit.at(-1) as number).replaceAll("−", "-"),
      String(result.trades.length),
      sharpe,
    ];
  });
  const all = [["sleeve", "data", "weight", "profit", "trades", "sharpe"], ...cells];
  const widths = (all[0] as string[]).map((_, c) => Math.max(...all.map((row) => (row[c] as string).length)));
  return all.map(
    (row) =>
      `  ${row.map((cell, c) => (c < 2 ? cell.padEnd(widths[c] as number) : cell.padStart(widths[c] as number))).join("  ")}`,
  );
}

function warningLines({ warnings }: PortfolioResult): string[] {
  return warnings.length === 0 ? [] : ["", ...warnings.map((warning) => `  ! ${warning}`)];
}
