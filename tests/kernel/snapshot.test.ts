import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type BacktestInput, type Bars, load, type Result, type Snapshot, type Varanus } from "../../src/index.js";
import { optionsOf, seriesOf } from "../differential/agree.js";
import { runs } from "../property/arbitraries.js";
import { cases } from "../property/settings.js";

/** A run that is stopped at some bar, kept, and taken up again is the run that was never stopped; a fork differs only after its bar. */

const CONFIG: BacktestInput = {
  strategy: { name: "ewmac", params: { fast: 8, slow: 21 } },
  sizer: "fixed-fractional",
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
  maintenanceMargin: 0.05,
  borrowRate: 0.1,
  reverse: true,
  minimumFee: 0.5,
  makerCommissionBps: 2,
  // the ratios of every bar's return, which are summed up on the way
  returns: "bar",
};

let v: Varanus;
let short: Bars;
let long: Bars;

beforeAll(async () => {
  v = await load();
  short = v.sample({ seed: 11, bars: 4_000 });
  long = v.sample({ seed: 12, bars: 70_000, timeframe: "15m" });
});

function runFrom(bars: Bars, config: BacktestInput, from: Snapshot): Result {
  const running = v.start(bars, config, { from });
  while (running.advance(bars.length));
  return running.finish();
}

function snapshotAt(bars: Bars, config: BacktestInput, bar: number): Snapshot {
  const running = v.start(bars, config);
  running.advance(bar);
  const snapshot = running.snapshot();
  running.dispose();
  return snapshot;
}

const bytes = (result: Result) => ({
  columns: result.columns,
  rejected: result.rejected,
  ambiguous: result.ambiguousBars,
  costs: result.costs,
  open: result.openPosition,
  metrics: JSON.stringify(result.metrics),
  fingerprint: result.fingerprint,
});

describe("a run taken up again", () => {
  it("has the same end from any of 100 random bars", () => {
    const whole = bytes(v.backtest(short, CONFIG));
    expect(whole.columns.trades[0]?.length).toBeGreaterThan(100);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: short.length }), (bar) => {
        expect(bytes(runFrom(short, CONFIG, structuredClone(snapshotAt(short, CONFIG, bar))))).toEqual(whole);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it("also where the columns are windows, and at the edges of chunks", () => {
    const whole = bytes(v.backtest(long, CONFIG));
    for (const bar of [0, 1, 16_383, 16_384, 16_385, 40_000, 65_536, 69_999, 70_000]) {
      expect(bytes(runFrom(long, CONFIG, snapshotAt(long, CONFIG, bar))), `bar ${bar}`).toEqual(whole);
    }
  });

  it("goes on where the first run was not disturbed", () => {
    const running = v.start(short, CONFIG);
    running.advance(1_234);
    running.snapshot();
    while (running.advance(777)) running.snapshot();
    expect(bytes(running.finish())).toEqual(bytes(v.backtest(short, CONFIG)));
  });

  it("bar by bar is the run in one go, on anything that the schema allows", () => {
    fc.assert(
      fc.property(runs, (run) => {
        const { config } = run;
        const series = seriesOf(run.bars);
        const options = optionsOf(run);
        const whole = v.backtest(series, config, options);
        let running = v.start(series, config, options);
        while (running.advance(1)) {
          const from = running.snapshot();
          running.dispose();
          running = v.start(series, config, { ...options, from });
        }
        expect(bytes(running.finish())).toEqual(bytes(whole));
        v.forget(series);
      }),
      cases(60),
    );
  });
});

describe("a fork", () => {
  it.each<[string, BacktestInput]>([
    ["commission", { ...CONFIG, commissionBps: 40 }],
    ["slippage", { ...CONFIG, slippage: { name: "volatility", params: { baseBps: 50 } } }],
    ["parameter of the strategy", { ...CONFIG, strategy: { name: "ewmac", params: { fast: 5, slow: 50 } } }],
    ["sizer", { ...CONFIG, sizer: { name: "optimal-f", params: { share: 1 } } }],
    ["set of stops", { ...CONFIG, stops: [{ name: "percentage", params: { stop: 0.004, target: 0 } }] }],
  ])("with another %s differs only after its bar", (_, changed) => {
    const whole = v.backtest(short, CONFIG);
    for (const bar of [500, 1_777, 3_000]) {
      const fork = runFrom(short, changed, snapshotAt(short, CONFIG, bar));
      expect(fork.equity.subarray(0, bar)).toEqual(whole.equity.subarray(0, bar));
      expect(fork.equity).not.toEqual(whole.equity);
      const early = (result: Result) => [...result.fills.bar].filter((at) => at < bar).length;
      expect(early(fork)).toBe(early(whole));
      const own = v.backtest(short, changed);
      expect(own.equity.subarray(0, bar)).not.toEqual(whole.equity.subarray(0, bar));
    }
  });
});

describe("a snapshot is refused", () => {
  it("by other bars and by another kernel", () => {
    const snapshot = snapshotAt(short, CONFIG, 100);
    expect(() => v.start(long, CONFIG, { from: snapshot })).toThrow(/100 bars into .* do not go on from/);
    expect(() => v.start(short, CONFIG, { from: { ...snapshot, kernelSha256: "0".repeat(64) } })).toThrow(
      /taken by kernel 000000000000/,
    );
  });

  it("but not by more of the same bars", () => {
    const part = v.sample({ seed: 11, bars: 2_000 });
    const snapshot = snapshotAt(part, CONFIG, 2_000);
    expect(bytes(runFrom(short, CONFIG, snapshot))).toEqual(bytes(v.backtest(short, CONFIG)));
  });
});
