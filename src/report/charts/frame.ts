import type { TopLevelSpec } from "vega-lite";
import { type ChartTheme, LIGHT } from "./theme.js";

/** A Vega-Lite 6 specification with its data in it. */
export type ChartSpec = TopLevelSpec & {
  /** What the chart shows, in a sentence, for those who do not see it. */
  readonly description: string;
};

/** How a chart is to look; what it shows is its first argument. */
export interface ChartOptions {
  readonly theme?: ChartTheme;
  /** Pixels of the whole drawing, or as wide as what it stands in. */
  readonly width?: number | "container";
  /** Pixels of the whole drawing. */
  readonly height?: number;
  /** Whether the drawing bears its own title. */
  readonly title?: boolean;
  /** Points of a line at most; the default is also the limit. */
  readonly points?: number;
}

interface Frame {
  readonly title: string;
  readonly description: string;
  readonly height: number;
}

/** Below this width, in pixels, a chart is for a phone: fewer ticks. */
export const NARROW = 480;

export const isNarrow = ({ width }: ChartOptions): boolean => typeof width === "number" && width < NARROW;

export const themeOf = ({ theme }: ChartOptions): ChartTheme => theme ?? LIGHT;

/** Puts marks and encodings into the frame that all charts share. */
export function frame(options: ChartOptions, { title, description, height }: Frame, body: object): ChartSpec {
  const theme = themeOf(options);
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    description,
    ...(options.title === false ? {} : { title }),
    width: options.width ?? 860,
    height: options.height ?? height,
    autosize: { type: "fit", contains: "padding" },
    padding: { left: 2, right: 8, top: 4, bottom: 2 },
    background: "transparent",
    config: config(theme),
    ...body,
  } as ChartSpec;
}

/** Labels of a time axis: the coarsest unit that begins at the tick. */
const TIME_LABELS = {
  year: "%Y",
  quarter: "%b",
  month: "%b",
  week: "%-d %b",
  date: "%-d %b",
  day: "%-d %b",
  hours: "%H:%M",
  minutes: "%H:%M",
  seconds: "%H:%M:%S",
  milliseconds: "%H:%M:%S.%L",
};

/**
 * The horizontal channel of time in ms UTC, field `t`, from the first to the last point (a stated domain would become
 * `datetime(ms)`, which vega-interpreter takes for a year). `padding` in pixels.
 */
export function timeChannel(options: ChartOptions, padding = 0): object {
  return {
    field: "t",
    type: "temporal",
    scale: { type: "utc", nice: false, padding },
    axis: {
      title: "time, UTC",
      titleAnchor: "end",
      titleAlign: "right",
      format: TIME_LABELS,
      tickCount: isNarrow(options) ? 4 : 8,
      labelOverlap: true,
      labelFlush: true,
    },
  };
}

/** The axis of a vertical channel: its title stands above it, horizontally. */
export function upright(title: string, further: object = {}): object {
  return {
    title,
    titleAngle: 0,
    titleAnchor: "end",
    titleAlign: "left",
    titleBaseline: "bottom",
    titleX: 0,
    titleY: -8,
    tickCount: 5,
    ...further,
  };
}

/** d3 format of axis labels between two values: as many decimals as tell five ticks apart. */
export function labelFormat(low: number, high: number): string {
  const step = (high - low) / 5;
  if (!(step > 0)) return ".6~g";
  if (step >= 1e5) return ".4~s";
  let decimals = 0;
  for (let rest = step; rest < 1 && decimals < 12; rest *= 10) decimals++;
  return `,.${decimals}f`;
}

/** Seven significant digits: more cannot be drawn, and the specification stays small. */
export const drawn = (value: number): number => Number(value.toPrecision(7));

function config({ ink, muted, grid, font }: ChartTheme): object {
  return {
    aria: false,
    font,
    view: { stroke: null },
    axis: {
      labelColor: muted,
      titleColor: muted,
      labelFontSize: 11,
      titleFontSize: 11,
      titleFontWeight: "normal",
      gridColor: grid,
      domainColor: grid,
      tickColor: grid,
      labelPadding: 4,
    },
    axisX: { grid: false },
    axisY: { domain: false, ticks: false },
    legend: {
      orient: "top",
      direction: "horizontal",
      title: null,
      labelColor: ink,
      labelFontSize: 12,
      symbolSize: 70,
      labelLimit: 0,
      columnPadding: 14,
      offset: 26,
    },
    title: { anchor: "start", color: ink, fontSize: 14, fontWeight: 600, offset: 12 },
  };
}
