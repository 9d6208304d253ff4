import type { Result } from "../../backtest/result.js";
import type { Metrics } from "../../contracts/result.js";
import { METRIC_GROUPS, type MetricEntry } from "../../metrics/catalogue.js";
import { count, counted, percent } from "../format.js";
import { html, type Markup } from "../markup.js";
import { metricValue } from "./metric-value.js";
import { numberRow, section, table } from "./table.js";

export function metricsSection(result: Result): Markup {
  const { metrics, config, profileStats } = result;
  const periods = counted(Number(metrics["periods"]), config.returns === "day" ? "UTC day" : "bar");
  return section(
    { id: "metrics", title: "Metrics" },
    html`<p class="muted">Ratios are computed on the returns of ${periods}, ${count(Number(metrics["periodsPerYear"]))} to a year, with a risk-free rate of ${percent(100 * config.riskFree)} a year. A dash is a number that has no value, and why.</p>
<div class="metrics">${METRIC_GROUPS.map(({ title, entries }) => metricTable(title, entries, metrics))}</div>
`,
    profileStats && profile(profileStats, config.profile),
  );
}

const COLUMNS = [{ title: "Metric" }, { title: "Value", numeric: true }];

function metricTable(caption: string, entries: readonly MetricEntry[], metrics: Metrics): Markup {
  const rows = entries
    .filter(({ sameAs }) => sameAs === undefined)
    .map(({ name, title, meaning }) =>
      numberRow(html`<span title="${meaning}">${title}</span>`, metricValue(metrics, name)),
    );
  return table({ caption, columns: COLUMNS, rows });
}

/** Under the other engine's own names, so that they can be compared with its output line by line. */
function profile(stats: Metrics, name: string): Markup {
  const rows = Object.keys(stats)
    .filter((key) => key !== "reasons" && key !== "exits")
    .map((key) => numberRow(key, metricValue(stats, key, { unit: "plain" })));
  return html`<h3>As ${name} defines them</h3>
<p class="muted">The same run by that engine’s own definitions and under its names.</p>
<div class="metrics">${table({ caption: `Statistics of ${name}`, columns: COLUMNS, rows })}</div>
`;
}
