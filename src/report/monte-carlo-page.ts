import type { MonteCarlo } from "../contracts/monte-carlo.js";
import { drawdownDistributionChart } from "./charts/drawdown-distribution.js";
import { fanChart } from "./charts/fan.js";
import { type ChartSpec, CSS_THEME } from "./charts/index.js";
import { html, type Markup, raw } from "./markup.js";
import { monteCarloRows } from "./monte-carlo-rows.js";
import { pageOf } from "./parts/page.js";
import { row, section, table } from "./parts/table.js";
import { renderSvg } from "./svg.js";

/** What Monte Carlo found as one HTML file that needs nothing else: the numbers, the fan and the drawdowns. Equal results are equal files. */
export async function monteCarloHtml(result: MonteCarlo): Promise<string> {
  const { settings, fan, maxDrawdownHistogram, start, unit, actual } = result;
  const title = `Monte Carlo: ${settings.method}`;
  const look = { theme: CSS_THEME, title: false } as const;
  const rows = monteCarloRows(result).map(([name, value]) => row(name, value));
  const caption = `${settings.paths} paths`;
  return pageOf({
    title,
    top: html`<header><h1>${title}</h1><p class="subject">Of the run ${result.run}</p></header>`,
    main: html`${section({ id: "numbers", title: "Numbers" }, table({ caption, columns: [{ title: "what" }, { title: "value" }], rows }))}${fan && (await figure("fan", "Equity along the paths", fanChart({ fan, start, unit }, look)))}${maxDrawdownHistogram && (await figure("drawdowns", "Deepest drawdowns", drawdownDistributionChart({ histogram: maxDrawdownHistogram, actual: actual.maxDrawdown }, look)))}`,
    caveat: "Paths are drawn from the past of one run; they are no forecast and no advice.",
  });
}

async function figure(id: string, title: string, spec: ChartSpec): Promise<Markup> {
  const drawing = raw(await renderSvg(spec, { idPrefix: `${id}-` }));
  return section({ id, title }, html`<figure>${drawing}<figcaption>${spec.description}</figcaption></figure>`);
}
