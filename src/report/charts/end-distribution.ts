import { count, money } from "../format.js";
import { type ChartOptions, type ChartSpec, drawn, frame, isNarrow, labelFormat, themeOf, upright } from "./frame.js";

export interface EndDistribution {
  /** Final equities of the paths, quote currency (nPaths). */
  readonly values: Float64Array;
  /** Start capital, quote currency. */
  readonly start: number;
  /** Final equity of the run itself. */
  readonly actual: number;
}

const BINS = 40;
/** Paths so far out, on each side, are counted in the outermost bins. */
const TAIL = 0.005;

/** How many Monte Carlo paths ended where: below the start as losses; a rule marks the run itself. */
export function endDistributionChart(
  { values, start, actual }: EndDistribution,
  options: ChartOptions = {},
): ChartSpec {
  const theme = themeOf(options);
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] as number;
  const low = Math.min(at(TAIL), actual);
  const high = Math.max(at(1 - TAIL), actual);
  const width = high > low ? (high - low) / BINS : Math.max(1e-9, Math.abs(high) / BINS);
  const counts = new Float64Array(BINS);
  for (const value of sorted) {
    const k = Math.max(0, Math.min(BINS - 1, Math.floor((value - low) / width)));
    counts[k] = (counts[k] as number) + 1;
  }
  const bins = Array.from(counts, (paths, k) => {
    const [from, to] = [low + k * width, low + (k + 1) * width];
    return { from: drawn(from), to: drawn(to), paths, gain: (from + to) / 2 >= start };
  });
  const losing = sorted.reduce((sum, value) => sum + (value < start ? 1 : 0), 0);
  const x = {
    type: "quantitative",
    scale: { zero: false, nice: false },
    axis: {
      title: "final equity, quote currency",
      titleAnchor: "end",
      titleAlign: "right",
      tickCount: isNarrow(options) ? 4 : 6,
      labelOverlap: true,
      format: labelFormat(low, high),
    },
  };
  return frame(
    options,
    {
      title: "Final equity of the paths",
      height: 240,
      description:
        `${count(losing)} of ${count(sorted.length)} paths end below the start of ${money(start)}, half of them above ${money(at(0.5))}; ` +
        `the run itself ended at ${money(actual)}.`,
    },
    {
      layer: [
        {
          data: { values: bins },
          mark: { type: "bar", opacity: 0.75, binSpacing: 1 },
          encoding: {
            x: { ...x, field: "from", bin: { binned: true } },
            x2: { field: "to" },
            y: { field: "paths", type: "quantitative", axis: upright("paths") },
            color: { condition: { test: "datum.gain", value: theme.gain }, value: theme.loss },
          },
        },
        {
          data: { values: [{ from: drawn(actual) }] },
          mark: { type: "rule", color: theme.ink, strokeWidth: 1.5 },
          encoding: { x: { ...x, field: "from" } },
        },
      ],
    },
  );
}
