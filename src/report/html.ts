import type { Result } from "../backtest/result.js";
import { VERSION } from "../backtest/version.js";
import { levelsOf, mayHaveLevels } from "./levels.js";
import { html, type Markup } from "./markup.js";
import { drawdownSection, equitySection, tradeShapesSection, tradesOnPriceSection } from "./parts/charts.js";
import { configurationSection } from "./parts/configuration.js";
import { costsSection } from "./parts/costs.js";
import { evidence } from "./parts/evidence.js";
import { metricsSection } from "./parts/metrics-table.js";
import { monthlySection } from "./parts/monthly-table.js";
import { provenanceSection } from "./parts/provenance.js";
import { styleSheet } from "./parts/style.js";
import { header, strategyName } from "./parts/summary.js";
import { tradesSection } from "./parts/trades-table.js";

export interface ReportOptions {
  /** By default the strategy's name and the symbol. */
  title?: string;
}

const CONTENTS = [
  ["evidence", "What can be believed"],
  ["equity", "Equity"],
  ["drawdown", "Drawdown"],
  ["price", "Trades on price"],
  ["months", "Months"],
  ["metrics", "Metrics"],
  ["costs", "Costs"],
  ["trades", "Trades"],
  ["configuration", "Configuration"],
  ["provenance", "Provenance"],
] as const;

/**
 * The whole result as one HTML file that needs nothing else: no script, no font, no picture from elsewhere. It states no time of its
 * making, so that equal results are equal files.
 */
export async function reportHtml(result: Result, options: ReportOptions = {}): Promise<string> {
  const title = options.title ?? `${strategyName(result)} on ${result.bars.symbol}`;
  // the run is gone through again for its levels; not where there is nothing to see
  const traced = mayHaveLevels(result.config, result.fills) || result.ambiguousBars > 0;
  const levels = traced ? levelsOf(result.trace()) : undefined;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Varanus ${VERSION}">
<title>${title}</title>
<style>${styleSheet()}</style>
</head>
<body>
${header(result, title)}${contents()}<main>
${evidence(result, levels)}${await equitySection(result)}${await drawdownSection(result)}${await tradesOnPriceSection(result, levels)}${monthlySection(result)}${metricsSection(result)}${await tradeShapesSection(result)}${costsSection(result)}${tradesSection(result)}${configurationSection(result)}${provenanceSection(result)}</main>
<footer><p>Made by Varanus ${VERSION}. A backtest describes the past of one series under stated assumptions; it is no forecast and no advice.</p></footer>
</body>
</html>
`;
  return page.text;
}

function contents(): Markup {
  return html`<nav aria-label="Contents"><ul>${CONTENTS.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
`;
}
