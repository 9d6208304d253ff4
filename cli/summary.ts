import { metricEntry, metricText, type Result } from "../src/index.js";

/** The table that a run prints: what it was, its key numbers, what has to be known before believing them. */
export function summary(result: Result): string {
  const { metrics, data, config, bars } = result;
  // a terminal's text is copied into programs, which know the minus of the keyboard alone
  const text = (name: string) => metricText(metrics, name)?.replaceAll("−", "-") ?? `- (${metrics.reasons[name]})`;
  const metric = (name: string, further = ""): [string, string] => [metricEntry(name).title, text(name) + further];
  const strategy = config.strategy
    ? `${config.strategy.name} ${Object.entries(config.strategy.params)
        .map(([k, v]) => `${k}=${v}`)
        .join(" ")}`
    : "signals of your own";
  const rows: [string, string][] = [
    ["Strategy", strategy],
    ["Data", `${data.symbol} ${data.timeframe}, ${data.bars} bars, ${data.from} to ${data.to} (${bars.quality.grade})`],
    ["Profile", config.profile],
    metric("finalEquity", ` from ${text("initialCapital")}`),
    metric("returnPct"),
    metric("cagr"),
    metric("benchmarkReturnPct"),
    metric("sharpe"),
    metric("sortino"),
    metric("calmar"),
    metric("psr", " (one trial, no search counted)"),
    metric("maxDrawdown"),
    metric("annualVolatility"),
    metric("trades", `, ${text("winRatePct")} won`),
    metric("profitFactor"),
    metric("timeInMarketPct"),
    metric("fees"),
    metric("slippageCost"),
    ["Ambiguous bars", String(result.ambiguousBars)],
    ["Fingerprint", result.fingerprint],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const table = rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  const warnings = result.warnings.map((warning) => `  ! ${warning}`);
  return `\n${[...table, ...(warnings.length > 0 ? ["", ...warnings] : [])].join("\n")}\n\n`;
}
