import {
  type AmbiguityBounds,
  type CostLine,
  costsOf,
  exitSummaries,
  exitText,
  metricEntry,
  metricText,
  money,
  ofPositions,
  type Result,
  replayText,
} from "../src/index.js";

/** The table that a run prints: what it was, its key numbers, what has to be known before believing them. */
export function summary(result: Result, bounds?: AmbiguityBounds): string {
  const { metrics, data, config, bars } = result;
  // a terminal's text is copied into programs, which know the minus of the keyboard alone
  const text = (name: string) => metricText(metrics, name)?.replaceAll("−", "-") ?? `- (${metrics.reasons[name]})`;
  const metric = (name: string, further = ""): [string, string] => [metricEntry(name).title, text(name) + further];
  const strategy = config.strategy
    ? `${config.strategy.name} ${Object.entries(config.strategy.params)
        .map(([k, v]) => `${k}=${v}`)
        .join(" ")}`
    : "signals of your own";
  const costs = costsOf(result);
  const ends = exitSummaries(result.trades).map(({ reason, trades }) => `${exitText(reason)} ${trades}`);
  const exits: [string, string][] = ends.length > 0 ? [["Ended by", ends.join(", ")]] : [];
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
    metric("trades", `${ofPositions(metrics)}, ${text("winRatePct")} won`),
    metric("profitFactor"),
    metric("timeInMarketPct"),
    ...exits,
    ...costs.lines.map((line): [string, string] => [line.title, costText(line)]),
    [costs.all.title, costText(costs.all)],
    ["Ambiguous bars", String(result.ambiguousBars)],
    ...(result.replay ? [["Lower timeframe", replayText(result.replay)] as [string, string]] : []),
    ...(bounds ? [["Final equity could be", boundsText(bounds)] as [string, string]] : []),
    ["Fingerprint", result.fingerprint],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const table = rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  const warnings = result.warnings.map((warning) => `  ! ${warning}`);
  return `\n${[...table, ...(warnings.length > 0 ? ["", ...warnings] : [])].join("\n")}\n\n`;
}

function boundsText({ low, high, exact, reason, bars }: AmbiguityBounds): string {
  const kind = exact ? "exact bounds" : `extremes found, not bounds: ${reason}`;
  return `${amountText(low)} to ${amountText(high)} (${kind}; ${bars} ambiguous bars)`;
}

/** Money as the metrics' table writes it, with the minus of the keyboard. */
function amountText(amount: number): string {
  return money(amount).replaceAll("−", "-");
}

/** An amount, and what it is of the profit before costs where there was one. */
function costText({ amount, ofProfit }: CostLine): string {
  const share = ofProfit === undefined ? "" : ` (${ofProfit.toFixed(1)}% of the profit before costs)`;
  return `${amountText(amount)}${share}`;
}
