import type { Result } from "../../backtest/result.js";
import type { Metrics } from "../../contracts/result.js";
import { capitalised, count, counted, percent, words } from "../format.js";
import { html, type Markup } from "../markup.js";
import { metricValue, type Unit } from "./metric-value.js";
import { numberRow, section, table } from "./table.js";

interface Entry {
  readonly name: string;
  readonly title: string;
  readonly unit: Unit;
}

const entry = (name: string, title: string, unit: Unit): Entry => ({ name, title, unit });

const GROUPS: readonly { title: string; entries: readonly Entry[] }[] = [
  {
    title: "Capital",
    entries: [
      entry("initialCapital", "Start capital", "money"),
      entry("finalEquity", "Final equity", "money"),
      entry("netProfit", "Net profit", "money"),
      entry("returnPct", "Net return", "percent"),
      entry("cagr", "Compound annual growth", "fraction"),
      entry("turnover", "Turnover, of mean equity", "multiple"),
      entry("timeInMarketPct", "Time in market", "percent"),
      entry("exposure", "Mean exposure, of mean equity", "fraction"),
    ],
  },
  {
    title: "Trades",
    entries: [
      entry("trades", "Closed trades", "count"),
      entry("wins", "Wins", "count"),
      entry("losses", "Losses", "count"),
      entry("breakEvens", "Break-even", "count"),
      entry("winRatePct", "Win rate", "percent"),
      entry("expectancy", "Mean profit a trade", "money"),
      entry("expectancyPct", "Mean return a trade", "percent"),
      entry("meanWin", "Mean win", "money"),
      entry("meanLoss", "Mean loss", "money"),
      entry("payoffRatio", "Payoff, mean win over mean loss", "ratio"),
      entry("profitFactor", "Profit factor, gains over losses", "ratio"),
      entry("bestTradePct", "Best trade", "percent"),
      entry("worstTradePct", "Worst trade", "percent"),
      entry("longestWinStreak", "Most wins in a row", "count"),
      entry("longestLossStreak", "Most losses in a row", "count"),
      entry("meanHoldingBars", "Mean holding time", "bars"),
      entry("medianHoldingBars", "Median holding time", "bars"),
      entry("meanMaePct", "Mean worst excursion", "percent"),
      entry("meanMfePct", "Mean best excursion", "percent"),
      entry("sqn", "System quality number", "ratio"),
      entry("kelly", "Kelly fraction", "fraction"),
    ],
  },
  {
    title: "Risk",
    entries: [
      entry("maxDrawdown", "Deepest drawdown", "fraction"),
      entry("maxDrawdownDays", "From its peak to its trough", "days"),
      entry("longestDrawdownDays", "Longest drawdown", "days"),
      entry("averageDrawdown", "Average drawdown", "fraction"),
      entry("drawdownCount", "Drawdowns", "count"),
      entry("ulcerIndex", "Ulcer index, percent", "ratio"),
      entry("annualVolatility", "Annual volatility", "fraction"),
      entry("downsideDeviation", "Downside deviation a period", "fraction"),
      entry("var95", "Value at risk 95%, a period", "fraction"),
      entry("cvar95", "Expected shortfall 95%, a period", "fraction"),
      entry("skew", "Skew", "ratio"),
      entry("kurtosis", "Kurtosis (normal is 3)", "ratio"),
      entry("tailRatio", "Tail ratio, 95% over 5%", "ratio"),
    ],
  },
  {
    title: "Ratios",
    entries: [
      entry("sharpe", "Sharpe ratio", "ratio"),
      entry("sortino", "Sortino ratio", "ratio"),
      entry("calmar", "Calmar ratio", "ratio"),
      entry("omega", "Omega ratio", "ratio"),
      entry("psr", "Probabilistic Sharpe ratio", "fraction"),
      entry("minTrackRecordYears", "Minimum track record", "years"),
    ],
  },
  {
    title: "Against buy and hold",
    entries: [
      entry("benchmarkReturnPct", "Buy and hold", "percent"),
      entry("alpha", "Alpha a year", "fraction"),
      entry("beta", "Beta", "plain"),
      entry("informationRatio", "Information ratio", "ratio"),
    ],
  },
];

/** In other parts of the report, or said twice. */
const ELSEWHERE = ["fees", "slippageCost", "meanProfit", "periods", "periodsPerYear", "exits", "reasons"];

export function metricsSection(result: Result): Markup {
  const { metrics, config, profileStats } = result;
  const known = new Set([...GROUPS.flatMap(({ entries }) => entries.map(({ name }) => name)), ...ELSEWHERE]);
  const others = Object.keys(metrics).filter((name) => !known.has(name));
  const groups = [
    ...GROUPS,
    ...(others.length > 0 ? [{ title: "Other", entries: others.map((name) => unnamed(name)) }] : []),
  ];
  const periods = counted(Number(metrics["periods"]), config.returns === "day" ? "UTC day" : "bar");
  return section(
    { id: "metrics", title: "Metrics" },
    html`<p class="muted">Ratios are computed on the returns of ${periods}, ${count(Number(metrics["periodsPerYear"]))} to a year, with a risk-free rate of ${percent(100 * config.riskFree)} a year. A dash is a number that has no value, and why.</p>
<div class="metrics">${groups.map(({ title, entries }) => metricTable(title, entries, metrics))}${exits(metrics)}</div>
`,
    profileStats && profile(profileStats, config.profile),
  );
}

const COLUMNS = [{ title: "Metric" }, { title: "Value", numeric: true }];

const unnamed = (name: string): Entry =>
  entry(name, capitalised(words(name)), name.endsWith("Pct") ? "percent" : "plain");

function metricTable(caption: string, entries: readonly Entry[], metrics: Metrics): Markup {
  const present = entries.filter(({ name }) => name in metrics);
  const rows = present.map(({ name, title, unit }) => numberRow(title, metricValue(metrics, name, unit)));
  return table({ caption, columns: COLUMNS, rows });
}

function exits({ exits: counts }: Metrics): Markup | undefined {
  const reasons = Object.entries(counts).sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  if (reasons.length === 0) return undefined;
  const all = reasons.reduce((sum, [, n]) => sum + n, 0);
  return table({
    caption: "Trades by the reason of their end",
    columns: [{ title: "Reason" }, { title: "Trades", numeric: true }, { title: "Share", numeric: true }],
    rows: reasons.map(([reason, n]) => numberRow(capitalised(words(reason)), count(n), percent((100 * n) / all, 1))),
  });
}

/** Under the other engine's own names, so that they can be compared with its output line by line. */
function profile(stats: Metrics, name: string): Markup {
  const entries = Object.keys(stats)
    .filter((key) => key !== "reasons" && key !== "exits")
    .map((key) => entry(key, key, "plain"));
  return html`<h3>As ${name} defines them</h3>
<p class="muted">The same run by that engine’s own definitions and under its names.</p>
<div class="metrics">${metricTable(`Statistics of ${name}`, entries, stats)}</div>
`;
}
