import type { MonteCarlo, Quantiles } from "../contracts/monte-carlo.js";
import { money, percent } from "./format.js";

/** What Monte Carlo found, line by line in words: the same on the command line and in the report. */
export function monteCarloRows(result: MonteCarlo): readonly (readonly [title: string, value: string])[] {
  const { settings, steps, unit, compounded, start, actual, reasons } = result;
  const further = [
    settings.probability === undefined ? "" : `, probability ${settings.probability}`,
    settings.meanBlock === undefined ? "" : `, mean block ${settings.meanBlock.toFixed(2)} days`,
    settings.noise === undefined ? "" : `, noise ${settings.noise} of the volatility`,
  ].join("");
  const or = <T>(name: string, value: T | null, text: (value: T) => string) =>
    value === null ? `none (${reasons[name]})` : text(value);
  const range = (text: (value: number) => string) => (q: Quantiles) =>
    `${text(q.median)} (5 % ${text(q.p5)}, 95 % ${text(q.p95)})`;
  const share = (value: number) => percent(100 * value, 1);
  const drawn = unit === "bar" ? `runs over ${steps} bars` : `of ${steps} ${unit}s`;
  return [
    ["Method", `${settings.method}${further}, seed ${settings.seed}`],
    ["Paths", `${settings.paths} ${drawn}, ${compounded ? "profits reinvested" : "money added"}`],
    ["The run itself", `${money(actual.finalEquity)} from ${money(start)}, drawdown ${share(actual.maxDrawdown)}`],
    ["Final equity", or("finalEquity", result.finalEquity, range(money))],
    ["Probability of loss", or("probabilityOfLoss", result.probabilityOfLoss, share)],
    ["Max drawdown", or("maxDrawdown", result.maxDrawdown, range(share))],
    ...(result.maxDrawdownMoney ? [["Max drawdown in money", range(money)(result.maxDrawdownMoney)] as const] : []),
    [`Risk of ruin (${share(settings.ruin)} of the start)`, or("riskOfRuin", result.riskOfRuin, share)],
    ...(settings.method === "null"
      ? [
          [
            "p-value",
            or("pValue", result.pValue, (p) => `${p.toPrecision(3)}: so often chance ends at or above the run`),
          ] as const,
        ]
      : []),
    ["Fingerprint", result.fingerprint],
  ];
}
