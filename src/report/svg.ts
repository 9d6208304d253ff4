import { chartView } from "./chart-view.js";
import { escapeText } from "./markup.js";

export interface SvgOptions {
  /** Put before every id in the drawing, so that several drawings can stand in one document. */
  idPrefix?: string;
  /** For readers that do not see it; by default the specification's description. */
  label?: string;
}

/** Attributes whose numbers are coordinates. */
const COORDINATES = / (d|transform|x|y|x1|x2|y1|y2|cx|cy|r|width|height|viewBox)="([^"]*)"/g;
const LONG_NUMBER = /-?\d+\.\d{3,}(?:e-?\d+)?/g;
const TINY_NUMBER = /-?\d+(?:\.\d+)?e-\d+/g;

/**
 * Draws a Vega-Lite specification as SVG, without a DOM, without `eval`, and with text widths that are estimated rather than
 * measured: the same specification gives the same bytes wherever it is drawn.
 */
export async function renderSvg(spec: object, options: SvgOptions = {}): Promise<string> {
  const { idPrefix = "", label = (spec as { description?: string }).description } = options;
  const view = chartView(spec);
  try {
    return tidy(await view.toSVG(), idPrefix, label);
  } finally {
    view.finalize();
  }
}

/** Short numbers, ids counted from 0 in this drawing, a name for the whole. */
function tidy(svg: string, idPrefix: string, label: string | undefined): string {
  const name = label === undefined ? "" : ` role="img" aria-label="${escapeText(label)}"`;
  const ids = new Map<string, string>();
  for (const [, id] of svg.matchAll(/ id="([^"]*)"/g)) ids.set(id as string, `${idPrefix}${ids.size}`);
  let text = svg
    .replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "")
    .replace(/ (?:role|aria-roledescription|aria-hidden|aria-label)="[^"]*"/g, "")
    .replace(/ (?:class|pointer-events)="[^"]*"/g, "")
    .replace(COORDINATES, (_, attribute, value) => ` ${attribute}="${rounded(value)}"`)
    .replace(/<path d="M0,0h0v0h0Z"\/>/g, "");
  for (const [from, to] of ids) {
    text = text.replaceAll(` id="${from}"`, ` id="i${to}"`).replaceAll(`url(#${from})`, `url(#i${to})`);
  }
  return text.replace("<svg", `<svg${name}`);
}

function rounded(value: string): string {
  return value.replace(TINY_NUMBER, "0").replace(LONG_NUMBER, (number) => String(Number(Number(number).toFixed(2))));
}
