import type { SweepMetric } from "../../studies/sweep.js";
import { capitalised, count, counted } from "../format.js";
import {
  combinationText,
  type MapAxis,
  type MapCell,
  metricValueText,
  metricWords,
  type SweepMap,
} from "../sweep-map.js";
import { valueClasses } from "./classes.js";
import { type ChartOptions, type ChartSpec, drawn, frame, isNarrow, themeOf, upright } from "./frame.js";
import type { ChartTheme } from "./theme.js";

/** What the map alone does not know. */
export interface SweepFacts {
  /** Start capital: final equities above it are gains. */
  readonly capital: number;
  /** Combinations of the whole sweep. */
  readonly length: number;
  /** Those among them that contradict themselves. */
  readonly skipped: number;
}

/** A sweep's metric along two parameters as cells, or along one as a line (numbers) or bars. `k` of a datum is its combination. */
export function sweepChart(map: SweepMap, facts: SweepFacts, options: ChartOptions = {}): ChartSpec {
  const { metric, x, y, cells, best } = map;
  const title = capitalised(`${metricWords(metric)} by ${[x, y].flatMap((axis) => axis?.name ?? []).join(" and ")}`);
  const description = describe(map, facts);
  if (y) {
    const height = Math.min(460, Math.max(160, 90 + 26 * y.values.length));
    return frame(options, { title, description, height }, heatmap(map, y, facts, options));
  }
  const own = cells.find(({ combination }) => combination === best);
  return frame(options, { title, description, height: 260 }, profile(map, own, options));
}

function describe({ metric, x, y, fixed, cells, best, perCell }: SweepMap, { length, skipped }: SweepFacts): string {
  if (best === undefined) return `None of ${counted(length, "combination")} has a ${metricWords(metric)}.`;
  const own = cells.find(({ combination }) => combination === best) as MapCell;
  const where = ` at ${combinationText(own.at)}`;
  const others = fixed.length === 0 ? "" : `; ${combinationText(fixed)} as of the best`;
  const what =
    perCell === 1
      ? ""
      : ` A ${y ? "cell" : "point"} stands for up to ${count(perCell)} combinations and shows their median, the marked one the best.`;
  const missing =
    skipped === 0
      ? ""
      : ` ${capitalised(counted(skipped, "combination contradicts itself and is", "combinations contradict themselves and are"))} left empty.`;
  const names = [x, y].flatMap((axis) => axis?.name ?? []).join(" and ");
  return `${capitalised(metricWords(metric))} of ${counted(length, "combination")} by ${names}${others}; the best is ${metricValueText(metric, own.value)}${where}.${what}${missing}`;
}

/** Where the metric turns from bad to good. */
const pivotOf = (metric: SweepMetric, { capital }: SweepFacts): number | undefined =>
  ({ sharpe: 0, finalEquity: capital, maxDrawdown: undefined, trades: undefined, fills: undefined })[metric];

function heatmap(map: SweepMap, y: MapAxis, facts: SweepFacts, options: ChartOptions): object {
  const theme = themeOf(options);
  const { metric, x, cells, best } = map;
  const values = cells.map(({ value }) => value);
  const { classes, classOf } = valueClasses(values, (value) => borderText(metric, value), pivotOf(metric, facts));
  const label = (axis: MapAxis, k: number) => String(axis.values[k]);
  const points = cells.map((cell) => ({
    x: label(x, cell.x),
    y: label(y, cell.y),
    class: classes[classOf(cell.value)]?.label,
    tip: `${combinationText(cell.at)}: ${metricValueText(metric, cell.value)}`,
    k: cell.combination,
  }));
  const domain = classes.map((each) => each.label);
  const strengths = classes.map(({ strength }) => drawn(0.12 + 0.83 * strength));
  const colours = classes.map(({ above }) => colourOf(metric, above, theme));
  // a border between cells shows where there are few; of many it would be all there is
  const widest = Math.max(x.values.length, y.values.length) * (isNarrow(options) ? 2 : 1);
  const gap = widest > 40 ? 0 : 0.04;
  const side = { field: "class", type: "ordinal" };
  const legend = {
    symbolType: "square",
    symbolSize: 130,
    symbolStrokeWidth: 0,
    ...(isNarrow(options) ? { columns: 2, labelFontSize: 10 } : { columns: 5 }),
  };
  const own = points.find(({ k }) => k === best);
  const encoding = {
    x: {
      field: "x",
      type: "ordinal",
      scale: { domain: x.values.map(String), padding: gap },
      axis: ordinalAxis(x, options),
    },
    y: {
      field: "y",
      type: "ordinal",
      scale: { domain: rising(y), padding: gap },
      axis: upright(axisTitle(y), ordinalAxis(y, options)),
    },
  };
  return {
    data: { values: points },
    encoding,
    layer: [
      {
        // clicks and pointers meet cells alone
        name: "cells",
        mark: { type: "rect", cornerRadius: widest > 25 ? 0 : 2 },
        encoding: {
          fill: { ...side, scale: { domain, range: colours }, legend },
          opacity: { ...side, scale: { type: "ordinal", domain, range: strengths }, legend },
          tooltip: { field: "tip", type: "nominal" },
        },
      },
      ...(own ? [outline(own, theme.paper, 5), outline(own, theme.ink, 2.2)] : []),
    ],
  };
}

const outline = (point: object, stroke: string, strokeWidth: number): object => ({
  data: { values: [point] },
  mark: { type: "rect", filled: false, stroke, strokeWidth },
});

/** A round value in short. */
function borderText(metric: SweepMetric, value: number): string {
  const size = Number((metric === "maxDrawdown" ? 100 * value : value).toPrecision(6));
  const text = Number.isInteger(size) ? count(size) : String(size).replace("-", "−");
  return metric === "maxDrawdown" ? `${text}%` : text;
}

/** What is good, what is bad, or neither. */
function colourOf(metric: SweepMetric, above: boolean, theme: ChartTheme): string {
  if (metric === "maxDrawdown") return theme.loss;
  if (metric === "trades" || metric === "fills") return theme.accent;
  return above ? theme.gain : theme.loss;
}

const isNumeric = ({ values }: MapAxis): boolean => values.every((value) => typeof value === "number");

/** Numbers rise from the bottom, other values stand as they were named, from the top. */
const rising = (axis: MapAxis): string[] => {
  const labels = axis.values.map(String);
  return isNumeric(axis) ? labels.reverse() : labels;
};

const axisTitle = ({ name, binned }: MapAxis): string => (binned === 1 ? name : `${name}, from`);

/** Few enough labels to be read: of numbers evenly spread ones, of names all. */
function ordinalAxis(axis: MapAxis, options: ChartOptions): object {
  const limit = isNarrow(options) ? 6 : 14;
  const every = Math.ceil(axis.values.length / limit);
  const shown = isNumeric(axis) ? axis.values.filter((_, k) => k % every === 0).map(String) : undefined;
  return {
    title: axisTitle(axis),
    titleAnchor: "end",
    titleAlign: "right",
    labelAngle: 0,
    labelLimit: 140,
    labelOverlap: true,
    ...(shown ? { values: shown } : {}),
  };
}

/** One parameter: a line through numbers with a point for each value, a bar for each other value. */
function profile({ metric, x, cells }: SweepMap, best: MapCell | undefined, options: ChartOptions): object {
  const theme = themeOf(options);
  const scale = metric === "maxDrawdown" ? 100 : 1;
  const points = cells.map((cell) => ({
    x: x.values[cell.x],
    y: drawn(scale * cell.value),
    tip: `${combinationText(cell.at)}: ${metricValueText(metric, cell.value)}`,
    k: cell.combination,
  }));
  const own = best && points.find(({ k }) => k === best.combination);
  const numeric = isNumeric(x);
  const yAxis = upright(metric === "maxDrawdown" ? "max drawdown, %" : metricWords(metric));
  const encoding = {
    x: numeric
      ? {
          field: "x",
          type: "quantitative",
          scale: { zero: false, nice: false, padding: 8 },
          axis: { title: axisTitle(x), titleAnchor: "end", titleAlign: "right", tickCount: isNarrow(options) ? 5 : 10 },
        }
      : {
          field: "x",
          type: "ordinal",
          scale: { domain: x.values.map(String), padding: 0.2 },
          axis: ordinalAxis(x, options),
        },
    y: { field: "y", type: "quantitative", scale: { zero: !numeric }, axis: yAxis },
  };
  const tooltip = { field: "tip", type: "nominal" };
  const marks = numeric
    ? [
        { mark: { type: "line", color: theme.accent, strokeWidth: 1.5 } },
        {
          name: "cells",
          mark: { type: "point", filled: true, color: theme.accent, size: points.length > 200 ? 12 : 45 },
          encoding: { tooltip },
        },
      ]
    : [{ name: "cells", mark: { type: "bar", color: theme.accent, opacity: 0.75 }, encoding: { tooltip } }];
  const mark = { type: "point", color: theme.ink, size: 130, strokeWidth: 2 };
  return { data: { values: points }, encoding, layer: [...marks, ...(own ? [{ data: { values: [own] }, mark }] : [])] };
}
