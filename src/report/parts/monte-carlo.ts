import type { MonteCarlo } from "../../contracts/monte-carlo.js";
import { drawdownDistributionChart } from "../charts/drawdown-distribution.js";
import { endDistributionChart } from "../charts/end-distribution.js";
import { fanChart } from "../charts/fan.js";
import { html, type Markup } from "../markup.js";
import { monteCarloRows } from "../monte-carlo-rows.js";
import { figure, HALF, halfFigure } from "./charts.js";
import { row, section, table } from "./table.js";

/** What Monte Carlo found, line by line. */
export function monteCarloTable(result: MonteCarlo): Markup {
  const rows = monteCarloRows(result).map(([name, value]) => row(name, value));
  const caption = `${result.settings.paths} paths`;
  return table({ caption, columns: [{ title: "what" }, { title: "value" }], rows });
}

/** The fan of equity; nothing where there is none. */
export async function fanFigure({ fan, start, unit }: MonteCarlo): Promise<Markup | null> {
  return fan && (await figure("fan", (options) => fanChart({ fan, start, unit }, options)));
}

/** How the paths end and how deep they fall, beside each other; what is not defined is left out. */
export async function distributionFigures(result: MonteCarlo): Promise<Markup | null> {
  const { maxDrawdownHistogram: histogram, finalEquity, columns, start, actual } = result;
  const ends = { values: columns.finalEquity, start, actual: actual.finalEquity };
  const drawdowns = histogram && drawdownDistributionChart({ histogram, actual: actual.maxDrawdown }, HALF);
  return (
    drawdowns &&
    html`<div class="pair">${finalEquity && html`<div><h3>Final equity</h3>${await halfFigure("ends", endDistributionChart(ends, HALF))}</div>`}<div><h3>Deepest drawdowns</h3>${await halfFigure("deepest", drawdowns)}</div></div>
`
  );
}

/** All of it as one section of a backtest's report. */
export async function monteCarloSection(result: MonteCarlo): Promise<Markup> {
  return section(
    { id: "monte-carlo", title: "What could have come of it" },
    html`<p class="muted">Paths are drawn from the past of this one run: they are no forecast.</p>
`,
    monteCarloTable(result),
    await fanFigure(result),
    await distributionFigures(result),
  );
}
