import { invariant } from "../contracts/errors.js";

/** Every metric of a Result: its title, what its number is, what it means. Page, report and command line show them by this list. */

/** What a metric's number is. */
export type MetricUnit =
  /** Quote currency. */
  | "money"
  /** In percent already. */
  | "percent"
  /** A share of one, shown in percent. */
  | "fraction"
  /** A share of one that comes close to 0 or 1 and is never either. */
  | "probability"
  | "ratio"
  | "count"
  | "bars"
  | "days"
  | "years"
  | "multiple"
  /** A number that stands for itself. */
  | "plain";

export interface MetricEntry {
  /** Its key in a Result's metrics. */
  readonly name: string;
  readonly title: string;
  /** The title where there is little room; by default the title. */
  readonly short?: string;
  readonly unit: MetricUnit;
  /** One sentence for a reader who does not know it. */
  readonly meaning: string;
  /** A metric with the same number, which tables show in its place. */
  readonly sameAs?: string;
}

export interface MetricTitles {
  readonly title: string;
  readonly entries: readonly MetricEntry[];
}

const entry = (
  name: string,
  title: string,
  unit: MetricUnit,
  meaning: string,
  further: Pick<MetricEntry, "short" | "sameAs"> = {},
): MetricEntry => ({ name, title, unit, meaning, ...further });

export const METRIC_GROUPS: readonly MetricTitles[] = [
  {
    title: "Capital",
    entries: [
      entry("initialCapital", "Start capital", "money", "The money that the run begins with."),
      entry("finalEquity", "Final equity", "money", "Cash plus the open position at the last close."),
      entry("netProfit", "Net profit", "money", "Final equity less start capital, after commissions and slippage."),
      entry("returnPct", "Net return", "percent", "Net profit over start capital."),
      entry("cagr", "Growth a year (CAGR)", "fraction", "The yearly rate that, compounded, gives the net return.", {
        short: "CAGR",
      }),
      entry("fees", "Commissions", "money", "What all fills have paid in commission."),
      entry(
        "fundingPaid",
        "Funding and borrow",
        "money",
        "What positions have paid for being held; below 0 it was received.",
      ),
      entry("slippageCost", "Slippage", "money", "What fills at worse than the quoted price have cost."),
      entry("turnover", "Turnover", "multiple", "Value of all fills, as a multiple of the mean equity."),
      entry("timeInMarketPct", "Time in market", "percent", "Share of the bars that end with a position."),
      entry("exposure", "Mean exposure", "fraction", "Mean value of the position over the mean equity."),
    ],
  },
  {
    title: "Risk",
    entries: [
      entry("maxDrawdown", "Deepest drawdown", "fraction", "Largest fall of the equity from a peak before it.", {
        short: "Drawdown",
      }),
      entry("maxDrawdownDays", "Peak to trough", "days", "How long the deepest drawdown took to its lowest point."),
      entry("longestDrawdownDays", "Longest drawdown", "days", "Longest time below an earlier peak."),
      entry(
        "averageDrawdown",
        "Average drawdown",
        "fraction",
        "Mean depth of the falls from a peak until it is regained.",
      ),
      entry("drawdownCount", "Drawdowns", "count", "Falls from a peak until it is regained."),
      entry(
        "ulcerIndex",
        "Ulcer index",
        "ratio",
        "Root mean square of the percent drawdowns: deep and long ones weigh most.",
      ),
      entry("annualVolatility", "Volatility a year", "fraction", "Standard deviation of the returns, annualised."),
      entry(
        "downsideDeviation",
        "Downside deviation",
        "fraction",
        "Root mean square of what a period's return falls short of the risk-free rate.",
      ),
      entry("var95", "Value at risk 95%", "fraction", "The loss of a period that 5% of the periods exceed."),
      entry(
        "varGaussian95",
        "Value at risk 95%, Gaussian",
        "fraction",
        "The same if returns were normal with this mean and deviation.",
      ),
      entry("cvar95", "Expected shortfall 95%", "fraction", "Mean loss of the worst 5% of the periods."),
      entry(
        "tailRatio",
        "Tail ratio",
        "ratio",
        "Size of the 95% quantile of the returns over that of the 5% quantile.",
      ),
    ],
  },
  {
    title: "Ratios",
    entries: [
      entry("sharpe", "Sharpe ratio", "ratio", "Mean return above the risk-free rate over its deviation, annualised.", {
        short: "Sharpe",
      }),
      entry("sortino", "Sortino ratio", "ratio", "As the Sharpe ratio, with the downside deviation of all periods."),
      entry(
        "sortinoNegativeOnly",
        "Sortino, losses alone",
        "ratio",
        "A variant with the deviation among the losing periods alone: losses that are alike count as no risk.",
      ),
      entry("calmar", "Calmar ratio", "ratio", "Growth a year over the deepest drawdown."),
      entry("omega", "Omega ratio", "ratio", "Sum of the periods' gains over sum of their losses."),
      entry("omegaRiskFree", "Omega, above risk-free", "ratio", "The same about the risk-free rate in place of 0."),
      entry("gainToPain", "Gain to pain", "ratio", "Sum of all returns over sum of the losing ones."),
      entry(
        "psr",
        "Probabilistic Sharpe ratio",
        "probability",
        "Chance that the true Sharpe ratio is above zero; one trial, no search counted.",
        { short: "P(Sharpe > 0)" },
      ),
      entry(
        "minTrackRecordYears",
        "Minimum track record",
        "years",
        "How long returns like these have to last to tell their Sharpe ratio from zero at 95%.",
      ),
    ],
  },
  {
    title: "Trades",
    entries: [
      entry("trades", "Closed trades", "count", "A position that is still open at the end is not among them.", {
        short: "Trades",
      }),
      entry(
        "positions",
        "Closed positions",
        "count",
        "What the trades rest on: a position that is closed in parts is a trade for each of them.",
        { short: "Positions" },
      ),
      entry("wins", "Wins", "count", "Trades with a profit after costs."),
      entry("losses", "Losses", "count", "Trades with a loss after costs."),
      entry("breakEvens", "Break-even", "count", "Trades with neither profit nor loss."),
      entry("winRatePct", "Win rate", "percent", "Share of the trades that are wins."),
      entry("profitFactor", "Profit factor", "ratio", "Sum of the wins over sum of the losses, in money."),
      entry("payoffRatio", "Payoff ratio", "ratio", "Mean win over mean loss."),
      entry("expectancy", "Expectancy", "money", "Mean profit of a trade, after costs."),
      entry("meanProfit", "Mean profit", "money", "The expectancy by another name.", { sameAs: "expectancy" }),
      entry("expectancyPct", "Mean return a trade", "percent", "Profit after costs over the value at entry."),
      entry("meanWin", "Mean win", "money", "Mean profit of the trades that won."),
      entry("meanLoss", "Mean loss", "money", "Mean result of the trades that lost."),
      entry("bestTradePct", "Best trade", "percent", "Highest return of a trade on its value at entry."),
      entry("worstTradePct", "Worst trade", "percent", "Lowest return of a trade on its value at entry."),
      entry("longestWinStreak", "Most wins in a row", "count", "In the order in which trades ended."),
      entry("longestLossStreak", "Most losses in a row", "count", "In the order in which trades ended."),
      entry("meanHoldingBars", "Mean holding time", "bars", "Bars from entry to exit."),
      entry("medianHoldingBars", "Median holding time", "bars", "Half of the trades were held no longer."),
      entry("meanMaePct", "Mean worst excursion", "percent", "How far trades went against you while held (MAE)."),
      entry("meanMfePct", "Mean best excursion", "percent", "How far trades went your way while held (MFE)."),
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
  {
    title: "Returns",
    entries: [
      entry("periods", "Periods", "count", "The returns that ratios are computed on: UTC days, or bars."),
      entry("periodsPerYear", "Periods a year", "plain", "Periods that count as a year in annualised numbers."),
      entry("positivePeriodsPct", "Periods with a gain", "percent", "Share of the periods with a return above 0."),
      entry(
        "autocorrelation1",
        "Autocorrelation",
        "ratio",
        "Correlation with the period before; far from 0, annualised ratios are too high or too low.",
      ),
      entry("skew", "Skew", "ratio", "Below zero: rare large losses; above: rare large gains."),
      entry("skewAdjusted", "Skew, adjusted", "ratio", "Skew corrected for the number of periods."),
      entry("kurtosis", "Kurtosis", "ratio", "A normal distribution has 3; more means fatter tails."),
      entry(
        "excessKurtosisAdjusted",
        "Excess kurtosis, adjusted",
        "ratio",
        "Kurtosis less 3, corrected for the number of periods.",
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
      entry("alpha", "Alpha a year", "fraction", "Return beyond what the exposure to the market explains."),
      entry("beta", "Beta", "ratio", "Move of the equity for a move of 1 in the market."),
      entry("benchmarkCorrelation", "Correlation", "ratio", "Of the returns with the market's, from -1 to 1."),
      entry(
        "trackingError",
        "Tracking error a year",
        "fraction",
        "Deviation of the difference from the market's returns.",
      ),
      entry("informationRatio", "Information ratio", "ratio", "Mean difference from buy and hold over its deviation."),
    ],
  },
];

const BY_NAME = new Map(METRIC_GROUPS.flatMap(({ entries }) => entries.map((each) => [each.name, each])));

export function metricEntry(name: string): MetricEntry {
  const found = BY_NAME.get(name);
  invariant(found, `the catalogue of metrics has ${name}`);
  return found;
}
