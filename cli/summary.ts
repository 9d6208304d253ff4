import type { Result } from "../src/index.js";

/** The table that a run prints: what it was, its key numbers, what has to be known before believing them. */
export function summary(result: Result): string {
  const { metrics, data, config, bars } = result;
  const value = (name: string) => metrics[name] as number | null;
  const number = (name: string, digits: number, unit = "", factor = 1) => {
    const v = value(name);
    return v === null ? `- (${metrics.reasons[name]})` : `${(v * factor).toFixed(digits)}${unit}`;
  };
  const strategy = config.strategy
    ? `${config.strategy.name} ${Object.entries(config.strategy.params)
        .map(([k, v]) => `${k}=${v}`)
        .join(" ")}`
    : "signals of your own";
  const rows: [string, string][] = [
    ["strategy", strategy],
    ["data", `${data.symbol} ${data.timeframe}, ${data.bars} bars, ${data.from} to ${data.to} (${bars.quality.grade})`],
    ["profile", config.profile],
    ["final equity", `${number("finalEquity", 2)} from ${number("initialCapital", 2)}`],
    ["return", number("returnPct", 2, " %")],
    ["CAGR", number("cagr", 2, " %", 100)],
    ["Sharpe", number("sharpe", 3)],
    ["Sortino", number("sortino", 3)],
    ["Calmar", number("calmar", 3)],
    ["max drawdown", number("maxDrawdown", 2, " %", 100)],
    ["volatility", number("annualVolatility", 2, " % a year", 100)],
    ["trades", `${number("trades", 0)}, ${number("winRatePct", 1, " %")} won`],
    ["profit factor", number("profitFactor", 3)],
    ["fees", `${number("fees", 2)}, slippage ${number("slippageCost", 2)}`],
    ["time in market", number("timeInMarketPct", 1, " %")],
    ["buy and hold", number("benchmarkReturnPct", 2, " %")],
    ["Sharpe > 0 with", `${number("psr", 1, " % probability", 100)} (one trial, no search counted)`],
    ["ambiguous bars", String(result.ambiguousBars)],
    ["fingerprint", result.fingerprint],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const table = rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`);
  const warnings = result.warnings.map((warning) => `  ! ${warning}`);
  return `\n${[...table, ...(warnings.length > 0 ? ["", ...warnings] : [])].join("\n")}\n\n`;
}
