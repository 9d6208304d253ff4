import {
  type BacktestConfig,
  type CostLine,
  costsOf,
  exitSummaries,
  exitText,
  METRIC_GROUPS,
  type MetricEntry,
  metricText,
} from "../../src/index.js";
import { type BacktestOutput, format } from "../../src/runtime/browser/index.js";
import { h } from "../dom.js";
import { wideTable } from "./wide-table.js";

type Measured = Pick<BacktestOutput["head"], "metrics"> & { config: Pick<BacktestConfig, "returns" | "riskFree"> };

/** Every metric by group, with what it means, and the reason where one has no value. */
export function metricsTab({ head, trades }: BacktestOutput): HTMLElement {
  const { config, profileStats } = head;
  return h(
    "div",
    {},
    metricGroups(head),
    costTable(head),
    exitTable(trades),
    profileStats && [
      h("h3", {}, `As ${config.profile} defines them`),
      h(
        "div",
        { class: "metric-groups" },
        table(
          "The same run under that engine's own names",
          Object.keys(profileStats)
            .filter((name) => name !== "reasons" && name !== "exits")
            .map((name) => row(name, metricText(profileStats, name, "plain"), profileStats.reasons[name] ?? "")),
        ),
      ),
    ],
  );
}

export function metricGroups(head: Measured): HTMLElement[] {
  const { metrics, config } = head;
  const periods = format.counted(Number(metrics["periods"]), config.returns === "day" ? "UTC day" : "bar");
  const explain = h("input", { type: "checkbox", testid: "explain" });
  const groups = h(
    "div",
    { class: "metric-groups", testid: "metrics" },
    METRIC_GROUPS.map(({ title, entries }) =>
      table(
        title,
        entries.filter(({ sameAs }) => sameAs === undefined).map((entry) => metricRow(entry, head)),
      ),
    ),
  );
  explain.addEventListener("change", () => groups.classList.toggle("explained", explain.checked));
  const lead = h(
    "p",
    { class: "lead" },
    `Ratios rest on the returns of ${periods}, ${format.count(Number(metrics["periodsPerYear"]))} to a year, with ${format.percent(100 * config.riskFree)} a year as the risk-free rate. `,
    h("label", { class: "inline" }, explain, " Explain the numbers"),
  );
  return [lead, groups];
}

function metricRow(entry: MetricEntry, { metrics }: Measured): HTMLElement {
  return row(entry.title, metricText(metrics, entry.name), metrics.reasons[entry.name] ?? "not defined", entry.meaning);
}

function row(title: string, value: string | undefined, reason: string, meaning = ""): HTMLElement {
  return h(
    "tr",
    { title: meaning === "" ? undefined : meaning },
    h("th", { scope: "row" }, title, meaning !== "" && h("small", { class: "meaning" }, meaning)),
    value === undefined
      ? h("td", { class: "undefined" }, format.DASH, h("small", {}, format.capitalised(reason)))
      : h("td", {}, value),
  );
}

function table(title: string, rows: readonly HTMLElement[]): HTMLElement {
  return h("table", { class: "metric-table" }, h("caption", {}, title), h("tbody", {}, rows));
}

/** What trading cost, part by part. */
function costTable(head: BacktestOutput["head"]): HTMLElement {
  const { before, lines, all, net } = costsOf(head);
  const capital = (amount: number) => format.percent((100 * amount) / head.config.capital);
  const cells = ({ amount, ofCapital, ofProfit }: CostLine) => [
    format.money(amount),
    format.percent(ofCapital),
    ofProfit === undefined ? format.DASH : format.percent(ofProfit, 1),
  ];
  return wideTable(
    "costs",
    "What trading cost",
    ["", "Amount", "Of start capital", "Of profit before costs"],
    [
      ["Profit before costs", format.money(before), capital(before), ""],
      ...[...lines, all].map((line) => [line.title, ...cells(line)]),
      ...(head.badDebt > 0 ? [["Bad debt, not charged", format.money(head.badDebt), capital(head.badDebt), ""]] : []),
      ["Net profit", format.money(net), capital(net), ""],
    ],
  );
}

function exitTable(trades: BacktestOutput["trades"]): HTMLElement | false {
  if (trades.length === 0) return false;
  const titles = ["", "Trades", "Share", "Won", "Mean profit", "Profit in all"];
  const rows = exitSummaries(trades).map(({ reason, trades: n, sharePct, winRatePct, meanProfit, profit }) => [
    format.capitalised(exitText(reason)),
    format.count(n),
    format.percent(sharePct, 1),
    format.percent(winRatePct, 1),
    format.signed(format.fixed(meanProfit, 2)),
    format.signed(format.fixed(profit, 2)),
  ]);
  return wideTable("exits", "Why trades ended", titles, rows);
}
