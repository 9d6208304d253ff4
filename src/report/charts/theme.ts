/** The colours of a chart by what they mean. */
export interface ChartTheme {
  /** Text that is read first. */
  readonly ink: string;
  /** Axis labels, notes. */
  readonly muted: string;
  /** Grid lines. */
  readonly grid: string;
  /** What lies behind, for hollow marks. */
  readonly paper: string;
  /** The strategy's own line. */
  readonly accent: string;
  /** What it is compared with. */
  readonly benchmark: string;
  readonly gain: string;
  readonly loss: string;
  readonly long: string;
  readonly short: string;
  /** The lines of a strategy's own columns, in turn. */
  readonly plot1: string;
  readonly plot2: string;
  readonly plot3: string;
  readonly plot4: string;
  readonly font: string;
}

const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

export const LIGHT: ChartTheme = {
  ink: "#1c2127",
  muted: "#626b74",
  grid: "#e6e7e3",
  paper: "#fdfdfb",
  accent: "#1d5fa8",
  benchmark: "#9aa1a8",
  gain: "#16805c",
  loss: "#c2412f",
  long: "#1d6fd1",
  short: "#b06a00",
  plot1: "#7a4cc2",
  plot2: "#c2478f",
  plot3: "#0d8296",
  plot4: "#7d7a2b",
  font: FONT,
};

export const DARK: ChartTheme = {
  ink: "#e6e8ea",
  muted: "#98a1aa",
  grid: "#2a3037",
  paper: "#14171b",
  accent: "#74aef2",
  benchmark: "#7c858e",
  gain: "#45c096",
  loss: "#f0806f",
  long: "#6aa9f5",
  short: "#e2a348",
  plot1: "#b794f6",
  plot2: "#f08fc3",
  plot3: "#4fc3d6",
  plot4: "#c9c46a",
  font: FONT,
};

const PLOTS = ["plot1", "plot2", "plot3", "plot4"] as const;
const COLOURS = [
  "ink",
  "muted",
  "grid",
  "paper",
  "accent",
  "benchmark",
  "gain",
  "loss",
  "long",
  "short",
  ...PLOTS,
] as const;

/**
 * Colours that are looked up by the page the drawing stands in: `var(--ink)`. Vega hands colours through as they are, and
 * custom properties hold in presentation attributes, so one SVG follows the reader's light or dark setting.
 * Not for a canvas.
 */
export const CSS_THEME: ChartTheme = {
  ...(Object.fromEntries(COLOURS.map((name) => [name, `var(--${name})`])) as Record<(typeof COLOURS)[number], string>),
  font: "inherit",
};

/** The custom properties that CSS_THEME looks up. */
export function themeProperties(theme: ChartTheme): string {
  return COLOURS.map((name) => `--${name}:${theme[name]}`).join(";");
}

/** The colour of the k-th line of a strategy's own columns. */
export const plotColour = (theme: ChartTheme, k: number): string =>
  theme[PLOTS[k % PLOTS.length] as (typeof PLOTS)[number]];
