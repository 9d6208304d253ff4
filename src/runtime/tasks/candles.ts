import type { Bars, Plot, Result } from "../../index.js";
import { defineTask } from "../tasks.js";
import { type AskedIndicator, askedIndicators } from "./asked-indicators.js";
import { barsOf, resultOf } from "./kept.js";
import { CANDLES, type Candles, type IndicatorBuckets, type Stretch } from "./names.js";

export const candlesTask = defineTask({
  name: CANDLES,
  async run({ data, result: key, stretches, plots, indicators = [] }, context) {
    const result = key === undefined ? undefined : resultOf(context, key);
    const bars = result?.bars ?? barsOf(context, data);
    const starts = bucketStarts(stretches, bars.length);
    const candles = aggregate(bars, starts);
    const asked = await askedIndicators(bars, indicators);
    return {
      ...candles,
      ...(result && { equity: aggregateEquity(result, starts) }),
      ...(result && plots && { plots: aggregatePlots(result, starts) }),
      ...(asked.length > 0 && { indicators: asked.map((one) => aggregateIndicator(one, starts)) }),
    };
  },
  transfer: ({ equity = {}, plots = [], indicators = [], ...columns }) => {
    const asked = indicators.flatMap((one) => ("columns" in one ? one.columns : []));
    const all = [...Object.values(columns), ...Object.values(equity), ...plots, ...asked];
    return all.map((column) => column.buffer as ArrayBuffer);
  },
});

/** Computed once a Result: a chart that is moved asks many times. */
const plotsOf = new WeakMap<Result, readonly Plot[]>();

function aggregatePlots(result: Result, starts: readonly number[]): Float64Array[] {
  const plots = plotsOf.get(result) ?? result.plots();
  plotsOf.set(result, plots);
  return plots.map(({ values }) => lastValues(values, starts));
}

function aggregateIndicator(asked: AskedIndicator, starts: readonly number[]): IndicatorBuckets {
  if ("failure" in asked) return asked;
  return { columns: Object.values(asked.columns).map((values) => lastValues(values, starts)) };
}

function lastValues(values: Float64Array, starts: readonly number[]): Float64Array {
  return bucketColumn(starts, (_, end) => values[end - 1] as number);
}

/** First bars of the buckets, and the end of the last one. Within a stretch all have the same number of bars but its last. */
export function bucketStarts(stretches: readonly Stretch[], length: number): number[] {
  const starts: number[] = [];
  let end = 0;
  for (const { from, to, buckets } of stretches) {
    const first = Math.max(0, Math.floor(from));
    end = Math.min(length, Math.ceil(to));
    const step = Math.max(1, Math.ceil((end - first) / Math.max(1, buckets)));
    // the same grid wherever the stretch starts, so that a candle keeps its bars when the chart moves
    for (let bar = first; bar < end; bar = Math.min(end, bar - (bar % step) + step)) starts.push(bar);
  }
  return [...starts, end];
}

function aggregate(bars: Bars, starts: readonly number[]): Candles {
  const at = (column: Float64Array, bar: number) => column[bar] as number;
  const column = (of: (first: number, end: number) => number) => bucketColumn(starts, of);
  return {
    bar: column((first) => first),
    time: column((first) => at(bars.timestamp, first)),
    open: column((first) => at(bars.open, first)),
    high: column((first, end) => highest(bars.high, first, end)),
    low: column((first, end) => lowest(bars.low, first, end)),
    close: column((_, end) => at(bars.close, end - 1)),
    volume: column((first, end) => total(bars.volume, first, end)),
  };
}

function aggregateEquity({ equity, config }: Result, starts: readonly number[]): NonNullable<Candles["equity"]> {
  const column = (of: (first: number, end: number) => number) => bucketColumn(starts, of);
  const at = (bar: number) => equity[bar] as number;
  let peak = config.capital;
  let seen = 0;
  return {
    open: column((first) => at(first)),
    high: column((first, end) => highest(equity, first, end)),
    low: column((first, end) => lowest(equity, first, end)),
    close: column((_, end) => at(end - 1)),
    drawdown: column((first, end) => {
      for (; seen < first; seen++) peak = Math.max(peak, at(seen));
      let deepest = 0;
      for (; seen < end; seen++) {
        peak = Math.max(peak, at(seen));
        deepest = Math.min(deepest, at(seen) / peak - 1);
      }
      return deepest;
    }),
  };
}

/** A column by bucket: `of` sees the bars from `first` to before `end`. */
export function bucketColumn(starts: readonly number[], of: (first: number, end: number) => number): Float64Array {
  const column = new Float64Array(starts.length - 1);
  for (let k = 0; k < column.length; k++) column[k] = of(starts[k] as number, starts[k + 1] as number);
  return column;
}

function highest(column: Float64Array, from: number, to: number): number {
  let value = column[from] as number;
  for (let i = from + 1; i < to; i++) if ((column[i] as number) > value) value = column[i] as number;
  return value;
}

function lowest(column: Float64Array, from: number, to: number): number {
  let value = column[from] as number;
  for (let i = from + 1; i < to; i++) if ((column[i] as number) < value) value = column[i] as number;
  return value;
}

function total(column: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += column[i] as number;
  return sum;
}
