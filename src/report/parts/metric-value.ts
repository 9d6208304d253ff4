import type { Metrics } from "../../contracts/result.js";
import { capitalised, count, DASH, fixed, money, percent, plain, signed, span } from "../format.js";
import { html, type Markup } from "../markup.js";

/** What a metric's number is. */
export type Unit =
  /** Quote currency. */
  | "money"
  /** In percent already. */
  | "percent"
  /** A share of one, shown in percent. */
  | "fraction"
  | "ratio"
  | "count"
  | "bars"
  | "days"
  | "years"
  | "multiple"
  /** Nobody has said. */
  | "plain";

const WRITERS: Readonly<Record<Unit, (value: number) => string>> = {
  money,
  percent: (value) => percent(value),
  fraction: (value) => percent(100 * value),
  ratio: (value) => fixed(value, 2),
  count,
  bars: (value) => `${fixed(value, Number.isInteger(value) ? 0 : 1)} ${value === 1 ? "bar" : "bars"}`,
  days: (value) => span(value),
  years: (value) => `${fixed(value, 1)} years`,
  multiple: (value) => `${fixed(value, 1)}×`,
  plain,
};

/** The number of a name, or undefined with a reason that `reasonOf` tells. */
export function numberOf(metrics: Metrics, name: string): number | undefined {
  const value = metrics[name];
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

export const reasonOf = (metrics: Metrics, name: string): string => metrics.reasons[name] ?? "not defined for this run";

export const write = (value: number, unit: Unit): string => WRITERS[unit](value);

/** The number, or a dash with the reason below it in small letters. */
export function metricValue(metrics: Metrics, name: string, unit: Unit, withSign = false): Markup {
  const value = numberOf(metrics, name);
  if (value === undefined) return html`${DASH}<small>${capitalised(reasonOf(metrics, name))}</small>`;
  const text = write(value, unit);
  return html`${withSign ? signed(text) : text}`;
}
