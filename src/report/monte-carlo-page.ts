import type { MonteCarlo } from "../contracts/monte-carlo.js";
import { html } from "./markup.js";
import { distributionFigures, fanFigure, monteCarloTable } from "./parts/monte-carlo.js";
import { pageOf } from "./parts/page.js";
import { section } from "./parts/table.js";

/** What Monte Carlo found as one HTML file that needs nothing else: the numbers, the fan and the distributions. Equal results are equal files. */
export async function monteCarloHtml(result: MonteCarlo): Promise<string> {
  const title = `Monte Carlo: ${result.settings.method}`;
  const fan = await fanFigure(result);
  const distributions = await distributionFigures(result);
  return pageOf({
    title,
    top: html`<header><h1>${title}</h1><p class="subject">Of the run ${result.run}</p></header>`,
    main: html`${section({ id: "numbers", title: "Numbers" }, monteCarloTable(result))}${fan && section({ id: "equity", title: "Equity along the paths" }, fan)}${distributions && section({ id: "distributions", title: "How they end, and how deep they fall" }, distributions)}`,
    caveat: "Paths are drawn from the past of one run; they are no forecast and no advice.",
  });
}
