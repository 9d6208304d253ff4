import type { Metrics } from "../../contracts/result.js";
import type { MetricUnit } from "../../metrics/catalogue.js";
import { capitalised, DASH, signed } from "../format.js";
import { html, type Markup } from "../markup.js";
import { metricText, reasonOf } from "../metric-text.js";

/** The number, or a dash with the reason below it in small letters. */
export function metricValue(
  metrics: Metrics,
  name: string,
  options: { unit?: MetricUnit; sign?: boolean } = {},
): Markup {
  const text = metricText(metrics, name, options.unit);
  if (text === undefined) return html`${DASH}<small>${capitalised(reasonOf(metrics, name))}</small>`;
  return html`${options.sign ? signed(text) : text}`;
}
