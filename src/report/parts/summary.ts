import type { Result } from "../../backtest/result.js";
import { timeframeMs } from "../../market/timeframes.js";
import { formatDate } from "../../market/times.js";
import { metricEntry } from "../../metrics/catalogue.js";
import { counted, percent, signed, span } from "../format.js";
import { html, type Markup } from "../markup.js";
import { metricText, numberOf } from "../metric-text.js";
import { ofPositions } from "../positions.js";
import { metricValue } from "./metric-value.js";

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

/** The numbers that are read first; those with a sign are coloured by it. */
const STRIP: readonly { name: string; sign?: boolean }[] = [
  { name: "returnPct", sign: true },
  { name: "cagr", sign: true },
  { name: "sharpe" },
  { name: "maxDrawdown" },
  { name: "trades" },
  { name: "profitFactor" },
  { name: "timeInMarketPct" },
  { name: "benchmarkReturnPct", sign: true },
];

function strip({ metrics }: Result): Markup {
  const cards = STRIP.map(({ name, sign = false }) => {
    const { title, short = title, meaning } = metricEntry(name);
    const value = numberOf(metrics, name) ?? 0;
    const colour = sign && value !== 0 && (value > 0 ? "gain" : "loss");
    return html`<div title="${meaning}"><dt>${short}</dt><dd${colour && html` class="${colour}"`}>${metricValue(metrics, name, { sign })}</dd></div>
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
    return `The account was gone on ${formatDate(bars.timestamp[bankruptBar] as number)}, after ${counted(trades.length, "trade")}${ofPositions(metrics)}.`;
  }
  const first = `After costs the account changed by ${change} in ${days}; holding ${bars.symbol} changed by ${held}.`;
  if (trades.length === 0) return `${first} No trade was closed, so there is nothing to judge.`;
  const chance = metricText(metrics, "psr");
  if (chance === undefined) return first;
  return `${first} Taken alone, this record puts the chance of a true Sharpe ratio above zero at ${chance}, before any allowance for other variants that were tried.`;
}
