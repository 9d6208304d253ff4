import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import {
  type BacktestInput,
  type Bars,
  load,
  type Result,
  type Snapshot,
  sliceBars,
  type Varanus,
} from "../../src/index.js";
import { barAt } from "../support/bars.js";
import { busy } from "./busy.js";

/** Runs with orders of every kind: however they are cut up, kept, gone on with or streamed, they leave the same bytes. */

const CONFIG: BacktestInput = {
  sizer: "fixed-fractional",
  stops: ["trailing-percent", { name: "percentage", params: { stop: 0.06, target: 0.2 } }],
  leverage: 3,
  maintenanceMargin: 0.05,
  borrowRate: 0.1,
  slippage: "volume",
  makerCommissionBps: 2,
  minimumFee: 0.01,
  maxParticipation: 0.001,
  tickSize: 0.5,
  lotSize: 0.001,
  returns: "bar",
};
const CONFIGS: Record<string, BacktestInput> = {
  pessimistic: CONFIG,
  optimistic: { ...CONFIG, intrabar: "optimistic", unfilled: "cancel" },
  "ohlc at the close": { ...CONFIG, intrabar: "ohlc", fill: "close", protectiveExits: "by-volume" },
};

let v: Varanus;
let bars: Bars;

beforeAll(async () => {
  v = await load();
  bars = v.sample({ seed: 31, bars: 4_000 });
});

const options = () => ({ strategy: busy() });

function runFrom(config: BacktestInput, from: Snapshot): Result {
  const running = v.start(bars, config, { ...options(), from });
  while (running.advance(bars.length));
  return running.finish();
}

function snapshotAt(config: BacktestInput, bar: number): Snapshot {
  const running = v.start(bars, config, options());
  running.advance(bar);
  const snapshot = running.snapshot();
  running.dispose();
  return snapshot;
}

const bytes = (result: Result) => ({
  columns: result.columns,
  orders: result.fills.order,
  rejected: result.rejected,
  ambiguous: result.ambiguousBars,
  costs: result.costs,
  open: result.openPosition,
  metrics: JSON.stringify(result.metrics),
  fingerprint: result.fingerprint,
});

describe.each(Object.entries(CONFIGS))("orders of every kind, %s", (_, config) => {
  it("have something of everything", () => {
    const result = v.backtest(bars, config, options());
    expect(result.trades.length).toBeGreaterThan(400);
    expect(new Set(result.fills.order).size).toBeGreaterThan(300);
    expect(result.ambiguousBars).toBeGreaterThan(20);
    expect(Object.keys(result.metrics.exits).length).toBeGreaterThanOrEqual(6);
    expect(Object.keys(result.rejected)).toContain("nothing-to-reduce");
    expect(result.conservationError).toBeLessThan(1e-9);
  });

  it("end alike from any of 100 random bars", () => {
    const whole = bytes(v.backtest(bars, config, options()));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bars.length }), (bar) => {
        expect(bytes(runFrom(config, structuredClone(snapshotAt(config, bar))))).toEqual(whole);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it("are the same in portions of any length, and in a stream", () => {
    const whole = bytes(v.backtest(bars, config, options()));
    for (const portion of [1, 7, 977]) {
      const running = v.start(bars, config, options());
      while (running.advance(portion));
      expect(bytes(running.finish())).toEqual(whole);
    }
    const stream = v.stream(config, { symbol: bars.symbol, timeframe: bars.timeframe, ...options() });
    const fills: number[] = [];
    let working = new Set<number>();
    for (let i = 0; i < bars.length; i++) {
      const step = stream.push(barAt(bars, i));
      fills.push(...step.fills.map(({ price }) => price));
      // what fills at an open or inside a bar has been working since the bar before
      if (config.fill !== "close")
        for (const { order } of step.fills) expect(order === 0 || working.has(order)).toBe(true);
      working = new Set(step.orders.map(({ id }) => id));
    }
    expect(working.size).toBeGreaterThan(0);
    expect(bytes(stream.result())).toEqual(whole);
    expect(fills).toEqual([...v.backtest(bars, config, options()).fills.price]);
    stream.dispose();
  });

  it("differ only after the bar of a fork", () => {
    const whole = v.backtest(bars, config, options());
    for (const bar of [900, 3_333]) {
      const fork = runFrom({ ...config, commissionBps: 50 }, snapshotAt(config, bar));
      expect(fork.equity.subarray(0, bar)).toEqual(whole.equity.subarray(0, bar));
      expect(fork.equity).not.toEqual(whole.equity);
    }
  });

  it("know nothing of bars to come", () => {
    const whole = v.backtest(bars, config, options());
    for (const count of [500, 2_500, 3_999]) {
      const cut = v.backtest(sliceBars(bars, 0, bars.timestamp[count - 1]), config, options());
      expect(cut.equity).toEqual(whole.equity.subarray(0, count));
      expect(cut.fills.price).toEqual(whole.fills.price.subarray(0, cut.fills.length));
    }
  });

  it("add up to the position, and keep to the volume", () => {
    const { fills, openPosition } = v.backtest(bars, config, options());
    const held = [...fills.quantity].reduce((sum, quantity) => sum + quantity, 0);
    const open = openPosition === null ? 0 : openPosition.quantity * (openPosition.side === "long" ? 1 : -1);
    expect(held).toBeCloseTo(open, 9);
    const taken = new Float64Array(bars.length);
    // stops and targets of the position need no volume, if they do not keep to it
    const counts = (k: number) => config.protectiveExits === "by-volume" || (fills.order?.[k] as number) > 0;
    for (let k = 0; k < fills.length; k++) {
      const kind = fills.kind[k] as number;
      if (counts(k) && (config.protectiveExits === "by-volume" || ![3, 4].includes(kind))) {
        (taken[fills.bar[k] as number] as number) += Math.abs(fills.quantity[k] as number);
      }
    }
    taken.forEach((sum, i) => {
      expect(sum).toBeLessThanOrEqual(0.001 * (bars.volume[i] as number) * (1 + 1e-9) + 1e-9);
    });
  });

  it("give their memory back", () => {
    v.backtest(bars, config, options());
    v.clear();
    const before = v.memory.used;
    for (let k = 0; k < 3; k++) v.backtest(bars, config, options());
    v.clear();
    expect(v.memory.used).toBe(before);
  });
});
