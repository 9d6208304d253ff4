import type { Plot, TradeColumns } from "../../contracts/result.js";
import { formatDate, formatTime } from "../../market/times.js";
import { count, counted, shortTime } from "../format.js";
import type { Levels } from "../levels.js";
import { decimate, MAX_POINTS, spread } from "./decimate.js";
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
import { ambiguityLayer, type LevelMark, levelLayers, levelMarks, levelSentence } from "./levels.js";
import { AXIS_EXTENT, namesOf, plotLayers, rangeOf } from "./plots.js";
import type { ChartTheme } from "./theme.js";
import { isFurtherPart, tradesBetween } from "./trade-selection.js";

export interface PriceColumns {
  /** ms UTC, bar open (nBars). */
  readonly timestamp: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
}

export interface TradesOnPriceOptions extends ChartOptions {
  /** First and last bar shown, both inclusive; by default all. */
  readonly from?: number;
  readonly to?: number;
  /** The strategy's own columns; those on the price are drawn where there is room for candles. */
  readonly plots?: readonly Plot[];
  /** Stops, targets and ambiguous bars; drawn where there is room for candles. */
  readonly levels?: Levels | undefined;
  /** As many trades are drawn at most; of more, these many taken evenly, so that gains and losses keep their proportion. */
  readonly trades?: number;
}

/** Up to so many bars are drawn as candles, more as a line of closes; on a phone half as many. */
const CANDLES = 160;
const DRAWN_TRADES = 150;

/** Entries are filled triangles in the colour of their side, exits hollow ones in the colour of their result; up is bought. */
const KINDS = [
  { name: "long entry", shape: "triangle-up", colour: "long", filled: true },
  { name: "short entry", shape: "triangle-down", colour: "short", filled: true },
  { name: "long exit, won", shape: "triangle-down", colour: "gain", filled: false },
  { name: "long exit, lost", shape: "triangle-down", colour: "loss", filled: false },
  { name: "long exit, even", shape: "triangle-down", colour: "muted", filled: false },
  { name: "short exit, won", shape: "triangle-up", colour: "gain", filled: false },
  { name: "short exit, lost", shape: "triangle-up", colour: "loss", filled: false },
  { name: "short exit, even", shape: "triangle-up", colour: "muted", filled: false },
] as const;
type Kind = (typeof KINDS)[number]["name"];
const OUTCOMES = { won: "gain", lost: "loss", even: "muted" } as const;

export function tradesOnPriceChart(
  bars: PriceColumns,
  trades: TradeColumns,
  options: TradesOnPriceOptions = {},
): ChartSpec {
  const { from = 0, to = bars.close.length - 1 } = options;
  const theme = themeOf(options);
  const narrow = isNarrow(options);
  const touching = tradesBetween(trades, from, to);
  const limit = options.trades ?? (narrow ? DRAWN_TRADES / 3 : DRAWN_TRADES);
  const chosen = spread(touching.length, limit).map((k) => touching[k] as number);
  const candles = to - from + 1 <= (narrow ? CANDLES / 2 : CANDLES);
  const plots = candles ? (options.plots ?? []).filter(({ pane }) => pane === "price") : [];
  const marks = candles && options.levels ? levelMarks(bars, options.levels, from, to) : [];
  const ambiguous = candles && options.levels ? ambiguousBetween(options.levels, from, to) : [];
  const price = candles
    ? candleLayers(bars, from, to, theme, options, plots, marks)
    : closeLayer(bars, from, to, theme, options);
  const day = (bar: number) => formatDate(bars.timestamp[bar] as number);
  const time = (bar: number) =>
    day(from) === day(to) ? `${shortTime(formatTime(bars.timestamp[bar] as number))} UTC` : day(bar);
  const which =
    chosen.length < touching.length
      ? `Of ${counted(touching.length, "trade")} ${count(chosen.length)}, evenly taken, are drawn`
      : touching.length === 0
        ? "No trades are drawn"
        : `${counted(touching.length, "trade")} ${touching.length === 1 ? "is" : "are"} drawn`;
  return frame(
    options,
    {
      title: "Trades on price",
      height: 320,
      description: `${which} on ${candles ? "the bars" : "the closing prices"} from ${time(from)} to ${time(to)}${namesOf(plots)}.${levelSentence(marks, ambiguous.length)}`,
    },
    {
      encoding: { x: timeChannel(options, candles ? 6 : 0) },
      layer: [
        ...price.layers,
        ...plotLayers(bars, plots, from, to, theme, narrow),
        ...levelLayers(marks, theme, candleWidth(to - from + 1, options)),
        ...tradeLayers(
          bars,
          trades,
          chosen,
          [from, to],
          theme,
          narrow,
          plots.filter(({ level }) => level === undefined).length,
        ),
        ...ambiguityLayer(bars, ambiguous, theme),
      ],
    },
  );
}

interface Price {
  layers: object[];
}

/** Pixels of a candle's body. */
function candleWidth(bars: number, { width = 860 }: ChartOptions): number {
  return Math.max(1.5, Math.min(12, (0.62 * ((typeof width === "number" ? width : 860) - 70)) / bars));
}

function ambiguousBetween({ ambiguous }: Levels, from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, k) => from + k).filter((bar) => ambiguous[bar] === 1);
}

function priceChannel(low: number, high: number, minExtent = 0): object {
  const air = high > low ? (high - low) * 0.04 : high * 0.01;
  return {
    type: "quantitative",
    scale: { domain: [drawn(low - air), drawn(high + air)], nice: false, zero: false },
    axis: upright("price, quote currency", { format: labelFormat(low, high), minExtent }),
  };
}

function closeLayer(bars: PriceColumns, from: number, to: number, theme: ChartTheme, options: ChartOptions): Price {
  const closes = bars.close.subarray(from, to + 1);
  const kept = decimate(closes, options.points ?? MAX_POINTS);
  const values = kept.map((i) => ({ t: bars.timestamp[from + i], v: drawn(closes[i] as number) }));
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { v } of values) {
    if (v < low) low = v;
    if (v > high) high = v;
  }
  return {
    layers: [
      {
        data: { values },
        mark: { type: "line", color: theme.benchmark, strokeWidth: 1, strokeJoin: "round" },
        encoding: { y: { field: "v", ...priceChannel(low, high) } },
      },
    ],
  };
}

function candleLayers(
  bars: PriceColumns,
  from: number,
  to: number,
  theme: ChartTheme,
  options: ChartOptions,
  plots: readonly Plot[],
  marks: readonly LevelMark[],
): Price {
  const values: object[] = [];
  let [bottom, top] = rangeOf(plots, from, to);
  for (let i = from; i <= to; i++) {
    const [open, high, low, close] = [bars.open[i], bars.high[i], bars.low[i], bars.close[i]] as [
      number,
      number,
      number,
      number,
    ];
    values.push({
      t: bars.timestamp[i],
      o: drawn(open),
      h: drawn(high),
      l: drawn(low),
      c: drawn(close),
      up: close >= open,
    });
    if (low < bottom) bottom = low;
    if (high > top) top = high;
  }
  for (const { v } of marks) {
    if (v < bottom) bottom = v;
    if (v > top) top = v;
  }
  const size = candleWidth(values.length, options);
  const data = { values };
  return {
    layers: [
      {
        data,
        mark: { type: "rule", color: theme.benchmark, strokeWidth: 1 },
        encoding: { y: { field: "l", ...priceChannel(bottom, top, AXIS_EXTENT) }, y2: { field: "h" } },
      },
      {
        data,
        mark: { type: "bar", size, stroke: theme.benchmark, strokeWidth: 1 },
        encoding: {
          y: { field: "o", type: "quantitative" },
          y2: { field: "c" },
          fill: { condition: { test: "datum.up", value: theme.paper }, value: theme.benchmark },
        },
      },
    ],
  };
}

const outcome = (pnl: number): keyof typeof OUTCOMES => (pnl > 0 ? "won" : pnl < 0 ? "lost" : "even");

/** A line from entry to exit for every trade, and a triangle at either end. */
function tradeLayers(
  bars: PriceColumns,
  trades: TradeColumns,
  chosen: readonly number[],
  [from, to]: readonly [number, number],
  theme: ChartTheme,
  narrow: boolean,
  /** How many the legend of the strategy's lines names. */
  named: number,
): object[] {
  const lines: object[] = [];
  const marks: { t: number; v: number; kind: Kind }[] = [];
  for (const k of chosen) {
    const long = (trades.side[k] as number) > 0;
    const result = outcome(trades.pnl[k] as number);
    const [entryBar, exitBar] = [trades.entryBar[k] as number, trades.exitBar[k] as number];
    const entry = { t: bars.timestamp[entryBar] as number, v: drawn(trades.entryPrice[k] as number) };
    const exit = { t: bars.timestamp[exitBar] as number, v: drawn(trades.exitPrice[k] as number) };
    if (entryBar >= from && exitBar <= to)
      lines.push({ ...entry, t2: exit.t, v2: exit.v, colour: theme[OUTCOMES[result]] });
    const side = long ? "long" : "short";
    // the parts of one position have one entry
    const drawnBefore = isFurtherPart(trades, k) && chosen.includes(k - 1);
    if (entryBar >= from && !drawnBefore) marks.push({ ...entry, kind: `${side} entry` });
    if (exitBar <= to) marks.push({ ...exit, kind: `${side} exit, ${result}` });
  }
  if (marks.length === 0) return [];
  marks.sort((a, b) => Number(a.kind.endsWith("entry")) - Number(b.kind.endsWith("entry")));
  const kinds = KINDS.filter(({ name }) => marks.some(({ kind }) => kind === name));
  const domain = kinds.map(({ name }) => name);
  const byKind = (range: readonly string[]) => ({
    field: "kind",
    type: "nominal",
    scale: { domain, range },
  });
  const few = marks.length <= 60;
  return [
    {
      data: { values: lines },
      mark: { type: "rule", strokeWidth: 1.2, opacity: 0.55 },
      encoding: {
        x: { field: "t", type: "temporal" },
        x2: { field: "t2" },
        y: { field: "v", type: "quantitative" },
        y2: { field: "v2" },
        color: { field: "colour", type: "nominal", scale: null },
      },
    },
    {
      data: {
        values: marks.map((mark) => ({ ...mark, size: (few ? 38 : 24) * (mark.kind.endsWith("entry") ? 1 : 2.2) })),
      },
      mark: { type: "point", strokeWidth: few ? 1.5 : 1.2, opacity: 1 },
      encoding: {
        x: { field: "t", type: "temporal" },
        y: { field: "v", type: "quantitative" },
        shape: {
          ...byKind(kinds.map(({ shape }) => shape)),
          legend: legend(kinds.length, narrow, named),
        },
        // an exit and the entry of a reversal lie on one another: the hollow triangle is the larger one, and below
        size: { field: "size", type: "quantitative", scale: null, legend: null },
        stroke: byKind(kinds.map(({ colour }) => theme[colour])),
        fill: byKind(kinds.map(({ filled, colour }) => (filled ? theme[colour] : theme.paper))),
      },
    },
  ];
}

/** Two columns on a phone (one beside the legend of the lines), with smaller letters, so that they all stay inside the drawing. */
function legend(kinds: number, narrow: boolean, lines: number): object {
  return narrow
    ? { columns: lines > 1 ? 1 : 2, columnPadding: 4, labelFontSize: 10, symbolSize: 45, symbolStrokeWidth: 1.3 }
    : { columns: kinds > 4 ? 3 : 4, symbolStrokeWidth: 1.5 };
}
