import type { Metrics } from "../../src/index.js";
import { type BacktestOutput, format } from "../../src/runtime/browser/index.js";
import { h } from "../dom.js";

/** The numbers that are read first, each with the one that puts it into perspective. */
export function keyNumbers({ head: { metrics } }: BacktestOutput): HTMLElement {
  const number = (name: string) => metrics[name] as number | null;
  const text = (name: string, write: (value: number) => string) => {
    const value = number(name);
    return value === null ? format.DASH : write(value);
  };
  const percentOf =
    (factor: number, digits = 1) =>
    (value: number) =>
      format.percent(factor * value, digits);
  const chance = (value: number) => (value > 0.999 ? "> 99.9%" : percentOf(100)(value));
  const amount = (value: number) => format.fixed(value, Math.abs(value) >= 10_000 ? 0 : 2);
  const ratio = (value: number) => format.fixed(value, 2);
  return h(
    "dl",
    { class: "key-numbers", testid: "key-numbers" },
    cell(
      "Net return",
      text("returnPct", (v) => format.signed(percentOf(1)(v))),
      {
        note: `${text("finalEquity", amount)} at the end`,
        tone: toneOf(number("returnPct")),
      },
    ),
    cell(
      "Growth a year",
      text("cagr", (v) => format.signed(percentOf(100)(v))),
      {
        note: `market ${text("benchmarkReturnPct", (v) => format.signed(percentOf(1)(v)))} in all`,
        tone: toneOf(number("cagr")),
        why: reason(metrics, "cagr"),
      },
    ),
    cell("Drawdown", text("maxDrawdown", percentOf(-100)), {
      note: `longest ${text("longestDrawdownDays", format.span)}`,
    }),
    cell("Sharpe", text("sharpe", ratio), {
      note: `Sortino ${text("sortino", ratio)}`,
      why: reason(metrics, "sharpe"),
    }),
    cell("P(Sharpe > 0)", text("psr", chance), {
      note: "one trial, no search counted",
      why: reason(metrics, "psr"),
    }),
    cell("Trades", text("trades", format.count), {
      note: `${text("winRatePct", percentOf(1))} won, ${text("timeInMarketPct", percentOf(1, 0))} in market`,
    }),
    cell("Profit factor", text("profitFactor", ratio), {
      note: `mean trade ${text("expectancyPct", (v) => format.signed(percentOf(1, 2)(v)))}`,
      why: reason(metrics, "profitFactor"),
    }),
    cell(
      "Costs",
      text("fees", (fees) => amount(fees + (number("slippageCost") ?? 0))),
      {
        note: "commission and slippage",
      },
    ),
  );
}

function cell(title: string, value: string, { note = "", tone = "", why = "" }): HTMLElement {
  return h(
    "div",
    { title: why === "" ? undefined : why },
    h("dt", {}, title),
    h("dd", { class: tone }, value),
    h("dd", { class: "note" }, why === "" ? note : why),
  );
}

const reason = (metrics: Metrics, name: string) => (metrics[name] === null ? (metrics.reasons[name] ?? "") : "");
const toneOf = (value: number | null) => (value === null || value === 0 ? "" : value > 0 ? "gain" : "loss");
