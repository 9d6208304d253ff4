import type { Metrics } from "../contracts/result.js";
import { type MetricUnit, metricEntry } from "../metrics/catalogue.js";
import { count, fixed, money, percent, plain, span } from "./format.js";

const WRITERS: Readonly<Record<MetricUnit, (value: number) => string>> = {
  money,
  percent: share,
  fraction: (value) => share(100 * value),
  probability: (value) => (value > 0.999 ? "> 99.9%" : value < 0.001 ? "< 0.1%" : percent(100 * value, 1)),
  ratio: (value) => fixed(value, 2),
  count,
  bars: (value) => `${fixed(value, Number.isInteger(value) ? 0 : 1)} ${value === 1 ? "bar" : "bars"}`,
  days: span,
  years: (value) => `${fixed(value, 1)} years`,
  multiple: (value) => `${fixed(value, 1)}×`,
  plain,
};

/** `value` is in percent already; a vast one needs no decimals. */
function share(value: number): string {
  return percent(value, Math.abs(value) >= 10_000 ? 0 : 2);
}

/** The number of a name, or undefined with a reason that `reasonOf` tells. */
export function numberOf(metrics: Metrics, name: string): number | undefined {
  const value = metrics[name];
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

export const reasonOf = (metrics: Metrics, name: string): string => metrics.reasons[name] ?? "not defined for this run";

/** The number as a reader wants it, by the catalogue's unit; undefined if there is none (then `reasonOf` says why). */
export function metricText(
  metrics: Metrics,
  name: string,
  unit: MetricUnit = metricEntry(name).unit,
): string | undefined {
  const value = numberOf(metrics, name);
  return value === undefined ? undefined : WRITERS[unit](value);
}
