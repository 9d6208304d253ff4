import type { Fan } from "../../contracts/monte-carlo.js";
import { money } from "../format.js";
import { type ChartOptions, type ChartSpec, drawn, frame, labelFormat, themeOf, upright } from "./frame.js";

export interface FanColumns {
  readonly fan: Fan;
  /** Start capital, quote currency. */
  readonly start: number;
  /** What a step is: "trade", "day" or "bar". */
  readonly unit: string;
}

/** Equity along Monte Carlo paths: the median, and the bands that hold half and nine tenths of them. */
export function fanChart({ fan, start, unit }: FanColumns, options: ChartOptions = {}): ChartSpec {
  const theme = themeOf(options);
  const values = Array.from(fan.step, (step, k) => ({
    step,
    p5: drawn(fan.p5[k] as number),
    p25: drawn(fan.p25[k] as number),
    median: drawn(fan.median[k] as number),
    p75: drawn(fan.p75[k] as number),
    p95: drawn(fan.p95[k] as number),
  }));
  const low = values.reduce((least, { p5 }) => Math.min(least, p5), start);
  const high = values.reduce((most, { p95 }) => Math.max(most, p95), start);
  const air = high > low ? 0.05 * (high - low) : Math.max(1e-9, 0.05 * Math.abs(high));
  const last = values[values.length - 1] as (typeof values)[number];
  const x = {
    field: "step",
    type: "quantitative",
    scale: { nice: false, zero: true },
    axis: {
      title: `${unit}s`,
      titleAnchor: "end",
      titleAlign: "right",
      tickCount: 8,
      labelOverlap: true,
      format: last.step >= 10_000 ? "~s" : ",.0f",
    },
  };
  const y = {
    type: "quantitative",
    scale: { zero: false, nice: false, domain: [drawn(low - air), drawn(high + air)] },
    axis: upright("equity, quote currency", { format: labelFormat(low, high) }),
  };
  const band = (from: string, to: string, opacity: number) => ({
    mark: { type: "area", color: theme.accent, opacity, line: false },
    encoding: { x, y: { ...y, field: from }, y2: { field: to } },
  });
  return frame(
    options,
    {
      title: "Equity along the paths",
      height: 300,
      description:
        `From ${money(start)} the median of ${fan.paths} paths goes to ${money(last.median)}; ` +
        `nine tenths end between ${money(last.p5)} and ${money(last.p95)}.`,
    },
    {
      data: { values },
      layer: [
        {
          data: { values: [{ v: start }] },
          mark: { type: "rule", color: theme.muted, strokeDash: [2, 3], strokeWidth: 1 },
          encoding: { y: { field: "v", type: "quantitative" } },
        },
        band("p5", "p95", 0.15),
        band("p25", "p75", 0.25),
        {
          mark: { type: "line", color: theme.accent, strokeWidth: 1.8, strokeJoin: "round" },
          encoding: { x, y: { ...y, field: "median" } },
        },
      ],
    },
  );
}
