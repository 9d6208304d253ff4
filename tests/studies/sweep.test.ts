import { beforeAll, describe, expect, it } from "vitest";
import {
  type BacktestInput,
  type Bars,
  joinSweeps,
  load,
  parseValues,
  STRATEGIES,
  type Strategy,
  type SweepResult,
  type SweepValues,
  type Varanus,
  VaranusError,
} from "../../src/index.js";

/** Every row of a sweep is the backtest with these values, to the bit. */

let v: Varanus;
let bars: Bars;

beforeAll(async () => {
  v = await load();
  bars = v.sample({ seed: 14, bars: 5_000 });
});

const CASES: Record<string, [BacktestInput, SweepValues]> = {
  averages: [
    { strategy: "ewmac", returns: "bar" },
    { fast: [5, 8, 13], slow: [21, 34, 55, 89] },
  ],
  "by day, with stops": [
    { strategy: "ewmac", stops: ["percentage", "atr"], sizer: "atr-risk", leverage: 3 },
    { fast: [5, 8], slow: [21, 34], atr: [7, 14] },
  ],
  "moving stops, costs, at the close": [
    {
      strategy: "donchian-breakout",
      stops: ["trailing-percent", "chandelier", "break-even"],
      fill: "close",
      intrabar: "ohlc",
      slippage: "volume",
      borrowRate: 0.1,
      reverse: true,
    },
    { entry: [10, 20, 40], exit: [5, 10] },
  ],
  "as vectorbt": [
    { profile: "vectorbt", strategy: "rsi-reversal", stops: ["percentage"] },
    { period: [7, 14], oversold: [25, 30] },
  ],
  "by volume, volatility target": [
    {
      strategy: "bollinger-mean-reversion",
      maxParticipation: 0.001,
      sizer: "volatility-target",
      endOfData: "close",
      capital: 1e8,
    },
    { period: [10, 20], stdDev: [1.5, 2, 2.5] },
  ],
  "with nothing left, at the close": [
    {
      strategy: "ewmac",
      sizer: { name: "fixed-amount", params: { amount: 40 } },
      capital: 2_000,
      leverage: 100,
      commissionBps: 50,
      fill: "close",
      returns: "bar",
    },
    { fast: [3, 5], slow: [8, 13, 400] },
  ],
  "choices and a list": [
    { strategy: "ewmac" },
    [
      { fast: 5, slow: 30, seed: "first" },
      { fast: 9, slow: 21, seed: "sma" },
      { fast: 9, slow: 21, seed: "first" },
    ],
  ],
  "of stops, sizer and slippage": [
    { strategy: "ewmac", stops: ["percentage", "chandelier"], slippage: "volatility" },
    {
      fast: [5, 8],
      "stops.percentage.stop": [0.01, 0.03],
      "stops.chandelier.period": [10, 22],
      "sizer.fraction": [0.05, 0.2],
      "slippage.factor": [0.05, 0.1],
    },
  ],
  "of costs and leverage, as a list": [
    { strategy: "donchian-breakout", sizer: "all-in", returns: "bar" },
    [
      { leverage: 1, entry: 20, commissionBps: 0 },
      { leverage: 3, entry: 20, commissionBps: 5, "sizer.fraction": 0.5 },
      { leverage: 1, entry: 20, commissionBps: 0, slippageBps: 9 },
      { leverage: 3, entry: 40, commissionBps: 5, "sizer.fraction": 0.5 },
    ],
  ],
  "with onBar, of stops": [
    { strategy: "donchian-stop-orders", stops: ["atr"] },
    { "stops.atr.multiple": [1, 3], entry: [10, 30] },
  ],
  "with onBar": [{ strategy: "donchian-stop-orders" }, { entry: [10, 30], exit: [5, 10] }],
};

/** The configuration of one row, put together by hand. */
function configWith(config: BacktestInput, params: Record<string, unknown>): BacktestInput {
  const document = JSON.parse(JSON.stringify(config));
  const named = (thing: unknown) => (typeof thing === "string" ? { name: thing, params: {} } : thing) as Named;
  document.strategy = named(document.strategy);
  const standard = { sizer: "fixed-fractional", slippage: "fixed" };
  document.stops = (document.stops ?? []).map(named);
  const strategy = STRATEGIES.find(({ name }) => name === document.strategy.name) as Strategy;
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined) continue;
    const [owner, stop, key] = name.split(".") as [string, string, string];
    if (name in strategy.parameters) document.strategy.params[name] = value;
    else if (owner === "stops") document.stops.find((each: Named) => each.name === stop).params[key] = value;
    else if (stop !== undefined) {
      document[owner] = named(document[owner] ?? standard[owner as keyof typeof standard]);
      document[owner].params[stop] = value;
    } else document[name] = value;
  }
  return document;
}

interface Named {
  name: string;
  params: Record<string, unknown>;
}

function rowsOf({ columns, length }: SweepResult) {
  const { params, ...numbers } = columns;
  return Array.from({ length }, (_, k) => ({
    params: Object.fromEntries(Object.entries(params).map(([name, column]) => [name, column[k]])),
    ...Object.fromEntries(Object.entries(numbers).map(([name, column]) => [name, column[k]])),
  }));
}

describe("a sweep", () => {
  it.each(Object.entries(CASES))("is its backtests: %s", (_, [config, params]) => {
    const swept = v.sweep(bars, config, { params });
    expect(swept.length).toBeGreaterThan(2);
    for (const row of rowsOf(swept)) {
      const { metrics, trades, fills } = v.backtest(bars, configWith(config, row.params));
      expect(row).toMatchObject({
        finalEquity: metrics["finalEquity"],
        sharpe: metrics["sharpe"],
        maxDrawdown: metrics["maxDrawdown"],
        trades: trades.length,
        fills: fills.length,
      });
    }
    expect(Math.max(...swept.columns.trades)).toBeGreaterThan(5);
  });

  it("has the same bytes in parts, in any portions and after other work", () => {
    const [config, params] = CASES["by day, with stops"] as [BacktestInput, SweepValues];
    const whole = v.sweep(bars, config, { params });
    const parts = [
      [0, 3],
      [3, 4],
      [4, 8],
    ].map(([from, to]) => {
      v.clear();
      const running = v.startSweep(bars, config, { params, from: from as number, to: to as number });
      while (running.advance(1));
      expect(running.progress).toBe(1);
      return running.finish();
    });
    const joined = joinSweeps(bars, config, parts);
    expect(joined.columns).toEqual(whole.columns);
    expect(joined.fingerprint).toBe(whole.fingerprint);
  });

  it("leaves out what contradicts itself, and says so", () => {
    const swept = v.sweep(bars, { strategy: "ewmac" }, { params: { fast: [10, 50], slow: [20, 60] } });
    expect(swept.skipped).toEqual({ count: 1, reason: "fast (50) has to be below slow (20)" });
    expect([...swept.columns.trades].map(Number.isNaN)).toEqual([false, false, true, false]);
  });

  it("leaves out what contradicts the rest of the configuration, and says so by the first one", () => {
    const config: BacktestInput = { strategy: "ewmac", stops: ["break-even"] };
    const params = {
      "stops.break-even.offset": [0.03, 0, 0.01],
      fast: [5, 8],
      "stops.break-even.trigger": [0.02, 0.005],
    };
    const swept = v.sweep(bars, config, { params });
    expect(swept.skipped.count).toBe(6);
    expect(swept.skipped.reason).toMatch(/^the stop at 0.03 beyond the anchor would lie beyond the 0.02/);
    const rows = [...swept.columns.trades].map((trades) => !Number.isNaN(trades));
    expect(rows).toEqual([..."000011111010"].map((each) => each === "1"));
    const parts = [
      [0, 5],
      [5, 12],
    ].map(([from, to]) => v.sweep(bars, config, { params, from: from as number, to: to as number }));
    expect(joinSweeps(bars, config, parts).skipped).toEqual(swept.skipped);
  });

  it("varies a parameter although its default contradicts a fixed one", () => {
    const config: BacktestInput = { strategy: { name: "ewmac", params: { fast: 50 } } };
    const params = { slow: [60, 80] };
    const swept = v.sweep(bars, config, { params });
    const whole = v.backtest(bars, { strategy: { name: "ewmac", params: { fast: 50, slow: 80 } } });
    expect(swept.skipped.count).toBe(0);
    expect(swept.columns.finalEquity[1]).toBe(whole.metrics["finalEquity"]);
    const parts = [0, 1].map((from) => v.sweep(bars, config, { params, from, to: from + 1 }));
    expect(joinSweeps(bars, config, parts).fingerprint).toBe(swept.fingerprint);
  });

  it("joins the parts of a strategy of one's own", () => {
    const own = { ...(STRATEGIES.find(({ name }) => name === "ewmac") as Strategy), name: "my-ewmac" };
    const options = { params: { fast: [4, 8] }, strategy: own };
    const parts = [0, 1].map((from) => v.sweep(bars, {}, { ...options, from, to: from + 1 }));
    expect(joinSweeps(bars, {}, parts, own).fingerprint).toBe(v.sweep(bars, {}, options).fingerprint);
  });

  it("goes on when its bars are forgotten meanwhile, and gives their memory back", () => {
    const [config, params] = CASES["by day, with stops"] as [BacktestInput, SweepValues];
    const whole = v.sweep(bars, config, { params });
    v.forget(bars);
    const { used } = v.memory;
    const running = v.startSweep(bars, config, { params });
    running.advance(2);
    v.forget(bars);
    const others = v.sample({ seed: 15, bars: 5_000 });
    v.backtest(others, config);
    while (running.advance(1));
    expect(running.finish().fingerprint).toBe(whole.fingerprint);
    v.forget(others);
    expect(v.memory.used).toBe(used);
  });

  it("gives its memory back, whatever the number of columns", () => {
    const sweep = () =>
      v.sweep(
        bars,
        { strategy: "sma-cross" },
        { params: { fast: parseValues("2..40", ""), slow: parseValues("41..80", "") } },
      );
    sweep();
    v.clear();
    const { used } = v.memory;
    sweep();
    v.clear();
    expect(v.memory.used).toBe(used);
  });

  it.each<[string, BacktestInput, SweepValues, RegExp]>([
    ["without a strategy", {}, { fast: [1] }, /needs a strategy/],
    ["of an unknown parameter", { strategy: "ewmac" }, { speed: [1] }, /no parameter "speed".*did you mean "seed"/],
    ["of a misspelt one", { strategy: "ewmac" }, { "sizer.fracton": [1] }, /did you mean "sizer.fraction"/],
    [
      "of another sizer's",
      { strategy: "ewmac" },
      { "sizer.amount": [1] },
      /"fixed-fractional" has no parameter "amount"/,
    ],
    [
      "of a stop that is not there",
      { strategy: "ewmac" },
      { "stops.atr.multiple": [1] },
      /not in the configuration \(add it/,
    ],
    ["of a stop that nobody has", { strategy: "ewmac" }, { "stops.atrr.multiple": [1] }, /did you mean "atr"/],
    [
      "of a stop's value that is not allowed",
      { strategy: "ewmac", stops: ["atr"] },
      { "stops.atr.multiple": [0] },
      /0.01 to 1000/,
    ],
    ["of a cost that is not read", { strategy: "ewmac", slippage: "volume" }, { slippageBps: [1] }, /does not read it/],
    ["of a cost that is not allowed", { strategy: "ewmac" }, { commissionBps: [-1] }, /from 0 to 5000/],
    ["of a value that is not allowed", { strategy: "ewmac" }, { fast: [0] }, /fast is/],
    ["of nothing", { strategy: "ewmac" }, {}, /nothing to vary/],
    ["of an empty grid", { strategy: "ewmac" }, { fast: [5], slow: [] }, /empty grid/],
    [
      "of a grid of a billion",
      { strategy: "ewmac" },
      { fast: parseValues("1..1000", ""), slow: parseValues("1..1000", ""), atr: parseValues("1..1000", "") },
      /1,000,000,000 combinations/,
    ],
  ])("is refused %s", (_, config, params, message) => {
    expect(() => v.sweep(bars, config, { params })).toThrow(VaranusError);
    try {
      v.sweep(bars, config, { params });
    } catch (error) {
      expect((error as VaranusError).line).toMatch(message);
    }
  });
});

describe("values", () => {
  it.each<[string, unknown[]]>([
    ["5..8", [5, 6, 7, 8]],
    ["0.1..0.5:0.1", [0.1, 0.2, 0.3, 0.4, 0.5]],
    ["10..45:10", [10, 20, 30, 40]],
    ["-1..1", [-1, 0, 1]],
    ["3,5,8", [3, 5, 8]],
    ["sma,first", ["sma", "first"]],
    ["true,false", [true, false]],
    ["7", [7]],
  ])("%s", (text, values) => {
    expect(parseValues(text, "--param fast")).toEqual(values);
  });

  it.each(["8..5", "1..5:0", "1..5:-1", "1,,2", "..5", ""])('"%s" is refused', (text) => {
    expect(() => parseValues(text, "--param fast")).toThrow(expect.objectContaining({ path: "--param fast" }));
  });
});
