import { accountBenchmark } from "../backtest/portfolio-bars.js";
import type { PortfolioResult, SleeveResult } from "../backtest/portfolio-result.js";
import { exitText, rejectionText } from "../contracts/reasons.js";
import type { RejectReason } from "../contracts/result.js";
import { formatDate } from "../market/times.js";
import { METRIC_GROUPS } from "../metrics/catalogue.js";
import { drawdownChart } from "./charts/drawdown.js";
import { equityChart } from "./charts/equity.js";
import { type ChartSpec, CSS_THEME } from "./charts/index.js";
import { exposureChart, sleeveProfitsChart, slicesChart } from "./charts/portfolio.js";
import { exitSummaries } from "./exits.js";
import { count, counted, money, percent, signed } from "./format.js";
import { html, type Markup, raw } from "./markup.js";
import { metricText, numberOf } from "./metric-text.js";
import { metricValue } from "./parts/metric-value.js";
import { pageOf } from "./parts/page.js";
import { numberRow, row, section, table } from "./parts/table.js";
import { portfolioCurves } from "./portfolio-curves.js";
import { renderSvg } from "./svg.js";

/** A portfolio as one HTML file that needs nothing else. Equal results are equal files. */
export async function portfolioHtml(result: PortfolioResult): Promise<string> {
  const title = `Portfolio of ${counted(result.sleeves.length, "sleeve")}`;
  const look = { theme: CSS_THEME, title: false } as const;
  const { account, config } = result;
  const curves = portfolioCurves(result);
  const curve = { timestamp: account.timestamp, equity: account.equity, capital: config.capital };
  return pageOf({
    title,
    top: html`<header><h1>${title}</h1><p class="subject">${subject(result)}</p>${strip(result)}<p class="lead">${verdict(result)}</p></header>`,
    main: html`${believed(result)}${await figure("equity", "Equity", equityChart({ ...curve, benchmark: accountBenchmark(result) }, look))}${await figure("drawdown", "Drawdown", drawdownChart(curve, look))}${await figure("profits", "Profit by sleeve", sleeveProfitsChart(curves, look))}${sleevesSection(result)}${await figure("exposure", "Exposure and heat", exposureChart(curves, look))}${await figure("slices", "Slices", slicesChart(curves, look))}${metricsSection(result)}${settingsSection(result)}${provenanceSection(result)}`,
    caveat: "A backtest describes the past of some series under stated assumptions; it is no forecast and no advice.",
  });
}

async function figure(id: string, title: string, spec: ChartSpec): Promise<Markup> {
  const drawing = raw(await renderSvg(spec, { idPrefix: `${id}-` }));
  return section({ id, title }, html`<figure>${drawing}<figcaption>${spec.description}</figcaption></figure>`);
}

function subject({ symbols, sleeves, account, rebalanced, halts }: PortfolioResult): string {
  const first = formatDate(account.timestamp[0] as number);
  const last = formatDate(account.timestamp[account.length - 1] as number);
  const names = symbols.length > 6 ? `${counted(symbols.length, "symbol")}` : symbols.join(", ");
  const events = `${counted(rebalanced, "rebalancing")}, ${counted(halts, "halt")}`;
  return `${counted(sleeves.length, "sleeve")} on ${names}, ${first} to ${last}; ${events}`;
}

const STRIP = ["returnPct", "cagr", "sharpe", "maxDrawdown", "trades", "exposure", "benchmarkReturnPct"] as const;

function strip({ metrics }: PortfolioResult): Markup {
  const signedOnes: readonly string[] = ["returnPct", "cagr", "benchmarkReturnPct"];
  const entries = METRIC_GROUPS.flatMap((group) => group.entries);
  const cards = STRIP.map((name) => {
    const {
      title,
      short = title,
      meaning,
    } = entries.find((entry) => entry.name === name) ?? { title: name, meaning: "" };
    const sign = signedOnes.includes(name);
    const value = numberOf(metrics, name) ?? 0;
    const colour = sign && value !== 0 && (value > 0 ? "gain" : "loss");
    return html`<div title="${meaning}"><dt>${short}</dt><dd${colour && html` class="${colour}"`}>${metricValue(metrics, name, { sign })}</dd></div>
`;
  });
  return html`<dl class="verdict">${cards}</dl>`;
}

function verdict({ metrics, trades, bankruptMark, account }: PortfolioResult): string {
  if (bankruptMark !== null) {
    return `The account was gone on ${formatDate(account.timestamp[bankruptMark] as number)}, after ${counted(trades.length, "trade")}.`;
  }
  const change = signed(percent(numberOf(metrics, "returnPct") ?? 0));
  const held = signed(percent(numberOf(metrics, "benchmarkReturnPct") ?? 0));
  const chance = metricText(metrics, "psr");
  const first = `After costs the account changed by ${change}; holding the symbols by the same weights changed by ${held}.`;
  if (chance === undefined) return first;
  return `${first} Taken alone, this record puts the chance of a true Sharpe ratio above zero at ${chance}, before any allowance for how sleeves and weights were chosen.`;
}

function believed({ warnings, conservationError }: PortfolioResult): Markup {
  const lines = [...warnings, `Money is conserved in every slice to ${conservationError.toExponential(1)} of it.`];
  return section(
    { id: "evidence", title: "What has to be known" },
    html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`,
  );
}

function sleevesSection(result: PortfolioResult): Markup {
  const columns = [
    { title: "Sleeve" },
    { title: "Data" },
    { title: "Weight", numeric: true },
    { title: "Profit", numeric: true },
    { title: "Trades", numeric: true },
    { title: "Won", numeric: true },
    { title: "Sharpe", numeric: true },
    { title: "Deepest drawdown", numeric: true },
    { title: "Ended by" },
    { title: "Refused" },
  ];
  const rows = result.sleeves.map((sleeve) => {
    const { name, weight, result: run } = sleeve;
    const profit = sleeve.profit.at(-1) as number;
    const ends = exitSummaries(run.trades).map(({ reason, trades }) => `${exitText(reason)} ${trades}`);
    return html`<tr><th scope="row">${name}</th><td>${run.bars.symbol} ${run.bars.timeframe}</td>${[
      percent(100 * weight),
      signed(money(profit)),
      count(run.trades.length),
      metricValue(run.metrics, "winRatePct"),
      metricValue(run.metrics, "sharpe"),
      metricValue(run.metrics, "maxDrawdown"),
    ].map((cell) => html`<td class="n">${cell}</td>`)}<td>${ends.join(", ")}</td><td>${refused(sleeve)}</td></tr>
`;
  });
  return section(
    { id: "sleeves", title: "Sleeves" },
    html`<p class="muted">A sleeve’s profit is its own, in money; its ratios are those of its returns bar by bar. What was moved between slices is in neither.</p>`,
    table({ caption: "Sleeves", columns, rows }),
  );
}

function refused({ result }: SleeveResult): string {
  return Object.entries(result.rejected)
    .map(([reason, times]) => `${rejectionText(reason as RejectReason)} ${times}`)
    .join(", ");
}

function metricsSection({ metrics }: PortfolioResult): Markup {
  const tables = METRIC_GROUPS.map(({ title, entries }) =>
    table({
      caption: title,
      columns: [{ title: "Metric" }, { title: "Value", numeric: true }],
      rows: entries
        .filter(({ sameAs }) => sameAs === undefined)
        .map(({ name, title: name2, meaning }) =>
          numberRow(html`<span title="${meaning}">${name2}</span>`, metricValue(metrics, name)),
        ),
    }),
  );
  return section({ id: "metrics", title: "Metrics of the account" }, html`<div class="metrics">${tables}</div>`);
}

function settingsSection({ config }: PortfolioResult): Markup {
  const rows = Object.entries(config)
    .filter(([key]) => key !== "sleeves")
    .map(([key, value]) => row(key, text(value)));
  const own = config.sleeves.map((sleeve) => {
    const { name, weight: _, ...rest } = sleeve as { name: string; weight: number };
    const settings = Object.entries(rest).map(([key, value]) => row(key, text(value)));
    return html`<details><summary>${name}</summary>${table({ caption: name, columns: [{ title: "setting" }, { title: "value" }], rows: settings })}</details>`;
  });
  return section(
    { id: "configuration", title: "Configuration" },
    table({ caption: "The account", columns: [{ title: "setting" }, { title: "value" }], rows }),
    html`${own}`,
  );
}

function text(value: unknown): string {
  if (value === null) return "none";
  if (typeof value === "object") return JSON.stringify(value).replaceAll('"', "");
  return String(value);
}

function provenanceSection({ fingerprint, provenance }: PortfolioResult): Markup {
  const rows = [
    row("fingerprint", html`<code>${fingerprint}</code>`),
    ...Object.entries(provenance).map(([name, hash]) => row(name, html`<code>${hash}</code>`)),
  ];
  return section(
    { id: "provenance", title: "Provenance" },
    html`<p class="muted">Equal fingerprints are equal portfolios, in any host.</p>`,
    table({
      caption: "SHA-256 of what went in and what came out",
      columns: [{ title: "what" }, { title: "SHA-256" }],
      rows,
    }),
  );
}
