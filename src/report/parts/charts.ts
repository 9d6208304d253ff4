import type { Result } from "../../backtest/result.js";
import {
  belowPriceChart,
  buyAndHold,
  type ChartOptions,
  type ChartSpec,
  CSS_THEME,
  drawdownChart,
  equityChart,
  excursionsChart,
  tradeReturnsChart,
  tradesOnPriceChart,
} from "../charts/index.js";
import type { Levels } from "../levels.js";
import { html, type Markup, raw } from "../markup.js";
import { renderSvg } from "../svg.js";
import { section } from "./table.js";

const WIDE: ChartOptions = { theme: CSS_THEME, title: false, width: 860 };
/** On a phone the same chart is drawn anew, so that its letters stay readable; fewer points suffice there. */
const NARROW: ChartOptions = { theme: CSS_THEME, title: false, width: 350, points: 500 };
/** Two charts beside each other; on a phone below each other, a little smaller. */
export const HALF: ChartOptions = { theme: CSS_THEME, title: false, width: 415 };
/** Bars that the close-up of the last trades shows. */
const CLOSE_UP = { wide: 140, narrow: 70 };

/** A chart for wide and for narrow pages; its description is its caption and what a screen reader says. */
export async function figure(id: string, draw: (options: ChartOptions, narrow: boolean) => ChartSpec): Promise<Markup> {
  const spec = draw(WIDE, false);
  const narrow = draw({ ...NARROW, height: 220 }, true);
  return html`<figure><div class="wide">${await svg(spec, `${id}w`)}</div><div class="narrow">${await svg(narrow, `${id}n`)}</div>
${caption(spec, narrow)}</figure>
`;
}

export async function halfFigure(id: string, spec: ChartSpec): Promise<Markup> {
  return html`<figure>${await svg(spec, id)}
<figcaption>${spec.description}</figcaption></figure>
`;
}

async function svg(spec: ChartSpec, id: string): Promise<Markup> {
  return raw(await renderSvg(spec, { idPrefix: `${id}-` }));
}

function caption(wide: ChartSpec, narrow: ChartSpec): Markup {
  if (wide.description === narrow.description) return html`<figcaption>${wide.description}</figcaption>`;
  return html`<figcaption><span class="wide">${wide.description}</span><span class="narrow">${narrow.description}</span></figcaption>`;
}

export async function equitySection({ bars, equity, config }: Result): Promise<Markup> {
  const { timestamp } = bars;
  const { capital } = config;
  const benchmark = buyAndHold(bars, capital);
  const alone = { timestamp, equity, capital };
  const swamped = range(benchmark) > 4 * range(equity);
  return section(
    { id: "equity", title: "Equity" },
    swamped && (await figure("alone", (options) => equityChart(alone, { ...options, height: 260 }))),
    swamped && html`<h3>On one scale with buy and hold</h3>`,
    await figure("equity", (options) => equityChart({ ...alone, benchmark }, options)),
  );
}

export async function drawdownSection({ bars, equity, config }: Result): Promise<Markup> {
  const columns = { timestamp: bars.timestamp, equity, capital: config.capital };
  return section(
    { id: "drawdown", title: "Drawdown" },
    await figure("drawdown", (options) => drawdownChart(columns, options)),
  );
}

/** `levels` are drawn in the close-up. */
export async function tradesOnPriceSection(result: Result, levels: Levels | undefined): Promise<Markup> {
  const { bars, trades } = result;
  const plots = result.plots();
  const below = plots.some(({ pane }) => pane === "below");
  const n = bars.length;
  const last = trades.length === 0 ? n - 1 : (trades.exitBar[trades.length - 1] as number);
  const closeUp = n > CLOSE_UP.wide && trades.length > 0;
  const end = Math.min(n - 1, last + 10);
  const window = (narrow: boolean) => ({
    from: Math.max(0, end + 1 - (narrow ? CLOSE_UP.narrow : CLOSE_UP.wide)),
    to: end,
  });
  return section(
    { id: "price", title: "Trades on price" },
    await figure("price", (options) => tradesOnPriceChart(bars, trades, { ...options, plots, levels })),
    closeUp && html`<h3>The last trades, bar by bar</h3>`,
    closeUp &&
      (await figure("last", (options, narrow) =>
        tradesOnPriceChart(bars, trades, { ...options, ...window(narrow), plots, levels }),
      )),
    below &&
      (closeUp || n <= CLOSE_UP.wide) &&
      (await figure("below", (options, narrow) =>
        belowPriceChart(bars, plots, { ...options, height: 160, ...(closeUp ? window(narrow) : {}) }),
      )),
  );
}

/** Distribution of returns and excursions; nothing without trades. */
export async function tradeShapesSection({ trades }: Result): Promise<Markup | undefined> {
  if (trades.length === 0) return undefined;
  return section(
    { id: "shapes", title: "Shape of the trades" },
    html`<div class="pair"><div><h3>Returns</h3>${await halfFigure("returns", tradeReturnsChart(trades, HALF))}</div><div><h3>Excursions</h3>${await halfFigure("excursions", excursionsChart(trades, HALF))}</div></div>
`,
  );
}

function range(values: Float64Array): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high - low;
}
