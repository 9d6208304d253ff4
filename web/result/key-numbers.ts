import { costsOf, metricText } from "../../src/index.js";
import { type BacktestOutput, format } from "../../src/runtime/browser/index.js";
import { h } from "../dom.js";
import { keyMetric, keyNumber } from "./key-number.js";

/** The numbers that are read first, each with the one that puts it into perspective. */
export function keyNumbers({ head }: BacktestOutput): HTMLElement {
  const { metrics } = head;
  const text = (name: string) => metricText(metrics, name) ?? format.DASH;
  const share = (name: string) => format.percent(metrics[name] as number, 0);
  const amount = (value: number) => format.fixed(value, Math.abs(value) >= 10_000 ? 0 : 2);
  const { all, lines } = costsOf(head);
  const trades = metrics["trades"] === 0 ? "" : `${share("winRatePct")} won, `;
  return h(
    "dl",
    { class: "key-numbers", testid: "key-numbers" },
    keyMetric(metrics, "returnPct", `${amount(metrics["finalEquity"] as number)} at the end`, true),
    keyMetric(metrics, "cagr", `market ${format.signed(text("benchmarkReturnPct"))} in all`, true),
    keyMetric(metrics, "maxDrawdown", `longest ${text("longestDrawdownDays")}`),
    keyMetric(metrics, "sharpe", `Sortino ${text("sortino")}`),
    keyMetric(metrics, "psr", "one trial, no search counted"),
    keyMetric(metrics, "trades", `${trades}${share("timeInMarketPct")} in market`),
    keyMetric(metrics, "profitFactor", `mean trade ${format.signed(text("expectancyPct"))}`),
    keyNumber({
      title: "Costs",
      meaning: `${lines.map(({ title, amount: part }) => `${title} ${format.money(part)}`).join(", ")}; gross profit is that before costs.`,
      value: amount(all.amount),
      note:
        all.ofProfit === undefined ? "commission and slippage" : `${format.percent(all.ofProfit, 0)} of gross profit`,
    }),
  );
}
