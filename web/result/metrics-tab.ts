import { METRIC_GROUPS, type MetricEntry, metricText } from "../../src/index.js";
import { type BacktestOutput, format } from "../../src/runtime/browser/index.js";
import { h } from "../dom.js";

/** Every metric by group, with what it means, and the reason where one has no value. */
export function metricsTab({ head }: BacktestOutput): HTMLElement {
  const { metrics, config, profileStats } = head;
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
    exitTable(metrics.exits),
  );
  explain.addEventListener("change", () => groups.classList.toggle("explained", explain.checked));
  return h(
    "div",
    {},
    h(
      "p",
      { class: "lead" },
      `Ratios rest on the returns of ${periods}, ${format.count(Number(metrics["periodsPerYear"]))} to a year, with ${format.percent(100 * config.riskFree)} a year as the risk-free rate. `,
      h("label", { class: "inline" }, explain, " Explain the numbers"),
    ),
    groups,
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

function metricRow(entry: MetricEntry, { metrics }: BacktestOutput["head"]): HTMLElement {
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

function exitTable(exits: Readonly<Record<string, number>>): HTMLElement | false {
  const reasons = Object.entries(exits).sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  if (reasons.length === 0) return false;
  return table(
    "Why trades ended",
    reasons.map(([reason, n]) => row(format.capitalised(format.words(reason)), format.count(n), "")),
  );
}
