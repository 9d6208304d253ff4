import type { Result } from "../backtest/result.js";
import type { MonteCarlo } from "../contracts/monte-carlo.js";
import { levelsOf, mayHaveLevels } from "./levels.js";
import { html, type Markup } from "./markup.js";
import { drawdownSection, equitySection, tradeShapesSection, tradesOnPriceSection } from "./parts/charts.js";
import { configurationSection } from "./parts/configuration.js";
import { costsSection } from "./parts/costs.js";
import { evidence } from "./parts/evidence.js";
import { metricsSection } from "./parts/metrics-table.js";
import { monteCarloSection } from "./parts/monte-carlo.js";
import { monthlySection } from "./parts/monthly-table.js";
import { pageOf } from "./parts/page.js";
import { provenanceSection } from "./parts/provenance.js";
import { header, strategyName } from "./parts/summary.js";
import { tradesSection } from "./parts/trades-table.js";

export interface ReportOptions {
  /** By default the strategy's name and the symbol. */
  title?: string;
  /** What could have come of the run, for a section of its own. */
  monteCarlo?: MonteCarlo | undefined;
}

const CONTENTS = [
  ["evidence", "What can be believed"],
  ["equity", "Equity"],
  ["drawdown", "Drawdown"],
  ["price", "Trades on price"],
  ["months", "Months"],
  ["monte-carlo", "Monte Carlo"],
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
  return pageOf({
    title,
    top: html`${header(result, title)}${contents(options)}`,
    main: html`${evidence(result, levels)}${await equitySection(result)}${await drawdownSection(result)}${await tradesOnPriceSection(result, levels)}${monthlySection(result)}${options.monteCarlo && (await monteCarloSection(options.monteCarlo))}${metricsSection(result)}${await tradeShapesSection(result)}${costsSection(result)}${tradesSection(result)}${configurationSection(result)}${provenanceSection(result)}`,
    caveat: "A backtest describes the past of one series under stated assumptions; it is no forecast and no advice.",
  });
}

function contents({ monteCarlo }: ReportOptions): Markup {
  const parts = CONTENTS.filter(([id]) => id !== "monte-carlo" || monteCarlo);
  return html`<nav aria-label="Contents"><ul>${parts.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
`;
}
