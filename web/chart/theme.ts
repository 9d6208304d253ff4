import { PLOT_COLOURS } from "./shown-indicator.js";

/** The page's colours for a canvas, which cannot look up custom properties by itself. */
export interface ChartColours {
  ink: string;
  muted: string;
  grid: string;
  paper: string;
  accent: string;
  gain: string;
  loss: string;
  long: string;
  short: string;
  /** Lines of a strategy's own columns, and of indicators. */
  plots: readonly string[];
}

export function chartColours(): ChartColours {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: of("ink"),
    muted: of("muted"),
    grid: of("grid"),
    paper: of("paper"),
    accent: of("accent"),
    gain: of("gain"),
    loss: of("loss"),
    long: of("long"),
    short: of("short"),
    plots: Array.from({ length: PLOT_COLOURS }, (_, k) => of(`plot${k + 1}`)),
  };
}

/** "#1d5fa8", 0.25 -> "rgba(29, 95, 168, 0.25)". */
export function faded(hex: string, opacity: number): string {
  const value = Number.parseInt(hex.slice(1), 16);
  return `rgba(${(value >> 16) & 255}, ${(value >> 8) & 255}, ${value & 255}, ${opacity})`;
}
