import { decimate, MAX_POINTS } from "./decimate.js";
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
import { plotColour } from "./theme.js";

/** A line over time; both columns (nPoints). */
export interface TimeLine {
  readonly name: string;
  /** ms UTC. */
  readonly timestamp: Float64Array;
  readonly values: Float64Array;
}

interface Drawing {
  readonly title: string;
  readonly axis: string;
  readonly description: string;
  /** d3 format of the labels; by default by the values. */
  readonly format?: string;
  /** A level that is drawn across. */
  readonly level?: number;
}

/** Lines that a drawing bears at most. */
const MOST_LINES = 8;

/** Several lines over time on one scale; the first is the strongest. All points together are at most as many as one line has elsewhere. */
export function linesInTime(lines: readonly TimeLine[], drawing: Drawing, options: ChartOptions = {}): ChartSpec {
  const theme = themeOf(options);
  const shown = lines.slice(0, MOST_LINES);
  const limit = Math.max(200, Math.floor((options.points ?? MAX_POINTS) / Math.max(1, Math.ceil(shown.length / 2))));
  const values = shown.flatMap(({ name, timestamp, values: column }) =>
    decimate(column, limit).map((i) => ({ t: timestamp[i], v: drawn(column[i] as number), series: name })),
  );
  const { level } = drawing;
  let low = level ?? Number.POSITIVE_INFINITY;
  let high = level ?? Number.NEGATIVE_INFINITY;
  for (const { v } of values) {
    if (v < low) low = v;
    if (v > high) high = v;
  }
  const air = high > low ? 0.05 * (high - low) : Math.max(1e-9, 0.05 * Math.abs(high));
  const colours = [
    theme.accent,
    ...shown.slice(1).map((_, k) => (k < 4 ? plotColour(theme, k) : [theme.gain, theme.loss, theme.short][k - 4])),
  ];
  return frame(
    options,
    { title: drawing.title, height: 260, description: drawing.description },
    {
      layer: [
        ...(level === undefined
          ? []
          : [
              {
                data: { values: [{ v: level }] },
                mark: { type: "rule", color: theme.muted, strokeDash: [2, 3], strokeWidth: 1 },
                encoding: { y: { field: "v", type: "quantitative" } },
              },
            ]),
        {
          data: { values },
          mark: { type: "line", strokeJoin: "round", strokeWidth: 1.5 },
          encoding: {
            x: timeChannel(options),
            y: {
              field: "v",
              type: "quantitative",
              scale: { zero: false, nice: false, domain: [drawn(low - air), drawn(high + air)] },
              axis: upright(drawing.axis, { format: drawing.format ?? labelFormat(low, high) }),
            },
            color: {
              field: "series",
              type: "nominal",
              scale: { domain: shown.map(({ name }) => name), range: colours },
              legend:
                shown.length > 1
                  ? { symbolType: "stroke", symbolStrokeWidth: 2.5, columns: isNarrow(options) ? 1 : 3 }
                  : null,
            },
          },
        },
      ],
    },
  );
}
