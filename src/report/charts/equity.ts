import { fixed, moneyDigits, percent, signed } from "../format.js";
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

export interface EquityColumns {
  /** ms UTC, bar open (nBars). */
  readonly timestamp: Float64Array;
  /** Marked equity at every close, quote currency (nBars). */
  readonly equity: Float64Array;
  /** What the same capital became elsewhere (nBars); see `buyAndHold`. */
  readonly benchmark?: Float64Array;
  /** Quote currency. */
  readonly capital: number;
}

const STRATEGY = "strategy";
const BENCHMARK = "buy and hold";
/** A curve whose highest point is this many times its lowest is drawn on a logarithmic scale. */
const LOG_RATIO = 5;

/** The capital invested whole at the first open, without costs (nBars). */
export function buyAndHold(bars: { open: Float64Array; close: Float64Array }, capital: number): Float64Array {
  const quantity = capital / (bars.open[0] as number);
  return bars.close.map((close) => close * quantity);
}

export function equityChart(columns: EquityColumns, options: ChartOptions = {}): ChartSpec {
  const { timestamp, equity, benchmark, capital } = columns;
  const theme = themeOf(options);
  const n = equity.length;
  const limit = options.points ?? MAX_POINTS;
  const points = (values: Float64Array, series: string) =>
    decimate(values, limit).map((i) => ({ t: timestamp[i], v: drawn(values[i] as number), series }));
  const values = [...(benchmark ? points(benchmark, BENCHMARK) : []), ...points(equity, STRATEGY)];
  let low = capital;
  let high = capital;
  for (const { v } of values) {
    if (v < low) low = v;
    if (v > high) high = v;
  }
  const logarithmic = low > 0 && high / low >= LOG_RATIO;
  const names = benchmark ? [STRATEGY, BENCHMARK] : [STRATEGY];
  const money = (value: number) => fixed(value, moneyDigits(value));
  const change = (end: number) => signed(percent(100 * (end / capital - 1)));
  const final = equity[n - 1] as number;
  return frame(
    options,
    {
      title: "Equity",
      height: 300,
      description:
        `Equity went from ${money(capital)} to ${money(final)} (${change(final)})` +
        (benchmark ? `; buying and holding made ${change(benchmark[n - 1] as number)}` : "") +
        `.${logarithmic ? " The scale is logarithmic: equal distances are equal percentages." : ""}`,
    },
    {
      layer: [
        {
          data: { values: [{ v: capital }] },
          mark: { type: "rule", color: theme.muted, strokeDash: [2, 3], strokeWidth: 1 },
          encoding: { y: { field: "v", type: "quantitative" } },
        },
        {
          data: { values },
          mark: { type: "line", strokeJoin: "round", point: n === 1 },
          encoding: {
            x: timeChannel(options),
            y: {
              field: "v",
              type: "quantitative",
              scale: {
                ...(logarithmic ? { type: "log" } : { type: "linear", zero: false }),
                domain: padded(low, high, logarithmic),
                nice: false,
              },
              axis: upright("equity, quote currency", { format: labelFormat(low, high) }),
            },
            color: {
              field: "series",
              type: "nominal",
              scale: { domain: names, range: [theme.accent, theme.benchmark] },
              legend: benchmark ? { symbolType: "stroke", symbolStrokeWidth: 2.5 } : null,
            },
            strokeWidth: { condition: { test: `datum.series === "${STRATEGY}"`, value: 1.8 }, value: 1.2 },
          },
        },
      ],
    },
  );
}

/** The extent with a little air, so that no line runs along the border. */
function padded(low: number, high: number, logarithmic: boolean): [number, number] {
  if (logarithmic) return [low / 1.05, high * 1.05];
  const air = high > low ? (high - low) * 0.05 : Math.max(1e-9, Math.abs(high) * 0.05);
  return [drawn(low - air), drawn(high + air)];
}
