import type { Result } from "../../backtest/result.js";
import { timeframeMs } from "../../market/timeframes.js";
import { formatDate } from "../../market/times.js";
import { counted, percent, signed, span } from "../format.js";
import { html, type Markup } from "../markup.js";
import { metricValue, numberOf, type Unit } from "./metric-value.js";

/** Days from the first bar's open to the last one's end. */
export function daysOf({ bars }: Result): number {
  const first = bars.timestamp[0] as number;
  const last = bars.timestamp[bars.length - 1] as number;
  return (last - first + timeframeMs(bars.timeframe)) / 86_400_000;
}

export function strategyName({ config }: Result): string {
  return config.strategy?.name ?? "own signals";
}

/** Name and parameters as a user would write them: "percentage (stop 0.02, target 0.05)". */
export function describeNamed({ name, params }: { name: string; params: Readonly<Record<string, unknown>> }): string {
  const values = Object.entries(params).map(([key, value]) => `${key} ${String(value)}`);
  return values.length === 0 ? name : `${name} (${values.join(", ")})`;
}

export function header(result: Result, title: string): Markup {
  const { bars, config } = result;
  const { timestamp, length, symbol, timeframe } = bars;
  const stops = config.stops.length === 0 ? "no stops" : config.stops.map(describeNamed).join(" and ");
  return html`<header><h1>${title}</h1>
<p class="subject"><b>${config.strategy ? describeNamed(config.strategy) : strategyName(result)}</b>, ${stops}, on <b>${symbol}</b>, ${timeframe} bars, ${formatDate(timestamp[0] as number)} to ${formatDate(timestamp[length - 1] as number)} (${counted(length, "bar")}, ${span(daysOf(result))})</p>
${strip(result)}
<p class="lead">${verdict(result)}</p></header>
`;
}

const STRIP: readonly { name: string; title: string; unit: Unit; tone?: boolean }[] = [
  { name: "returnPct", title: "Net return", unit: "percent", tone: true },
  { name: "cagr", title: "CAGR", unit: "fraction", tone: true },
  { name: "sharpe", title: "Sharpe ratio", unit: "ratio" },
  { name: "maxDrawdown", title: "Deepest drawdown", unit: "fraction" },
  { name: "trades", title: "Trades", unit: "count" },
  { name: "profitFactor", title: "Profit factor", unit: "ratio" },
  { name: "timeInMarketPct", title: "Time in market", unit: "percent" },
  { name: "benchmarkReturnPct", title: "Buy and hold", unit: "percent", tone: true },
];

function strip({ metrics }: Result): Markup {
  const cards = STRIP.map(({ name, title, unit, tone = false }) => {
    const value = numberOf(metrics, name) ?? 0;
    const colour = tone && value !== 0 && (value > 0 ? "gain" : "loss");
    return html`<div><dt>${title}</dt><dd${colour && html` class="${colour}"`}>${metricValue(metrics, name, unit, tone)}</dd></div>
`;
  });
  return html`<dl class="verdict">${cards}</dl>`;
}

/** The run in two sentences, without praise. */
function verdict(result: Result): string {
  const { metrics, trades, bankruptBar, bars } = result;
  const change = signed(percent(numberOf(metrics, "returnPct") ?? 0));
  const held = signed(percent(numberOf(metrics, "benchmarkReturnPct") ?? 0));
  const days = span(daysOf(result));
  if (bankruptBar !== null) {
    return `The account was gone on ${formatDate(bars.timestamp[bankruptBar] as number)}, after ${counted(trades.length, "trade")}.`;
  }
  const first = `After costs the account changed by ${change} in ${days}; holding ${bars.symbol} changed by ${held}.`;
  if (trades.length === 0) return `${first} No trade was closed, so there is nothing to judge.`;
  const psr = numberOf(metrics, "psr");
  if (psr === undefined) return first;
  const chance = psr > 0.999 ? "more than 99.9%" : psr < 0.001 ? "less than 0.1%" : percent(100 * psr, 1);
  return `${first} Taken alone, this record puts the chance of a true Sharpe ratio above zero at ${chance}, before any allowance for other variants that were tried.`;
}
