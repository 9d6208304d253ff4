import { beforeAll, describe, expect, it } from "vitest";
import {
  type BacktestInput,
  type Bars,
  createBars,
  load,
  type Result,
  sliceBars,
  type Varanus,
} from "../../src/index.js";
import { barAt } from "../support/bars.js";

/** Bars pushed one by one leave what a backtest over all of them leaves, byte for byte, at any time. */

const CONFIGS: Record<string, BacktestInput> = {
  plain: { strategy: "ewmac", stops: ["percentage"], returns: "bar" },
  everything: {
    strategy: { name: "ewmac", params: { fast: 8, slow: 21 } },
    sizer: "volatility-target",
    stops: [
      "percentage",
      "trailing-percent",
      "parabolic-sar",
      "chandelier",
      "volatility-band",
      "triple-barrier",
      "break-even",
    ],
    slippage: "volatility",
    leverage: 3,
    borrowRate: 0.1,
    reverse: true,
    minimumFee: 0.5,
    returns: "bar",
  },
  "fills at the close": { strategy: "donchian-breakout", fill: "close", intrabar: "ohlc", stops: ["trailing-percent"] },
  "RSI with volume slippage": { strategy: "rsi-reversal", slippage: "volume", sizer: "optimal-f" },
};

let v: Varanus;
let bars: Bars;

beforeAll(async () => {
  v = await load();
  bars = v.sample({ seed: 21, bars: 9_000 });
});

const firstBars = (count: number) => sliceBars(bars, 0, bars.timestamp[count - 1]);
const options = () => ({ symbol: bars.symbol, timeframe: bars.timeframe });

const bytes = (result: Result) => ({
  columns: result.columns,
  fingerprint: result.fingerprint,
  metrics: JSON.stringify(result.metrics),
  open: result.openPosition,
  rejected: result.rejected,
});

describe.each(Object.entries(CONFIGS))("a stream: %s", (_, config) => {
  it("is the backtest over the bars so far, at any of them", () => {
    const stream = v.stream(config, options());
    const looks = new Set([2, 30, 777, 4_095, 4_096, 4_097, 9_000]);
    const fills: number[] = [];
    for (let i = 0; i < bars.length; i++) {
      const step = stream.push(barAt(bars, i));
      expect(step.bar).toBe(i);
      fills.push(...step.fills.map(({ price }) => price));
      if (looks.has(i + 1)) {
        const batch = v.backtest(firstBars(i + 1), config);
        expect(bytes(stream.result()), `after ${i + 1} bars`).toEqual(bytes(batch));
        expect(step.equity).toBe(batch.equity[i]);
        expect(fills).toEqual([...batch.fills.price]);
      }
    }
    expect(fills.length).toBeGreaterThan(20);
    stream.dispose();
  });

  it("begins with a history, and goes on from a snapshot", () => {
    const stream = v.stream(config, { ...options(), history: firstBars(3_000) });
    for (let i = 3_000; i < 4_500; i++) stream.push(barAt(bars, i));
    const kept = structuredClone(stream.snapshot());
    stream.dispose();
    const later = v.stream(config, { ...options(), from: kept });
    for (let i = 4_500; i < 6_000; i++) later.push(barAt(bars, i));
    expect(later.length).toBe(6_000);
    expect(bytes(later.result())).toEqual(bytes(v.backtest(firstBars(6_000), config)));
    later.dispose();
  });
});

describe("a stream", () => {
  it("says what it will do at the next open, and does it", () => {
    const stream = v.stream({ strategy: "ewmac", stops: ["percentage"] }, options());
    let announced: "long" | "short" | null = null;
    let entries = 0;
    for (let i = 0; i < 2_000; i++) {
      const { fills, order, position } = stream.push(barAt(bars, i));
      if (announced) {
        expect(fills[0]).toMatchObject({ bar: i, reason: "entry", side: announced === "long" ? "buy" : "sell" });
        entries++;
      }
      if (position) {
        expect(position.stop).not.toBeNull();
        expect(Math.sign((position.target as number) - (position.stop as number))).toBe(
          position.side === "long" ? 1 : -1,
        );
      }
      announced = order?.opens ?? null;
    }
    expect(entries).toBeGreaterThan(10);
    stream.dispose();
  });

  it("annualises by the calendar of its history, or the one that it is told", () => {
    const config: BacktestInput = { strategy: "ewmac", sizer: "volatility-target", returns: "bar" };
    const { timestamp, open, high, low, close, volume } = firstBars(1_500);
    const sessions = createBars({
      ...options(),
      calendar: "sessions",
      ...{ timestamp, open, high, low, close, volume },
    });
    const whole = bytes(v.backtest(sessions, config));
    expect(whole).not.toEqual(bytes(v.backtest(firstBars(1_500), config)));
    const told = v.stream(config, { ...options(), calendar: "sessions" });
    for (let i = 0; i < 1_500; i++) told.push(barAt(bars, i));
    expect(bytes(told.result())).toEqual(whole);
    const later = v.stream(config, { ...options(), from: told.snapshot() });
    expect(bytes(later.result())).toEqual(whole);
    const begun = v.stream(config, { ...options(), history: sessions });
    expect(bytes(begun.result())).toEqual(whole);
    for (const stream of [told, later, begun]) stream.dispose();
  });

  it("refuses what is no bar or comes out of order, and loses nothing", () => {
    const config = CONFIGS["plain"] as BacktestInput;
    const stream = v.stream(config, options());
    for (let i = 0; i < 100; i++) stream.push(barAt(bars, i));
    expect(() => stream.push({ ...barAt(bars, 100), high: 1 })).toThrow();
    expect(() => stream.push({ ...barAt(bars, 100), close: Number.NaN })).toThrow();
    expect(() => stream.push(barAt(bars, 99))).toThrow(/not after/);
    for (let i = 100; i < 300; i++) stream.push(barAt(bars, i));
    expect(bytes(stream.result())).toEqual(bytes(v.backtest(firstBars(300), config)));
    stream.dispose();
  });

  it.each<[string, BacktestInput]>([
    ["strategy", {}],
    ["endOfData", { strategy: "ewmac", endOfData: "close" }],
    ["decideOnLastBar", { strategy: "ewmac", profile: "backtesting.py" }],
    ["intrabar", { strategy: "ewmac", intrabar: "lower-timeframe" }],
  ])("refuses a configuration whose %s needs to know the future", (path, config) => {
    expect(() => v.stream(config, options())).toThrow(expect.objectContaining({ path }));
  });

  it("gives its memory back", () => {
    const before = v.memory.used;
    for (let k = 0; k < 3; k++) {
      const stream = v.stream(CONFIGS["everything"] as BacktestInput, { ...options(), history: firstBars(5_000) });
      stream.push(barAt(bars, 5_000));
      stream.dispose();
    }
    expect(v.memory.used).toBe(before);
  });
});
