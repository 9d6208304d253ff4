import type { Metrics } from "../../src/index.js";
import { format } from "../../src/runtime/browser/index.js";

/** What a metric's number is: money in quote currency, percent already, a share of one, and so on. */
type Unit = "money" | "percent" | "fraction" | "ratio" | "count" | "bars" | "days" | "years" | "multiple" | "plain";

const WRITERS: Readonly<Record<Unit, (value: number) => string>> = {
  money: format.money,
  percent: (value) => format.percent(value),
  fraction: (value) => format.percent(100 * value),
  ratio: (value) => format.fixed(value, 2),
  count: format.count,
  bars: (value) => `${format.fixed(value, Number.isInteger(value) ? 0 : 1)} bars`,
  days: format.span,
  years: (value) => `${format.fixed(value, 1)} years`,
  multiple: (value) => `${format.fixed(value, 1)}×`,
  plain: format.plain,
};

export interface MetricEntry {
  readonly name: string;
  readonly title: string;
  readonly unit: Unit;
  /** One sentence for a reader who does not know it. */
  readonly meaning: string;
}

const entry = (name: string, title: string, unit: Unit, meaning = ""): MetricEntry => ({ name, title, unit, meaning });

const GROUPS: readonly { title: string; entries: readonly MetricEntry[] }[] = [
  {
    title: "Capital",
    entries: [
      entry("initialCapital", "Start capital", "money"),
      entry("finalEquity", "Final equity", "money", "Cash plus the open position at the last close."),
      entry("netProfit", "Net profit", "money", "After commissions and slippage."),
      entry("returnPct", "Net return", "percent", "Net profit over start capital."),
      entry("cagr", "Compound annual growth", "fraction", "The yearly rate that, compounded, gives the net return."),
      entry("fees", "Commissions", "money"),
      entry("slippageCost", "Slippage", "money", "What worse fills than the quoted price have cost."),
      entry("turnover", "Turnover", "multiple", "Value traded, as a multiple of the mean equity."),
      entry("timeInMarketPct", "Time in market", "percent", "Bars that end with a position."),
      entry("exposure", "Mean exposure", "fraction", "Mean size of the position over mean equity."),
    ],
  },
  {
    title: "Risk",
    entries: [
      entry("maxDrawdown", "Deepest drawdown", "fraction", "Largest fall of the equity from a peak before it."),
      entry("maxDrawdownDays", "From its peak to its trough", "days"),
      entry("longestDrawdownDays", "Longest drawdown", "days", "Longest time below an earlier peak."),
      entry("averageDrawdown", "Average drawdown", "fraction"),
      entry("drawdownCount", "Drawdowns", "count"),
      entry(
        "ulcerIndex",
        "Ulcer index",
        "ratio",
        "Root mean square of the percent drawdowns: deep and long ones weigh most.",
      ),
      entry("annualVolatility", "Annual volatility", "fraction", "Standard deviation of the returns, a year."),
      entry("downsideDeviation", "Downside deviation", "fraction", "Deviation of the losing periods alone."),
      entry("var95", "Value at risk 95%", "fraction", "Loss that 5% of the periods exceed."),
      entry("cvar95", "Expected shortfall 95%", "fraction", "Mean loss of those 5%."),
      entry("skew", "Skew", "ratio", "Below zero: rare large losses; above: rare large gains."),
      entry("kurtosis", "Kurtosis", "ratio", "A normal distribution has 3; more means fatter tails."),
      entry("tailRatio", "Tail ratio", "ratio", "The best 5% of periods against the worst 5%."),
    ],
  },
  {
    title: "Ratios",
    entries: [
      entry("sharpe", "Sharpe", "ratio", "Mean return above the risk-free rate over its deviation, a year."),
      entry("sortino", "Sortino", "ratio", "As Sharpe, with the losing periods' deviation alone."),
      entry("calmar", "Calmar", "ratio", "Annual growth over the deepest drawdown."),
      entry("omega", "Omega", "ratio", "Sum of gains over sum of losses, by period."),
      entry(
        "psr",
        "Probabilistic Sharpe",
        "fraction",
        "Chance that the true Sharpe ratio is above zero; one trial, no search counted.",
      ),
      entry(
        "minTrackRecordYears",
        "Minimum track record",
        "years",
        "Needed to tell this Sharpe ratio from zero at 95%.",
      ),
    ],
  },
  {
    title: "Against buy and hold",
    entries: [
      entry(
        "benchmarkReturnPct",
        "Buy and hold",
        "percent",
        "The whole capital in the market from first to last bar, without costs.",
      ),
      entry("alpha", "Alpha", "fraction", "Annual return beyond what the exposure to the market explains."),
      entry("beta", "Beta", "ratio", "Move of the equity for a move of 1 in the market."),
      entry("informationRatio", "Information ratio", "ratio", "Mean difference from buy and hold over its deviation."),
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
      entry("profitFactor", "Profit factor", "ratio", "Sum of the wins over sum of the losses."),
      entry("payoffRatio", "Payoff", "ratio", "Mean win over mean loss."),
      entry("expectancy", "Mean profit", "money", "Per trade, after costs."),
      entry("expectancyPct", "Mean return", "percent", "Per trade, of its size."),
      entry("meanWin", "Mean win", "money"),
      entry("meanLoss", "Mean loss", "money"),
      entry("bestTradePct", "Best trade", "percent"),
      entry("worstTradePct", "Worst trade", "percent"),
      entry("longestWinStreak", "Most wins in a row", "count"),
      entry("longestLossStreak", "Most losses in a row", "count"),
      entry("meanHoldingBars", "Mean holding time", "bars"),
      entry("medianHoldingBars", "Median holding time", "bars"),
      entry("meanMaePct", "Mean worst excursion", "percent", "How far trades went against you while held."),
      entry("meanMfePct", "Mean best excursion", "percent", "How far they went your way while held."),
      entry(
        "sqn",
        "System quality number",
        "ratio",
        "Mean profit over its deviation, times the root of the number of trades.",
      ),
      entry(
        "kelly",
        "Kelly fraction",
        "fraction",
        "Share of capital that maximises growth if the past repeats: an upper bound.",
      ),
    ],
  },
];

/** Said elsewhere, or twice. */
const ELSEWHERE = new Set(["meanProfit", "periods", "periodsPerYear", "exits", "reasons"]);

/** The groups with every metric that a result has; those that nobody has named come last. */
export function metricGroups(metrics: Metrics): readonly { title: string; entries: readonly MetricEntry[] }[] {
  const known = new Set(GROUPS.flatMap(({ entries }) => entries.map(({ name }) => name)));
  const others = Object.keys(metrics).filter((name) => !known.has(name) && !ELSEWHERE.has(name));
  const named = GROUPS.map(({ title, entries }) => ({ title, entries: entries.filter(({ name }) => name in metrics) }));
  if (others.length === 0) return named;
  const unnamed = others.map((name) =>
    entry(name, format.capitalised(format.words(name)), name.endsWith("Pct") ? "percent" : "plain"),
  );
  return [...named, { title: "Others", entries: unnamed }];
}

/** The number as text; undefined if it has no value (then `metrics.reasons` says why). */
export function metricText(metrics: Metrics, { name, unit }: Pick<MetricEntry, "name" | "unit">): string | undefined {
  const value = metrics[name];
  return typeof value === "number" ? WRITERS[unit](value) : undefined;
}
