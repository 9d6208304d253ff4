import type { Plot } from "../../contracts/result.js";
import { words } from "../format.js";
import {
  type ChartOptions,
  type ChartSpec,
  drawn,
  frame,
  isNarrow,
  labelFormat,
  themeOf,
  timeChannel,
  upright,
} from "./frame.js";
import { type ChartTheme, plotColour } from "./theme.js";

/** The columns that a strategy gives to be drawn: lines on the price, and what is in other units in a chart below it. */

/** Room for the labels of the vertical axis, pixels: charts below one another have it alike, so that their bars are. */
export const AXIS_EXTENT = 72;

/** On a phone the lines stand below one another, beside the marks of the trades. */
const NARROW_LEGEND = { columns: 1, labelFontSize: 10, symbolSize: 45, rowPadding: 1 };

const isLine = ({ level }: Plot): boolean => level === undefined;

/** ", with fast and slow": what a chart's description says of its lines. */
export function namesOf(plots: readonly Plot[]): string {
  const names = plots.map(({ name, level }) => words(name) + (level === undefined ? "" : ` (${level})`));
  const last = names.pop();
  if (last === undefined) return "";
  return `, with ${names.length === 0 ? "" : `${names.join(", ")} and `}${last}`;
}

/** Lowest and highest value between two bars, both inclusive; infinite where there is none. */
export function rangeOf(plots: readonly Plot[], from: number, to: number): [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { values } of plots) {
    for (let i = from; i <= to; i++) {
      const value = values[i] as number;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return [low, high];
}

/** Columns as lines (several with a legend, for one the axis has the name), levels as broken rules, from bar to bar, both inclusive. */
export function plotLayers(
  bars: { readonly timestamp: Float64Array },
  plots: readonly Plot[],
  from: number,
  to: number,
  theme: ChartTheme,
  narrow: boolean,
): object[] {
  const lines = plots.filter(isLine);
  const levels = plots.filter((plot) => !isLine(plot));
  const values = lines.flatMap(({ name, values: column }) =>
    Array.from({ length: to - from + 1 }, (_, k) => {
      const value = column[from + k] as number;
      return { t: bars.timestamp[from + k], v: Number.isFinite(value) ? drawn(value) : null, line: words(name) };
    }),
  );
  const domain = lines.map(({ name }) => words(name));
  const range = lines.map((_, k) => plotColour(theme, k));
  return [
    ...(lines.length === 0
      ? []
      : [
          {
            data: { values },
            mark: { type: "line", strokeWidth: 1.3, strokeJoin: "round", invalid: "break-paths-filter-domains" },
            encoding: {
              x: { field: "t", type: "temporal" },
              y: { field: "v", type: "quantitative" },
              color: {
                field: "line",
                type: "nominal",
                scale: { domain, range },
                legend:
                  lines.length > 1
                    ? { symbolType: "stroke", symbolStrokeWidth: 2, ...(narrow ? NARROW_LEGEND : {}) }
                    : null,
              },
            },
          },
        ]),
    ...levels.map(({ level }) => ({
      data: { values: [{ v: level, t: bars.timestamp[from], end: bars.timestamp[to] }] },
      mark: { type: "rule", color: theme.muted, strokeWidth: 1, strokeDash: [4, 4] },
      encoding: {
        x: { field: "t", type: "temporal" },
        x2: { field: "end" },
        y: { field: "v", type: "quantitative" },
      },
    })),
  ];
}

/** What a strategy gives to be drawn below its price, from bar to bar, both inclusive. */
export function belowPriceChart(
  bars: { readonly timestamp: Float64Array },
  plots: readonly Plot[],
  options: ChartOptions & { from?: number; to?: number } = {},
): ChartSpec {
  const { from = 0, to = bars.timestamp.length - 1 } = options;
  const below = plots.filter(({ pane }) => pane === "below");
  const [only, ...others] = below.filter(isLine);
  const [low, high] = rangeOf(below, from, to);
  const air = high > low ? (high - low) * 0.06 : 1;
  return frame(
    options,
    {
      title: "Below the price",
      height: 180,
      description: `The same bars${namesOf(below)}.`,
    },
    {
      encoding: {
        x: timeChannel(options, 6),
        y: {
          type: "quantitative",
          scale: low <= high ? { domain: [drawn(low - air), drawn(high + air)], nice: false, zero: false } : {},
          axis: upright(others.length === 0 && only ? words(only.name) : "", {
            format: labelFormat(low, high),
            minExtent: AXIS_EXTENT,
          }),
        },
      },
      layer: plotLayers(bars, below, from, to, themeOf(options), isNarrow(options)),
    },
  );
}
