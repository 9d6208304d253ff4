import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { equityCsv, tradesCsv } from "../../src/backtest/result-csv.js";
import {
  type BacktestInput,
  type Bars,
  cutBars,
  load,
  type Result,
  readBars,
  readFunding,
  type Varanus,
  withFunding,
} from "../../src/index.js";
import { spawnThread } from "../../src/runtime/node/spawn.js";
import { createPool, type Pool } from "../../src/runtime/pool.js";
import { provideBars } from "../../src/runtime/tasks/kept.js";
import { BACKTEST, CANDLES, EXPORT, FINER, FUNDING, LEVELS, LOAD, SAMPLE } from "../../src/runtime/tasks/names.js";
import { errorOf } from "../support/series.js";

const WORKER = pathToFileURL(join(import.meta.dirname, "../../dist/worker.js"));

let v: Varanus;
let pool: Pool;
beforeAll(async () => {
  v = await load();
  pool = createPool({ spawn: spawnThread(WORKER) });
});
afterAll(() => pool.close());

const CONFIGS: Readonly<Record<string, BacktestInput>> = {
  plain: { strategy: "ewmac" },
  stops: { strategy: "sma-cross", stops: ["percentage", "atr", "trailing-percent"], sizer: "atr-risk", leverage: 3 },
  closeFills: { strategy: "donchian-breakout", fill: "close", reverse: true, intrabar: "ohlc" },
};

describe("backtest", () => {
  it.each(Object.entries(CONFIGS))("gives the bytes of a direct call: %s", async (_, config) => {
    const bars = v.sample({ seed: 5, bars: 3_000 });
    const direct = v.backtest(bars, config);
    const key = provideBars(pool, bars);
    const output = await pool.run(BACKTEST, { data: key, config }, { needs: [key] });
    expect(output.head.fingerprint).toBe(direct.fingerprint);
    expect(output.trades).toEqual(direct.trades);
    expect(output.fills).toEqual(direct.fills);
    expect(output.equity).toEqual(direct.equity);
    const { trades: _trades, ...head } = JSON.parse(JSON.stringify(direct));
    expect(JSON.parse(JSON.stringify(output.head))).toEqual(head);
    expect([...output.exitTime]).toEqual([...direct.trades.exitBar].map((bar) => bars.timestamp[bar]));
  });

  it("takes signals as columns or as a CSV", async () => {
    const bars = v.sample({ bars: 100 });
    const key = provideBars(pool, bars);
    const longEntry = new Uint8Array(100);
    const longExit = new Uint8Array(100);
    longEntry[10] = 1;
    longExit[20] = 1;
    const content = new TextEncoder().encode("bar,longEntry,longExit\n10,1,\n20,,1\n");
    const input = { data: key, config: {} };
    const columns = await pool.run(BACKTEST, { ...input, signals: { longEntry, longExit } }, { needs: [key] });
    const file = await pool.run(BACKTEST, { ...input, signalsFile: { name: "s.csv", content } }, { needs: [key] });
    expect(columns.trades.length).toBe(1);
    expect(file.head.provenance.fillsSha256).toBe(columns.head.provenance.fillsSha256);
  });

  it("takes a span of the bars, again and again, and refuses one without bars", async () => {
    const bars = v.sample({ seed: 5, bars: 3_000 });
    const key = provideBars(pool, bars);
    const config = { strategy: "ewmac" };
    for (const span of [
      { from: "2021-03-01", to: "2021-10-31" },
      { from: "2021-03-01" },
      { to: "2021-10-31T04:00" },
      {},
    ]) {
      const direct = v.backtest(cutBars(bars, span), config);
      for (let turn = 0; turn < 2; turn++) {
        const { head, equity } = await pool.run(BACKTEST, { data: key, config, ...span }, { needs: [key] });
        expect(head.fingerprint).toBe(direct.fingerprint);
        expect(equity).toEqual(direct.equity);
      }
    }
    const error = await errorOf(() => pool.run(BACKTEST, { data: key, config, to: "1999-01-01" }, { needs: [key] }));
    expect(error).toMatchObject({
      code: "data",
      path: "to",
      message: expect.stringContaining("no bars to 1999-01-01"),
    });
  });

  it("is cancelled in the middle of its bars, and can be run again", async () => {
    await pool.run(SAMPLE, { keep: "long", seed: 1, bars: 3_000_000, timeframe: "1m" });
    const stop = new AbortController();
    const heard: number[] = [];
    let aborted = 0;
    const onProgress = (fraction: number) => {
      heard.push(fraction);
      if (aborted === 0) {
        aborted = performance.now();
        stop.abort();
      }
    };
    const config = { strategy: "bollinger-mean-reversion" };
    const running = pool.run(BACKTEST, { data: "long", config }, { signal: stop.signal, onProgress });
    expect(await errorOf(() => running)).toMatchObject({ code: "cancelled" });
    expect(performance.now() - aborted).toBeLessThan(500);
    expect(heard[0]).toBeLessThan(1);
    const { head } = await pool.run(BACKTEST, { data: "long", config });
    expect(head.data.bars).toBe(3_000_000);
  });

  it("names what the worker does not have", async () => {
    const error = await errorOf(() => pool.run(BACKTEST, { data: "nowhere", config: { strategy: "ewmac" } }));
    expect(error).toMatchObject({ code: "worker", path: "nowhere" });
  });
});

describe("load", () => {
  it("reads a file in the worker, as the reader itself does", async () => {
    const bytes = csvOf(v, 500);
    const direct = await readBars(bytes, { file: "ABC_4h.csv" });
    const packed = new Blob([gzipSync(bytes)]);
    const file = { name: "ABC_4h.csv", content: packed };
    const { data, notes } = await pool.run(LOAD, { keep: "file", file });
    expect(data).toMatchObject({ symbol: "ABC", timeframe: "4h", bars: 500, sha256: direct.bars.sha256 });
    expect(data.quality).toEqual(direct.bars.quality);
    expect(notes).toEqual(direct.notes);
    expect(data.quality.calendar).toBe("24/7");
    const told = await pool.run(LOAD, { keep: "file", file, calendar: "sessions" });
    expect(told.data.quality.calendar).toBe("sessions");
  });

  it("refuses a broken file with its line, and lives on", async () => {
    const content = new TextEncoder().encode("timestamp,open,high,low,close,volume\n1609459200000,1,2,0.5,abc,1\n");
    const error = await errorOf(() => pool.run(LOAD, { keep: "file", file: { name: "bad.csv", content } }));
    expect(error).toMatchObject({ name: "VaranusError", path: expect.stringContaining("bad.csv:2") });
    expect((await pool.run(CANDLES, { data: "file", stretches: [{ from: 0, to: 9, buckets: 9 }] })).time.length).toBe(
      9,
    );
  });
});

describe("candles", () => {
  it("lose no extreme and no bar, whatever the number of buckets", async () => {
    const { data } = await pool.run(SAMPLE, { keep: "c", seed: 3, bars: 5_003, timeframe: "1h" });
    expect(data.bars).toBe(5_003);
    const config = { strategy: "ewmac" };
    const output = await pool.run(BACKTEST, { data: "c", config, keep: "r" });
    const bars = v.sample({ seed: 3, bars: 5_003, timeframe: "1h" });
    const stretches = [
      { from: 0, to: 2_000, buckets: 40 },
      { from: 2_000, to: 2_100, buckets: 1_000 },
      { from: 2_100, to: 5_003, buckets: 40 },
    ];
    const candles = await pool.run(CANDLES, { data: "c", result: "r", stretches });
    expect(candles.bar.length).toBeLessThanOrEqual(40 + 100 + 42);
    expect(Math.max(...candles.high)).toBe(Math.max(...bars.high));
    expect(Math.min(...candles.low)).toBe(Math.min(...bars.low));
    expect(candles.open[0]).toBe(bars.open[0]);
    expect(candles.close.at(-1)).toBe(bars.close.at(-1));
    expect([...candles.time]).toEqual([...candles.bar].map((bar) => bars.timestamp[bar]));
    const deepest = Math.min(...(candles.equity?.drawdown ?? []));
    expect(-deepest).toBeCloseTo(output.head.metrics["maxDrawdown"] as number, 12);
    expect(candles.equity?.close.at(-1)).toBe(output.equity.at(-1));
    // the strategy's lines, if asked for: the value of each bucket's last bar
    expect(output.plots).toEqual([
      { name: "fast", pane: "price" },
      { name: "slow", pane: "price" },
    ]);
    expect(candles.plots).toBeUndefined();
    const lines = await pool.run(CANDLES, { data: "c", result: "r", stretches, plots: true });
    const slow = v.backtest(bars, config).plots()[1]?.values as Float64Array;
    const ends = [...candles.bar.slice(1), bars.length].map((bar) => slow[bar - 1] as number);
    expect(lines.plots?.[1]).toEqual(Float64Array.from(ends));
    expect(Number.isNaN(slow[24])).toBe(true);
    // of a span: its own bars
    await pool.run(BACKTEST, { data: "c", config, from: "2021-02-01", keep: "s" });
    const cut = cutBars(bars, { from: "2021-02-01" });
    const span = await pool.run(CANDLES, {
      data: "c",
      result: "s",
      stretches: [{ from: 0, to: cut.length, buckets: 9 }],
    });
    expect(span.time[0]).toBe(cut.timestamp[0]);
    expect(Math.max(...span.high)).toBe(Math.max(...cut.high));
    // one bar a bucket: the bars themselves
    const at = [...candles.bar].indexOf(2_050);
    expect([candles.open[at], candles.high[at], candles.low[at], candles.close[at]]).toEqual([
      bars.open[2_050],
      bars.high[2_050],
      bars.low[2_050],
      bars.close[2_050],
    ]);
  });

  it("have the indicators that are asked for, and of one that cannot be computed the reason", async () => {
    await pool.run(SAMPLE, { keep: "i", seed: 4, bars: 1_001, timeframe: "1h" });
    const bars = v.sample({ seed: 4, bars: 1_001, timeframe: "1h" });
    const indicators = [
      { name: "bollinger", params: { period: 30 }, series: "high" as const },
      { name: "correlation" },
      { name: "rsi" },
    ];
    const input = { data: "i", stretches: [{ from: 0, to: 1_001, buckets: 50 }], indicators };
    const { bar, indicators: [bollinger, correlation, rsi] = [] } = await pool.run(CANDLES, input);
    const ends = [...bar.slice(1), bars.length].map((next) => next - 1);
    const atEnds = (column: Float64Array | undefined) => Float64Array.from(ends, (end) => column?.[end] as number);
    const columns = Object.values(v.indicator("bollinger", bars, { period: 30 }, "high")).map(atEnds);
    expect(bollinger).toEqual({ columns });
    expect(rsi).toEqual({ columns: [atEnds(v.indicator("rsi", bars)["rsi"])] });
    expect(correlation).toEqual({ failure: expect.stringContaining("compares two columns") });
    // other bars under the same key
    await pool.run(SAMPLE, { keep: "i", seed: 5, bars: 1_001, timeframe: "1h" });
    const again = await pool.run(CANDLES, { ...input, indicators: [{ name: "rsi" }] });
    const other = v.sample({ seed: 5, bars: 1_001, timeframe: "1h" });
    expect(again.indicators).toEqual([{ columns: [atEnds(v.indicator("rsi", other)["rsi"])] }]);
  });
});

describe("funding", () => {
  const csv = (bars: { timestamp: Float64Array }, symbols = ["AAA"]) => {
    const lines = [...bars.timestamp].flatMap((stamp, i) =>
      i % 2 === 0 ? symbols.map((symbol, k) => `${stamp},${symbol},${0.0001 * (k + 1)}`) : [],
    );
    return new TextEncoder().encode(`timestamp,symbol,funding_rate\n${lines.join("\n")}\n`);
  };
  const config = { strategy: "ewmac", stops: ["chandelier"] };

  it("is read once and charged in runs of any span, as in a direct call", async () => {
    const bars = v.sample({ seed: 6, bars: 2_000 });
    await pool.run(SAMPLE, { keep: "b", seed: 6, bars: 2_000, timeframe: "4h" });
    const file = { name: "rates.csv", content: csv(bars, ["AAA", "BBB"]) };
    const told = await pool.run(FUNDING, { keep: "f", file, symbol: "BBB", data: "b" });
    expect(told).toEqual({ rates: 1_000, bars: 2_000, charged: 1_000 });
    expect(await pool.run(FUNDING, { keep: "g", file, symbol: "AAA" })).toEqual({ rates: 1_000 });
    const series = await readFunding(file.content, { symbol: "BBB" });
    for (const span of [{}, { from: "2021-03-01", to: "2021-05-31" }, {}]) {
      const direct = v.backtest(withFunding(cutBars(bars, span), series), config);
      for (let turn = 0; turn < 2; turn++) {
        const { head, trades } = await pool.run(BACKTEST, { data: "b", config, ...span, funding: "f" });
        expect(head.fingerprint).toBe(direct.fingerprint);
        expect(trades.funding).toEqual(direct.trades.funding);
        expect(head.metrics["fundingPaid"]).not.toBe(0);
      }
      const other = await pool.run(BACKTEST, { data: "b", config, ...span, funding: "g" });
      expect(other.head.data.sha256).not.toBe(direct.data.sha256);
      const without = await pool.run(BACKTEST, { data: "b", config, ...span });
      expect(without.trades.funding).toBeNull();
      expect(without.head.fingerprint).toBe(v.backtest(cutBars(bars, span), config).fingerprint);
    }
  });

  it("of bars that a program provides stays with a span of them", async () => {
    const plain = v.sample({ seed: 6, bars: 2_000 });
    const bars = withFunding(plain, await readFunding(csv(plain)));
    const key = provideBars(pool, bars);
    const span = { from: "2021-03-01", to: "2021-05-31" };
    const direct = v.backtest(cutBars(bars, span), config);
    const { head, trades } = await pool.run(BACKTEST, { data: key, config, ...span }, { needs: [key] });
    expect(head.fingerprint).toBe(direct.fingerprint);
    expect(trades.funding).toEqual(direct.trades.funding);
  });

  it("is refused with its file where it is broken, of several symbols, of another time, or not there", async () => {
    const bars = v.sample({ seed: 6, bars: 100 });
    await pool.run(SAMPLE, { keep: "b", seed: 6, bars: 100, timeframe: "4h" });
    const read = (text: string | Uint8Array, symbol?: string) => {
      const content = typeof text === "string" ? new TextEncoder().encode(text) : text;
      return errorOf(() => pool.run(FUNDING, { keep: "x", file: { name: "rates.csv", content }, symbol, data: "b" }));
    };
    expect(await read("timestamp,funding_rate\n1,abc\n")).toMatchObject({ code: "data", path: "rates.csv:2" });
    expect(await read(csv(bars, ["AAA", "BBB"]))).toMatchObject({ message: "there are rates of AAA, BBB" });
    expect(await read(csv(bars), "CCC")).toMatchObject({ message: "there are no rates of CCC; the file has AAA" });
    expect(await read("timestamp,funding_rate\n1000000000000,0.1\n")).toMatchObject({
      path: "rates.csv",
      message: expect.stringContaining("no rate falls into the bars"),
    });
    expect(await errorOf(() => pool.run(BACKTEST, { data: "b", config, funding: "x" }))).toMatchObject({
      code: "worker",
      path: "x",
    });
  });
});

describe("finer bars", () => {
  const config: BacktestInput = { strategy: "ewmac", stops: ["percentage"], intrabar: "lower-timeframe" };
  const file = (bars: number, timeframe: "1h" | "4h", start?: number) => {
    const series = v.sample({ seed: 3, bars, timeframe, ...(start === undefined ? {} : { start }) });
    return { name: `FINE_${timeframe}.csv`, content: csvOfBars(series) };
  };

  it("are read and held against the bars, and runs look into them", async () => {
    await pool.run(SAMPLE, { keep: "b", seed: 3, bars: 800, timeframe: "4h" });
    const read = await pool.run(FINER, { keep: "fine", file: file(2_000, "1h"), data: "b" });
    expect(read.data).toMatchObject({ timeframe: "1h", bars: 2_000 });
    // another walk of the same sample: the time is the bars', the prices are not
    expect(read.cover).toEqual({ bars: 800, covered: 500, complete: 0 });
    expect((await pool.run(FINER, { keep: "other", file: file(40, "1h") })).cover).toBeUndefined();
    const bars = v.sample({ seed: 3, bars: 800 });
    const finer = v.sample({ seed: 3, bars: 2_000, timeframe: "1h" });
    const direct = v.backtest(bars, config, { finer });
    const { head } = await pool.run(BACKTEST, { data: "b", config, finer: "fine", keep: "r" });
    expect(head.fingerprint).toBe(direct.fingerprint);
    expect(head.replay).toEqual(direct.replay);
    expect(head.provenance.dataSha256).not.toBe(head.data.sha256);
  });

  it("are refused where they do not make up the bars, in a run of a span as well", async () => {
    await pool.run(SAMPLE, { keep: "b", seed: 3, bars: 800, timeframe: "4h" });
    const read = (given: ReturnType<typeof file>) =>
      errorOf(() => pool.run(FINER, { keep: "fine", file: given, data: "b" }));
    expect(await read(file(100, "4h"))).toMatchObject({
      path: "finer",
      message: "bars of 4h are not made up of bars of 4h",
    });
    const late = await read(file(100, "1h", Date.UTC(2030, 0, 1)));
    expect(late).toMatchObject({ path: "finer", message: expect.stringContaining("no bar has all of its finer bars") });
    await pool.run(FINER, { keep: "fine", file: file(400, "1h"), data: "b" });
    const span = { from: "2021-04-01" };
    const error = await errorOf(() => pool.run(BACKTEST, { data: "b", config, finer: "fine", ...span }));
    expect(error).toMatchObject({ code: "data", path: "finer" });
    expect(await errorOf(() => pool.run(BACKTEST, { data: "b", config, finer: "none" }))).toMatchObject({
      code: "worker",
      path: "none",
    });
  });
});

describe("levels", () => {
  it("come in the buckets of the candles", async () => {
    const bars = v.sample({ seed: 3, bars: 4_000 });
    await pool.run(SAMPLE, { keep: "c", seed: 3, bars: 4_000, timeframe: "4h" });
    const config = { strategy: "ewmac", stops: [{ name: "percentage", params: { stop: 0.012, target: 0.02 } }] };
    await pool.run(BACKTEST, { data: "c", config, keep: "r" });
    const stretches = [
      { from: 0, to: 2_000, buckets: 50 },
      { from: 2_000, to: 4_000, buckets: 2_000 },
    ];
    const candles = await pool.run(CANDLES, { data: "c", result: "r", stretches });
    const { stop, target, ambiguous } = await pool.run(LEVELS, { result: "r", stretches });
    const direct = v.backtest(bars, config);
    const trace = direct.trace();
    const ends = [...candles.bar.slice(1), bars.length].map((bar) => bar - 1);
    expect(stop).toEqual(Float64Array.from(ends, (bar) => trace.stop[bar - 1] as number));
    expect(target).toEqual(Float64Array.from(ends, (bar) => trace.target[bar - 1] as number));
    expect(stop.filter(Number.isFinite).length).toBeGreaterThan(50);
    expect(direct.ambiguousBars).toBeGreaterThan(0);
    expect(ambiguous.reduce((sum, count) => sum + count, 0)).toBe(direct.ambiguousBars);
    const at = trace.ambiguous.lastIndexOf(1);
    expect(ambiguous[candles.bar.filter((bar) => bar <= at).length - 1]).toBeGreaterThan(0);
  });
});

describe("export", () => {
  it("writes what the command line writes", async () => {
    await pool.run(SAMPLE, { keep: "c", seed: 3, bars: 800, timeframe: "4h" });
    await pool.run(BACKTEST, { data: "c", config: { strategy: "ewmac" }, keep: "r" });
    const direct: Result = v.backtest(v.sample({ seed: 3, bars: 800 }), { strategy: "ewmac" });
    const text = async (kind: "result.json" | "trades.csv" | "equity.csv") =>
      new TextDecoder().decode((await pool.run(EXPORT, { result: "r", kind })).bytes);
    expect(await text("result.json")).toBe(`${JSON.stringify(direct, null, 2)}\n`);
    expect(await text("trades.csv")).toBe(tradesCsv(direct));
    expect(await text("equity.csv")).toBe(equityCsv(direct));
  });
});

const csvOf = (engine: Varanus, bars: number): Uint8Array => csvOfBars(engine.sample({ bars }));

function csvOfBars({ timestamp, open, high, low, close, volume, length }: Bars): Uint8Array {
  const lines = ["timestamp,open,high,low,close,volume"];
  for (let i = 0; i < length; i++) {
    lines.push([timestamp, open, high, low, close, volume].map((column) => column[i]).join(","));
  }
  return new TextEncoder().encode(`${lines.join("\n")}\n`);
}
