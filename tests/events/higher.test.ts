import { beforeAll, describe, expect, it } from "vitest";
import {
  type AnyStrategy,
  type Bars,
  createBars,
  defineStrategy,
  load,
  sliceBars,
  type Timeframe,
  type Turn,
  type Varanus,
} from "../../src/index.js";
import { barsKept } from "../support/bars.js";

/** Values of longer timeframes: those of the bars that have ended, and no others. */

let v: Varanus;
let bars: Bars;

beforeAll(async () => {
  v = await load();
  // without some of its bars, days as well as single ones
  bars = barsKept(v.sample({ seed: 9, bars: 2_500 }), (i) => i % 97 !== 5 && !(i > 600 && i < 640) && i % 41 !== 0);
});

const DAY = 86_400_000;
const startOf: Record<string, (ms: number) => number> = {
  "12h": (ms) => Math.floor(ms / (DAY / 2)) * (DAY / 2),
  "1d": (ms) => Math.floor(ms / DAY) * DAY,
  "1w": (ms) => {
    const day = new Date(ms);
    day.setUTCHours(0, 0, 0, 0);
    while (day.getUTCDay() !== 1) day.setUTCDate(day.getUTCDate() - 1);
    return day.getTime();
  },
  "1M": (ms) => Date.UTC(new Date(ms).getUTCFullYear(), new Date(ms).getUTCMonth(), 1),
};

/** All longer bars, the unfinished last one too, and for every bar which of them had ended at its close. */
function longer(timeframe: string): { bars: Bars; ended: number[] } {
  const start = startOf[timeframe] as (ms: number) => number;
  const starts = [...new Set([...bars.timestamp].map(start))];
  const groups = starts.map((at) =>
    [...bars.timestamp.keys()].filter((i) => start(bars.timestamp[i] as number) === at),
  );
  const of = (column: Float64Array, pick: (values: number[]) => number) =>
    Float64Array.from(groups, (group) => pick(group.map((i) => column[i] as number)));
  const ended = [...bars.timestamp].map((ms) => {
    const close = ms + 4 * 3_600_000;
    return starts.filter((at) => at < start(close)).length - 1;
  });
  return {
    ended,
    bars: createBars({
      symbol: "LONGER",
      timeframe: timeframe as Timeframe,
      timestamp: Float64Array.from(starts),
      open: of(bars.open, (values) => values[0] as number),
      high: of(bars.high, (values) => Math.max(...values)),
      low: of(bars.low, (values) => Math.min(...values)),
      close: of(bars.close, (values) => values.at(-1) as number),
      volume: of(bars.volume, (values) => values.reduce((a, b) => a + b, 0)),
    }),
  };
}

/** Notes its columns on every bar. */
function noting(timeframe: Timeframe, notes: number[][]): AnyStrategy {
  return defineStrategy({
    name: "notes",
    title: "",
    description: "",
    source: "",
    parameters: {},
    prepare: (ctx) => ({
      columns: {
        average: ctx.higher(timeframe, (day) => day.ema(day.close, 5)),
        range: ctx.higher(timeframe, (day) => day.atr(3)),
        volume2: ctx.higher(timeframe, (day) => day.volume),
        rises: ctx.higher(timeframe, (day) => day.greater(day.close, day.open)),
      },
    }),
    onBar(turn: Turn<"average" | "range" | "volume2" | "rises">) {
      notes.push(["average", "range", "volume2", "rises"].map((name) => turn.value(name as "average")));
    },
  }) as unknown as AnyStrategy;
}

describe("a longer timeframe", () => {
  it.each(Object.keys(startOf))("%s holds what has ended, bar by bar", (timeframe) => {
    const notes: number[][] = [];
    v.backtest(bars, {}, { strategy: noting(timeframe as Timeframe, notes) });
    const slow = longer(timeframe);
    const average = v.indicator("ema", slow.bars, { period: 5 })["ema"] as Float64Array;
    const range = v.indicator("atr", slow.bars, { period: 3 })["atr"] as Float64Array;
    expect(notes).toHaveLength(bars.length);
    const expected = slow.ended.map((k) => [
      average[k] ?? Number.NaN,
      range[k] ?? Number.NaN,
      slow.bars.volume[k] ?? Number.NaN,
      k < 0 ? 0 : Number((slow.bars.close[k] as number) > (slow.bars.open[k] as number)),
    ]);
    expect(notes).toEqual(expected);
  });

  it("is the same in a stream, and knows nothing of what comes", () => {
    const whole: number[][] = [];
    v.backtest(bars, {}, { strategy: noting("1d", whole) });
    const cut: number[][] = [];
    v.backtest(sliceBars(bars, 0, bars.timestamp[1_000]), {}, { strategy: noting("1d", cut) });
    expect(cut).toEqual(whole.slice(0, cut.length));
    const streamed: number[][] = [];
    const history = sliceBars(bars, 0, bars.timestamp[300]);
    const stream = v.stream({}, { symbol: "S", timeframe: "4h", history, strategy: noting("1d", streamed) });
    for (let i = history.length; i < bars.length; i++) {
      const at = (column: Float64Array) => column[i] as number;
      stream.push({
        timestamp: at(bars.timestamp),
        open: at(bars.open),
        high: at(bars.high),
        low: at(bars.low),
        close: at(bars.close),
        volume: at(bars.volume),
      });
    }
    expect(streamed).toEqual(whole);
    stream.dispose();
  });

  it("serves vectorised strategies too, in windows of a long series as in whole columns", () => {
    const long = v.sample({ seed: 3, bars: 80_000, timeframe: "1m" });
    const filtered = defineStrategy({
      name: "filtered",
      title: "",
      description: "",
      source: "",
      parameters: {},
      signals(ctx) {
        const up = ctx.higher("1h", (hour) => hour.greater(hour.ema(hour.close, 10), hour.ema(hour.close, 30)));
        return {
          longEntry: ctx.and(up, ctx.crossesAbove(ctx.close, ctx.sma(ctx.close, 50))),
          longExit: ctx.not(up),
        };
      },
    }) as unknown as AnyStrategy;
    const batch = v.backtest(long, {}, { strategy: filtered });
    expect(batch.trades.length).toBeGreaterThan(20);
    const running = v.start(long, {}, { strategy: filtered });
    while (running.advance(977));
    expect(running.finish().fills).toEqual(batch.fills);
  });

  it("refuses what is not longer, not whole, or not there", () => {
    const run = (timeframe: string) => () => v.backtest(bars, {}, { strategy: noting(timeframe as Timeframe, []) });
    expect(run("4h")).toThrow(/bars of 4h cannot be made of bars of 4h/);
    expect(run("1h")).toThrow(/cannot be made/);
    expect(run("6h")).toThrow(/cannot be made/);
    expect(run("2d")).toThrow(/unknown timeframe/);
    const nested = defineStrategy({
      name: "nested",
      title: "",
      description: "",
      source: "",
      parameters: {},
      signals: (ctx) => ({
        longEntry: ctx.higher("1d", (day) => day.higher("1w", (week) => week.greater(week.close, 1))),
      }),
    }) as unknown as AnyStrategy;
    expect(() => v.backtest(bars, {}, { strategy: nested })).toThrow(/inside/);
  });

  it("gives its memory back", () => {
    const other = v.sample({ seed: 1, bars: 500 });
    v.backtest(other, {}, { strategy: noting("1d", []) });
    v.forget(other);
    const before = v.memory.used;
    for (let k = 0; k < 3; k++) {
      const more = v.sample({ seed: 2 + k, bars: 500 });
      v.backtest(more, {}, { strategy: noting("1d", []) });
      v.forget(more);
    }
    expect(v.memory.used).toBe(before);
  });
});
