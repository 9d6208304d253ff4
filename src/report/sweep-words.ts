import type { SweepMetric, SweepResult } from "../studies/sweep.js";
import { capitalised, count, counted, percent } from "./format.js";
import { isLessBetter, metricValueText, metricWords, neighboursOf } from "./sweep-map.js";

/** What has to be known of the best of a sweep before it is believed: the same on the page, in the report and on the command line. */
export function overfitText({ length, skipped }: SweepResult, metric: SweepMetric): string {
  const tried = length - skipped.count;
  const extreme = isLessBetter(metric) ? "lowest" : "highest";
  return tried < 2
    ? "One combination was tried: nothing was chosen."
    : `The best of ${count(tried)} tried is biased upward: it is the luckiest among them too, and the ${extreme} of ${count(tried)} would look good where nothing was to be found. Its ${metricWords(metric)} says little before it has been tested on bars that no combination has seen.`;
}

/** Whether the best stands on a plateau or on a spike; "" where nothing stands beside it. */
export function plateauText(result: SweepResult, metric: SweepMetric): string {
  const around = neighboursOf(result, metric, result.config.capital);
  if (around === undefined || around.count === 0) return "";
  const { count: many, median, best, judgement } = around;
  const value = (each: number) => metricValueText(metric, each);
  const found = `The ${counted(many, "combination")} next to the best ${many === 1 ? "has" : "have"} a median ${metricWords(metric)} of ${value(median)}, it has ${value(best)}`;
  const meaning = {
    plateau: "a plateau: the values do not have to be hit exactly",
    slope: "a slope: the neighbours keep a good part of it",
    spike: "a spike: one step away most of it is gone, as it is where chance has chosen",
    none: "the best gains nothing itself",
  }[judgement];
  return `${found}: ${meaning}.`;
}

/** Share of the combinations that gained; "" for metrics that do not tell. */
export function gainText({ columns, length, config, skipped }: SweepResult): string {
  const tried = length - skipped.count;
  if (tried === 0) return "";
  const gained = columns.finalEquity.reduce((sum, equity) => sum + (equity > config.capital ? 1 : 0), 0);
  return capitalised(
    `${count(gained)} of ${count(tried)} (${percent((100 * gained) / tried, 0)}) end above the start capital.`,
  );
}
