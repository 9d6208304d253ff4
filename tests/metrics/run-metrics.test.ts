import { beforeAll, describe, expect, it } from "vitest";
import type { BacktestInput } from "../../src/contracts/config.js";
import { type Bars, createBars, load, type Result, type SignalColumns, type Varanus } from "../../src/index.js";
import { Engine } from "../../src/kernel/engine.js";
import type { Statistics } from "../../src/kernel/statistics.js";
import { tails } from "../../src/metrics/performance.js";
import { busy } from "../events/busy.js";
import { lastOfDays, slowMetrics } from "./slow.js";

/** The metrics of small runs against slow.ts, and what undefined ones look like. */

const HOUR = 3_600_000;

let varanus: Varanus;
let statistics: Statistics;
let normalCdf: (x: number) => number;

beforeAll(async () => {
  varanus = await load();
  ({ statistics } = await Engine.load());
  normalCdf = (x) => statistics.normalCdf(x);
});

/** Hours from Sunday 22:00 to Friday 22:00 UTC. */
function fxWeeks(): Bars {
  const { open, high, low, close, volume } = varanus.sample({ seed: 31, bars: 2_000, timeframe: "1h" });
  const stamps: number[] = [];
  for (let t = Date.UTC(2024, 0, 7, 22); stamps.length < 2_000; t += HOUR) {
    const [day, hour] = [new Date(t).getUTCDay(), new Date(t).getUTCHours()];
    const closed = day === 6 || (day === 5 && hour >= 22) || (day === 0 && hour < 22);
    if (!closed) stamps.push(t);
  }
  const timestamp = Float64Array.from(stamps);
  return createBars({ symbol: "FX", timestamp, open, high, low, close, volume });
}

function flat(n: number, price = 100): Bars {
  const column = () => new Float64Array(n).fill(price);
  const timestamp = Float64Array.from({ length: n }, (_, i) => i * HOUR);
  const [open, high, low, close, volume] = [column(), column(), column(), column(), column()];
  return createBars({ symbol: "FLAT", timeframe: "1h", calendar: "24/7", timestamp, open, high, low, close, volume });
}

const crypto = (bars = 1_500) => varanus.sample({ seed: 30, bars });
const daily = () => varanus.sample({ seed: 33, bars: 400, timeframe: "1d" });
const never: SignalColumns = { longEntry: null };
const entryAt = (n: number, bar: number): SignalColumns => {
  const longEntry = new Uint8Array(n);
  longEntry[bar] = 1;
  return { longEntry };
};

const levered: BacktestInput = {
  leverage: 30,
  sizer: { name: "fixed-fractional", params: { fraction: 29 } },
  commissionBps: 1,
};

const byVolume: BacktestInput = {
  maxParticipation: 0.001,
  lotSize: 0.001,
  sizer: "all-in",
  capital: 1e7,
  stops: [{ name: "percentage", params: { stop: 0.03, target: 0.05 } }],
};

const RUNS: Record<string, () => Result> = {
  "both sides with stops": () => varanus.backtest(crypto(), { strategy: "ewmac", stops: ["percentage"] }),
  "bar returns": () => varanus.backtest(crypto(), { strategy: "sma-cross", returns: "bar", reverse: true }),
  "long alone, all in": () =>
    varanus.backtest(crypto(), { strategy: "ewmac", longOnly: true, sizer: "all-in", riskFree: 0 }),
  "own periods a year": () => varanus.backtest(crypto(), { strategy: "rsi-reversal", periodsPerYear: 252 }),
  "daily bars": () => varanus.backtest(daily(), { strategy: "donchian-breakout", riskFree: 0.05 }),
  "daily bars, bar returns": () => varanus.backtest(daily(), { strategy: "donchian-breakout", returns: "bar" }),
  "an FX week": () => varanus.backtest(fxWeeks(), { strategy: "bollinger-mean-reversion", stops: ["atr"] }),
  "an FX week, bar returns": () => varanus.backtest(fxWeeks(), { strategy: "ewmac", returns: "bar" }),
  "no trades": () => varanus.backtest(crypto(200), {}, { signals: never }),
  "no trades, bar returns": () => varanus.backtest(crypto(200), { returns: "bar" }, { signals: never }),
  "one trade, never closed": () => varanus.backtest(crypto(300), {}, { signals: entryAt(300, 10) }),
  "one trade": () => varanus.backtest(crypto(300), { endOfData: "close" }, { signals: entryAt(300, 10) }),
  "one bar": () => varanus.backtest(crypto(1), {}, { signals: never }),
  "one bar, bar returns": () => varanus.backtest(crypto(1), { returns: "bar" }, { signals: entryAt(1, 0) }),
  "two bars": () => varanus.backtest(crypto(2), { returns: "bar", endOfData: "close" }, { signals: entryAt(2, 0) }),
  "prices that stand still": () => varanus.backtest(flat(100), { returns: "bar" }, { signals: entryAt(100, 3) }),
  "a bankrupt account": () => varanus.backtest(crypto(), { strategy: "ewmac", ...levered }),
  "a bankrupt account, bar returns": () =>
    varanus.backtest(crypto(), { strategy: "ewmac", returns: "bar", ...levered }),
  "an account bankrupt at a close": () =>
    varanus.backtest(crypto(), { strategy: "ewmac", liquidation: "close", marginCheck: false, ...levered }),
  "positions closed in parts": () =>
    varanus.backtest(crypto(), { strategy: "sma-cross", ...byVolume, protectiveExits: "by-volume" }),
  // a series on which no rounding error of the sizes stays behind as a position, which the slow form would not count
  "orders of every kind": () =>
    varanus.backtest(varanus.sample({ seed: 14, bars: 1_500 }), { leverage: 3, ...byVolume }, { strategy: busy() }),
  "orders of every kind, an account that is soon gone": () =>
    varanus.backtest(crypto(), { ...levered, maintenanceMargin: 0.01 }, { strategy: busy() }),
};

describe.each(Object.entries(RUNS))("%s", (_, run) => {
  it("has the numbers of the slow form", () => {
    const result = run();
    const { metrics } = result;
    const slow = slowMetrics(result, normalCdf);
    for (const [name, y] of Object.entries(slow)) {
      const x = metrics[name];
      if (y === null || typeof x !== "number") expect(x, name).toBe(y);
      else if (!(Math.abs(x - y) <= Math.max(1e-12, 1e-8 * Math.abs(y)))) expect(x, name).toBe(y);
    }
    const further = ["slippageCost", "exits", "reasons"];
    expect(Object.keys(metrics).sort()).toEqual([...Object.keys(slow), ...further].sort());
  });

  it("gives a reason for every null, and for nothing else", () => {
    const { metrics } = run();
    for (const [name, value] of Object.entries(metrics)) {
      if (name === "reasons" || name === "exits") continue;
      if (value === null) expect(metrics.reasons[name], name).toMatch(/\w{3}/);
      else expect(metrics.reasons, name).not.toHaveProperty([name]);
    }
  });

  it("has finite numbers alone in its JSON", () => {
    const result = run();
    const numbers = (value: unknown): unknown[] =>
      typeof value === "object" && value !== null ? Object.values(value).flatMap(numbers) : [value];
    const json = result.toJSON({ equity: true });
    for (const value of numbers(json)) if (typeof value === "number") expect(value).toSatisfy(Number.isFinite);
    // what JSON.stringify would turn into null was null before
    const withoutMinusZero = (_: string, value: unknown) => (value === 0 ? 0 : value);
    const expected = JSON.parse(JSON.stringify(json.metrics), withoutMinusZero);
    for (const [name, value] of Object.entries(expected)) {
      if (name !== "reasons") expect(json.metrics[name] === 0 ? 0 : json.metrics[name], name).toEqual(value);
    }
  });
});

describe("zero", () => {
  it.each(Object.entries(RUNS))("is never -0: %s", (_, run) => {
    for (const [name, value] of Object.entries(run().metrics)) expect(value, name).not.toBe(-0);
  });

  it.each(["backtesting.py", "vectorbt"] as const)("is never -0 in the statistics of %s", (profile) => {
    const { profileStats } = varanus.backtest(crypto(200), { profile }, { signals: never });
    expect(profileStats?.["max_drawdown_pct"]).toBe(0);
    for (const [name, value] of Object.entries(profileStats ?? {})) expect(value, name).not.toBe(-0);
  });

  it("is not -0 where the quantile and the mean of the losses are 0", () => {
    expect(tails(statistics, new Float64Array(10))).toMatchObject({ var95: 0, cvar95: 0 });
  });
});

describe("the runs above", () => {
  it("are what their names say", () => {
    expect(RUNS["a bankrupt account"]?.().bankruptBar).not.toBe(null);
    expect(RUNS["an account bankrupt at a close"]?.().bankruptBar).not.toBe(null);
    expect(RUNS["an FX week"]?.().bars.quality.calendar).toBe("fx-week");
    expect(RUNS["one trade, never closed"]?.().openPosition).not.toBe(null);
    expect(RUNS["both sides with stops"]?.().trades.length).toBeGreaterThan(30);
    for (const name of ["positions closed in parts", "orders of every kind"]) {
      const result = RUNS[name]?.();
      expect(result?.positions).toBeGreaterThan(5);
      expect(result?.trades.length).toBeGreaterThan(result?.positions ?? 0);
    }
  });
});

describe("exits", () => {
  it("count the trades by the reason of their end", () => {
    const result = varanus.backtest(crypto(), { strategy: "ewmac", stops: ["percentage", "trailing-percent"] });
    const counts: Record<string, number> = {};
    for (let k = 0; k < result.trades.length; k++) {
      const { exitReason } = result.trade(k);
      counts[exitReason] = (counts[exitReason] ?? 0) + 1;
    }
    expect(result.metrics.exits).toEqual(counts);
    expect(Object.keys(counts).length).toBeGreaterThan(2);
  });
});

describe("the cost of slippage", () => {
  it("is what the fills paid beyond the opens", () => {
    const { fills, bars, metrics } = varanus.backtest(crypto(), { strategy: "ewmac", slippageBps: 7 });
    let paid = 0;
    for (let k = 0; k < fills.length; k++) {
      const open = bars.open[fills.bar[k] as number] as number;
      paid += (fills.quantity[k] as number) * ((fills.price[k] as number) - open);
    }
    expect(paid).toBeGreaterThan(0);
    expect(metrics["slippageCost"]).toBeCloseTo(paid, 8);
  });
});

describe("days", () => {
  it("of an FX week begin with Sunday's evening: five a week", () => {
    const bars = fxWeeks();
    const days = lastOfDays(bars.timestamp, bars.close, true).length;
    const weeks =
      (bars.timestamp[bars.length - 1] as number) / (168 * HOUR) - (bars.timestamp[0] as number) / (168 * HOUR);
    expect(Math.abs(days - 5 * weeks)).toBeLessThan(3);
    expect(lastOfDays(bars.timestamp, bars.close, false).length).toBeGreaterThan(days + weeks - 2);
    expect(varanus.backtest(bars, { strategy: "ewmac" }).metrics["periods"]).toBe(days);
  });
});

describe("of a series of more than 100,000 bars", () => {
  it("the numbers are those of the slow form, too", () => {
    const bars = varanus.sample({ seed: 34, bars: 100_500, timeframe: "15m" });
    const { metrics, equity } = varanus.backtest(bars, { strategy: "ewmac" });
    const days = lastOfDays(bars.timestamp, equity, false);
    const returns = days.map((value, i) => value / (i === 0 ? 10_000 : (days[i - 1] as number)) - 1);
    const mean = returns.reduce((a, b) => a + b, 0) / returns.length;
    const squares = returns.reduce((total, r) => total + (r - mean) ** 2, 0);
    expect(metrics["periods"]).toBe(returns.length);
    expect(metrics["annualVolatility"]).toBeCloseTo(Math.sqrt((squares / (returns.length - 1)) * 365), 9);
  });
});
