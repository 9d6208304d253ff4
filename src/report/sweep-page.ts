import { resolveConfig } from "../backtest/resolve.js";
import { canonicalJson } from "../contracts/canonical.js";
import type { Named, SourceInput } from "../contracts/config.js";
import type { ParameterValue } from "../contracts/parameters.js";
import type { DataSummary } from "../contracts/result.js";
import type { ParameterColumn } from "../studies/grid.js";
import { parseValues } from "../studies/grid.js";
import { type SweepMetric, type SweepResult, sweptConfig } from "../studies/sweep.js";
import { sweepChart } from "./charts/sweep.js";
import { commandLine, type Flags } from "./command-line.js";
import { capitalised, count, counted } from "./format.js";
import { html, type Markup } from "./markup.js";
import { figure } from "./parts/charts.js";
import { pageOf } from "./parts/page.js";
import { describeNamed } from "./parts/summary.js";
import { row, section, table } from "./parts/table.js";
import { combinationAt, combinationText, metricValueText, metricWords, ranked, sweepMap } from "./sweep-map.js";
import { gainText, overfitText, plateauText } from "./sweep-words.js";

export interface SweepPageOptions {
  /** What the page ranks by and draws. */
  readonly metric: SweepMetric;
  readonly data: DataSummary;
  /** Where the bars come from, for the commands; without it there are none. */
  readonly source?: SourceInput | undefined;
}

/** Rows of the table. */
const BEST = 20;

/** A sweep as one HTML file that needs nothing else. It states no time of its making: equal sweeps are equal files. */
export async function sweepHtml(result: SweepResult, options: SweepPageOptions): Promise<string> {
  const { metric, data } = options;
  const { config, length, skipped } = result;
  const title = `Sweep of ${config.strategy?.name ?? "a strategy"} on ${data.symbol}`;
  const best = ranked(result, metric, BEST);
  const map = sweepMap(result, metric);
  const facts = { capital: config.capital, length, skipped: skipped.count };
  const heading = capitalised(`${metricWords(metric)} by ${[map.x.name, map.y?.name].filter(Boolean).join(" and ")}`);
  const drawn =
    best.length > 0 &&
    section(
      { id: "map", title: heading },
      await figure("map", (look, narrow) => sweepChart(map, facts, narrow ? { ...look, height: 360 } : look)),
    );
  return pageOf({
    title,
    top: header(result, options, title, best[0]),
    main: html`${drawn}${beliefSection(result, metric)}${best.length > 0 && bestSection(result, metric, best)}${options.source && commandsSection(result, options.source, metric, best[0])}${provenanceSection(result, data)}`,
    caveat: "A sweep describes the past of one series; the best of it is no forecast and no advice.",
  });
}

function header(
  result: SweepResult,
  { metric, data }: SweepPageOptions,
  title: string,
  best: number | undefined,
): Markup {
  const { config, length, skipped, columns } = result;
  const { symbol, timeframe, from, to, bars } = data;
  const fixed = (named: Named, prefix: string) => {
    const own = Object.entries(named.params).filter(([name]) => !(`${prefix}${name}` in columns.params));
    return describeNamed({ name: named.name, params: Object.fromEntries(own) });
  };
  const stops = config.stops.map((stop) => fixed(stop, `stops.${stop.name}.`)).join(" and ") || "no stops";
  const day = (iso: string) => iso.slice(0, 10);
  const value = (k: number) => metricValueText(metric, columns[metric][k] as number);
  const left =
    skipped.count === 0
      ? ""
      : ` ${count(skipped.count)} of them ${skipped.count === 1 ? "was" : "were"} skipped, the first because ${skipped.reason}.`;
  const verdict =
    best === undefined
      ? `${counted(length, "combination")} were tried, and none of them has a ${metricWords(metric)}.`
      : `The best ${metricWords(metric)} of ${counted(length, "combination")} is ${value(best)}, at ${combinationText(combinationAt(result, best))}.`;
  return html`<header><h1>${title}</h1>
<p class="subject"><b>${config.strategy ? fixed(config.strategy, "") : ""}</b>, ${stops}, on <b>${symbol}</b>, ${timeframe} bars, ${day(from)} to ${day(to)} (${counted(bars, "bar")})</p>
<p class="lead">${verdict}${left}</p></header>
`;
}

/** What the best one is worth: how many it was chosen from, and what lies around it. */
function beliefSection(result: SweepResult, metric: SweepMetric): Markup {
  const around = plateauText(result, metric);
  return section(
    { id: "belief", title: "What can be believed" },
    html`<div class="warnings"><p>${overfitText(result, metric)}</p></div>`,
    html`<p>${[around, gainText(result)].filter((text) => text !== "").join(" ")}</p>`,
  );
}

function bestSection(result: SweepResult, metric: SweepMetric, best: readonly number[]): Markup {
  const names = Object.keys(result.columns.params);
  const { columns } = result;
  const metrics = ["sharpe", "finalEquity", "maxDrawdown", "trades"] as const;
  const cells = (k: number) => [
    ...names.map((name) => String((columns.params[name] as ParameterColumn)[k] ?? "")),
    ...metrics.map((each) => metricValueText(each, columns[each][k] as number)),
  ];
  const titles = ["Rank", ...names, ...metrics.map((each) => capitalised(metricWords(each)))];
  const rows = best.map(
    (
      k,
      place,
    ) => html`<tr><th scope="row">${place + 1}</th>${cells(k).map((cell) => html`<td class="n">${cell}</td>`)}</tr>
`,
  );
  return section(
    { id: "best", title: `The ${best.length === 1 ? "best" : `${best.length} best`}` },
    table({
      caption: `By ${metricWords(metric)}, of ${counted(result.length, "combination")}`,
      columns: titles.map((each, k) => ({ title: each, numeric: k > 0 })),
      rows,
    }),
  );
}

function commandsSection(
  result: SweepResult,
  source: SourceInput,
  metric: SweepMetric,
  best: number | undefined,
): Markup {
  const { config } = result;
  const varied: Flags = Object.entries(result.columns.params).map(
    ([name, column]) => ["param", `${name}=${valuesText(column)}`] as const,
  );
  const sweep = commandLine("sweep", source, config, [...varied, ["metric", metric]]);
  const rerun =
    best === undefined ? undefined : commandLine("backtest", source, resolveConfig(sweptConfig(result, best)));
  return section(
    { id: "commands", title: "Run it again" },
    html`<p>The same sweep:</p><p><code>${sweep}</code></p>`,
    rerun !== undefined &&
      html`<p>The best combination as one backtest, with its report:</p><p><code>${rerun} --out out/</code></p>`,
  );
}

/** Values as `--param` takes them: a range where they are one. */
export function valuesText(column: ParameterColumn): string {
  const values = [...new Set<ParameterValue>(column as readonly ParameterValue[])];
  const [first, second] = values as [number, number];
  if (values.length > 2 && values.every((value) => typeof value === "number")) {
    const step = Number((second - first).toPrecision(12));
    const range = `${first}..${values.at(-1)}${step === 1 ? "" : `:${step}`}`;
    if (step > 0 && same(parseValues(range, ""), values)) return range;
  }
  return values.join(",");
}

const same = (a: readonly ParameterValue[], b: readonly ParameterValue[]): boolean =>
  a.length === b.length && a.every((value, k) => value === b[k]);

function provenanceSection({ fingerprint, config }: SweepResult, data: DataSummary): Markup {
  const hash = (value: string) => html`<span class="hash">${value}</span>`;
  return section(
    { id: "provenance", title: "Provenance" },
    html`<p class="muted">The same bars, configuration, values and kernel give the same fingerprint, in any host and with any number of workers.</p>
`,
    table({
      caption: "Where the sweep comes from",
      columns: [{ title: "Part" }, { title: "SHA-256, or value" }],
      rows: [
        row(html`<b>Fingerprint</b>`, html`<b>${hash(fingerprint)}</b>`),
        row("Data", hash(data.sha256)),
        row("Configuration beside what was varied", html`<code>${canonicalJson(config)}</code>`),
      ],
    }),
  );
}
