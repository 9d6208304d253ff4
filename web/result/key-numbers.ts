import { costsOf, type Metrics, metricEntry, metricText } from "../../src/index.js";
import { type BacktestOutput, format } from "../../src/runtime/browser/index.js";
import { h } from "../dom.js";

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
    metric(metrics, "returnPct", `${amount(metrics["finalEquity"] as number)} at the end`, true),
    metric(metrics, "cagr", `market ${format.signed(text("benchmarkReturnPct"))} in all`, true),
    metric(metrics, "maxDrawdown", `longest ${text("longestDrawdownDays")}`),
    metric(metrics, "sharpe", `Sortino ${text("sortino")}`),
    metric(metrics, "psr", "one trial, no search counted"),
    metric(metrics, "trades", `${trades}${share("timeInMarketPct")} in market`),
    metric(metrics, "profitFactor", `mean trade ${format.signed(text("expectancyPct"))}`),
    cell({
      title: "Costs",
      meaning: `${lines.map(({ title, amount: part }) => `${title} ${format.money(part)}`).join(", ")}; gross profit is that before costs.`,
      value: amount(all.amount),
      note:
        all.ofProfit === undefined ? "commission and slippage" : `${format.percent(all.ofProfit, 0)} of gross profit`,
    }),
  );
}

/** A metric by its catalogue entry; where it has no value, the reason stands in place of the note. */
function metric(metrics: Metrics, name: string, note: string, sign = false): HTMLElement {
  const { title: long, short: title = long, meaning: sentence } = metricEntry(name);
  const meaning = title === long ? sentence : `${long}: ${sentence}`;
  const text = metricText(metrics, name);
  if (text === undefined) return cell({ title, meaning, value: format.DASH, note: metrics.reasons[name] ?? "" });
  const value = metrics[name] as number;
  const tone = !sign || value === 0 ? "" : value > 0 ? "gain" : "loss";
  return cell({ title, meaning, value: sign ? format.signed(text) : text, note, tone });
}

function cell({ title = "", meaning = "", value = "", note = "", tone = "" }): HTMLElement {
  return h(
    "div",
    { title: meaning },
    h("dt", {}, title),
    h("dd", { class: tone }, value),
    h("dd", { class: "note" }, note),
  );
}
