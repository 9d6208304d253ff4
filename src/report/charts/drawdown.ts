import { formatDate } from "../../market/times.js";
import { percent } from "../format.js";
import { decimate, MAX_POINTS } from "./decimate.js";
import {
  type ChartOptions,
  type ChartSpec,
  drawn,
  frame,
  labelFormat,
  themeOf,
  timeChannel,
  upright,
} from "./frame.js";

export interface DrawdownColumns {
  /** ms UTC, bar open (nBars). */
  readonly timestamp: Float64Array;
  /** Marked equity at every close, quote currency (nBars). */
  readonly equity: Float64Array;
  /** The first peak, quote currency. */
  readonly capital: number;
}

/** Equity below its highest so far, percent, at most 0 (nBars). */
export function drawdowns(equity: Float64Array, capital: number): Float64Array {
  let peak = capital;
  return equity.map((value) => {
    if (value > peak) peak = value;
    return 100 * (value / peak - 1);
  });
}

export function drawdownChart({ timestamp, equity, capital }: DrawdownColumns, options: ChartOptions = {}): ChartSpec {
  const theme = themeOf(options);
  const n = equity.length;
  const depth = drawdowns(equity, capital);
  let deepest = 0;
  for (let i = 1; i < n; i++) if ((depth[i] as number) < (depth[deepest] as number)) deepest = i;
  const worst = depth[deepest] as number;
  const values = decimate(depth, options.points ?? MAX_POINTS).map((i) => ({
    t: timestamp[i],
    v: drawn(depth[i] as number),
  }));
  const date = formatDate(timestamp[deepest] as number);
  const x = timeChannel(options);
  const position = { x, y: { field: "v", type: "quantitative" } };
  const mark = { data: { values: [{ t: timestamp[deepest], v: drawn(worst) }] }, encoding: position };
  const bottom = worst < 0 ? Math.max(-100, drawn(worst * 1.22)) : -1;
  const label = labelPlace(deepest / Math.max(1, n - 1), worst > bottom * 0.9);
  return frame(
    options,
    {
      title: "Drawdown",
      height: 180,
      description:
        worst < 0
          ? `The deepest drawdown from the highest equity so far was ${percent(-worst)}, reached on ${date}.`
          : "Equity never fell below its highest so far.",
    },
    {
      layer: [
        {
          data: { values },
          mark: {
            type: "area",
            color: theme.loss,
            fillOpacity: 0.18,
            line: { color: theme.loss, strokeWidth: 1 },
          },
          encoding: {
            x,
            y: {
              field: "v",
              type: "quantitative",
              stack: null,
              scale: { domain: [bottom, 0], nice: false },
              axis: upright("below the peak, percent", { tickCount: 4, format: labelFormat(bottom, 0) }),
            },
          },
        },
        ...(worst < 0
          ? [
              { ...mark, mark: { type: "point", filled: true, size: 36, color: theme.loss, opacity: 1 } },
              {
                ...mark,
                mark: { type: "text", text: `${percent(worst)} on ${date}`, color: theme.ink, fontSize: 11, ...label },
              },
            ]
          : []),
      ],
    },
  );
}

/** A label that stays inside whatever share of the width its point lies at, below it where there is room. */
function labelPlace(share: number, below: boolean): object {
  const dy = below ? 8 : -9;
  if (share > 0.75) return { align: "right", dx: -7, dy };
  if (share < 0.25) return { align: "left", dx: 7, dy };
  return { align: "center", dy: below ? 13 : -13 };
}
