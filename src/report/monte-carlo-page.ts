import { VERSION } from "../backtest/version.js";
import type { MonteCarlo } from "../contracts/monte-carlo.js";
import { drawdownDistributionChart } from "./charts/drawdown-distribution.js";
import { fanChart } from "./charts/fan.js";
import { type ChartSpec, CSS_THEME } from "./charts/index.js";
import { html, type Markup, raw } from "./markup.js";
import { monteCarloRows } from "./monte-carlo-rows.js";
import { styleSheet } from "./parts/style.js";
import { row, section, table } from "./parts/table.js";
import { renderSvg } from "./svg.js";

/** What Monte Carlo found as one HTML file that needs nothing else: the numbers, the fan and the drawdowns. Equal results are equal files. */
export async function monteCarloHtml(result: MonteCarlo): Promise<string> {
  const { settings, fan, maxDrawdownHistogram, start, unit, actual } = result;
  const title = `Monte Carlo: ${settings.method}`;
  const look = { theme: CSS_THEME, title: false } as const;
  const rows = monteCarloRows(result).map(([name, value]) => row(name, value));
  const caption = `${settings.paths} paths`;
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
<header><h1>${title}</h1><p class="subject">Of the run ${result.run}</p></header><main>
${section({ id: "numbers", title: "Numbers" }, table({ caption, columns: [{ title: "what" }, { title: "value" }], rows }))}${fan && (await figure("fan", "Equity along the paths", fanChart({ fan, start, unit }, look)))}${maxDrawdownHistogram && (await figure("drawdowns", "Deepest drawdowns", drawdownDistributionChart({ histogram: maxDrawdownHistogram, actual: actual.maxDrawdown }, look)))}</main>
<footer><p>Made by Varanus ${VERSION}. Paths are drawn from the past of one run; they are no forecast and no advice.</p></footer>
</body>
</html>
`;
  return page.text;
}

async function figure(id: string, title: string, spec: ChartSpec): Promise<Markup> {
  const drawing = raw(await renderSvg(spec, { idPrefix: `${id}-` }));
  return section({ id, title }, html`<figure>${drawing}<figcaption>${spec.description}</figcaption></figure>`);
}
