import type { TradeColumns } from "../../contracts/result.js";
import { counted, percent, signed } from "../format.js";
import { type ChartOptions, type ChartSpec, frame, isNarrow, themeOf, upright } from "./frame.js";
import { returnPct } from "./trade-selection.js";

export interface Bin {
  /** Percent, inclusive. */
  from: number;
  /** Percent, exclusive. */
  to: number;
  count: number;
}

export interface Histogram {
  bins: Bin[];
  /** Trades beyond the first or the last bin's outer edge, counted in that bin. */
  beyond: number;
}

const MOST_BINS = 40;
/** Trades so far out (each side) may be gathered in the outermost bins when they would stretch the axis to more than twice. */
const TAIL = 0.005;

/** Bins of a round width with an edge at 0, so that each holds gains or losses alone. */
export function histogram(values: ArrayLike<number>): Histogram {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  if (n === 0) return { bins: [], beyond: 0 };
  let low = Math.min(0, sorted[0] as number);
  let high = Math.max(0, sorted[n - 1] as number);
  const lowTail = Math.min(0, sorted[Math.floor(TAIL * (n - 1))] as number);
  const highTail = Math.max(0, sorted[Math.ceil((1 - TAIL) * (n - 1))] as number);
  if (highTail > lowTail && high - low > 2 * (highTail - lowTail)) [low, high] = [lowTail, highTail];
  const width = roundWidth((high - low) / MOST_BINS);
  const first = Math.floor(low / width);
  const last = Math.max(
    first,
    Math.ceil(high / width) - 1,
    high / width === Math.floor(high / width) && high > 0 ? high / width : 0,
  );
  const edge = (k: number) => Number((k * width).toPrecision(12));
  const bins = Array.from({ length: last - first + 1 }, (_, k) => ({
    from: edge(first + k),
    to: edge(first + k + 1),
    count: 0,
  }));
  let beyond = 0;
  for (const value of sorted) {
    const k = Math.floor(value / width) - first;
    if (k < 0 || k >= bins.length) beyond++;
    (bins[Math.max(0, Math.min(bins.length - 1, k))] as Bin).count++;
  }
  return { bins, beyond };
}

/** How many trades ended with which return on the value at their entry. */
export function tradeReturnsChart(trades: TradeColumns, options: ChartOptions = {}): ChartSpec {
  const theme = themeOf(options);
  const returns = Float64Array.from({ length: trades.length }, (_, k) => returnPct(trades, k));
  const { bins, beyond } = histogram(returns);
  const mean = returns.reduce((sum, value) => sum + value, 0) / returns.length;
  const gains = returns.reduce((wins, value) => wins + (value > 0 ? 1 : 0), 0);
  const widest = bins.reduce((size, { from, to }) => Math.max(size, Math.abs(from), Math.abs(to)), 0);
  const values = bins.map((bin) => ({ ...bin, gain: bin.from >= 0 }));
  return frame(
    options,
    {
      title: "Returns of trades",
      height: 240,
      description:
        trades.length === 0
          ? "There are no closed trades."
          : `${counted(trades.length, "trade")}, ${gains} with a profit; the mean return is ${signed(percent(mean))}` +
            `${beyond > 0 ? `; ${beyond} further out are counted in the outermost bars` : ""}.`,
    },
    {
      layer: [
        {
          data: { values },
          mark: { type: "bar", binSpacing: 1 },
          encoding: {
            x: {
              field: "from",
              type: "quantitative",
              bin: "binned",
              scale: { nice: false, zero: false },
              axis: {
                title: "return on the value at entry, percent",
                titleAnchor: "end",
                titleAlign: "right",
                tickCount: isNarrow(options) ? 5 : 8,
                format: widest >= 10 ? ",.0f" : ".3~g",
              },
            },
            x2: { field: "to" },
            y: {
              field: "count",
              type: "quantitative",
              axis: upright("trades", { tickCount: 4, tickMinStep: 1, format: ",.0f" }),
            },
            color: { condition: { test: "datum.gain", value: theme.gain }, value: theme.loss },
            opacity: { value: 0.8 },
          },
        },
        ...(trades.length > 0
          ? [
              {
                data: { values: [{ mean }] },
                mark: { type: "rule", color: theme.ink, strokeWidth: 1.2, strokeDash: [3, 3] },
                encoding: { x: { field: "mean", type: "quantitative" } },
              },
              {
                data: { values: [{ mean }] },
                mark: {
                  type: "text",
                  text: `mean ${signed(percent(mean))}`,
                  color: theme.ink,
                  fontSize: 11,
                  align: "left",
                  dx: 5,
                  dy: -2,
                  baseline: "bottom",
                },
                encoding: { x: { field: "mean", type: "quantitative" }, y: { value: 0 } },
              },
            ]
          : []),
      ],
    },
  );
}

/** The smallest 1, 2 or 5 times a power of ten that is at least `width`. */
function roundWidth(width: number): number {
  if (!(width > 0)) return 1;
  let power = 1;
  while (power > width) power /= 10;
  while (power * 10 <= width) power *= 10;
  const factor = [1, 2, 5, 10].find((step) => step * power >= width) ?? 10;
  return Number((factor * power).toPrecision(12));
}
