import type { Histogram } from "../../contracts/monte-carlo.js";
import { percent } from "../format.js";
import { type ChartOptions, type ChartSpec, drawn, frame, labelFormat, themeOf, upright } from "./frame.js";

export interface DrawdownDistribution {
  readonly histogram: Histogram;
  /** Of the run itself, fraction of the peak. */
  readonly actual: number;
}

/** How many Monte Carlo paths had which deepest drawdown; a rule marks the run itself. */
export function drawdownDistributionChart(
  { histogram: { edges, counts }, actual }: DrawdownDistribution,
  options: ChartOptions = {},
): ChartSpec {
  const theme = themeOf(options);
  const values = counts.map((count, k) => ({
    from: drawn(100 * (edges[k] as number)),
    to: drawn(100 * (edges[k + 1] as number)),
    count,
  }));
  const high = 100 * (edges[edges.length - 1] as number);
  return frame(
    options,
    {
      title: "Deepest drawdowns",
      height: 240,
      description: `Deepest drawdowns reach up to ${percent(high)}; the run itself had ${percent(100 * actual)}.`,
    },
    {
      layer: [
        {
          data: { values },
          mark: { type: "bar", color: theme.loss, opacity: 0.75, binSpacing: 1 },
          encoding: {
            x: {
              field: "from",
              type: "quantitative",
              bin: { binned: true },
              axis: { title: "max drawdown, %", titleAnchor: "end", titleAlign: "right", format: labelFormat(0, high) },
            },
            x2: { field: "to" },
            y: { field: "count", type: "quantitative", axis: upright("paths") },
          },
        },
        {
          data: { values: [{ v: drawn(100 * actual) }] },
          mark: { type: "rule", color: theme.ink, strokeWidth: 1.5 },
          encoding: { x: { field: "v", type: "quantitative" } },
        },
      ],
    },
  );
}
