import { resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type BacktestInput,
  type Bars,
  load,
  MONTE_CARLO_METHODS,
  type SweepValues,
  type Varanus,
} from "../../src/index.js";
import {
  createPool,
  monteCarloOn,
  type Pool,
  type Spawn,
  spawnThread,
  sweepOnPool,
} from "../../src/runtime/node/index.js";

/** What sweeps and Monte Carlo leave in the kernel's memory and among the workers: nothing. */

const WORKER = resolve(import.meta.dirname, "../runtime/test-worker.mjs");
let v: Varanus;
let bars: Bars;

beforeEach(async () => {
  v = await load();
  bars = v.sample({ seed: 21, bars: 700 });
});

/** A sweep of its own for every k, over strategy, stops and sizer. */
function paramsOf(k: number): SweepValues {
  const params = { fast: [3 + (k % 40), 5 + (k % 40)], slow: [60 + k, 62 + k] };
  return k % 3 === 0 ? { ...params, "stops.atr.multiple": [1 + k / 1_000, 3], "sizer.fraction": [0.1, 0.2] } : params;
}
const config = (k: number): BacktestInput => ({
  strategy: "ewmac",
  stops: ["atr"],
  returns: k % 2 === 0 ? "bar" : "day",
});

describe("1,000 different runs leave what one leaves", () => {
  const left = () => {
    v.clear();
    return v.memory.used;
  };

  it("of sweeps", () => {
    v.sweep(bars, config(0), { params: paramsOf(0) });
    const one = left();
    for (let k = 1; k <= 1_000; k++) v.sweep(bars, config(k), { params: paramsOf(k) });
    expect(left()).toBe(one);
  });

  it("of sweeps that are given up half-way", () => {
    v.sweep(bars, config(0), { params: paramsOf(0) });
    const one = left();
    for (let k = 1; k <= 1_000; k++) {
      const running = v.startSweep(bars, config(k), { params: paramsOf(k) });
      running.advance(k % 4);
      running.dispose();
      running.dispose();
    }
    expect(left()).toBe(one);
  });

  it("of Monte Carlo, by every method", () => {
    const result = v.backtest(bars, { strategy: "ewmac", stops: ["atr"] });
    const draw = (k: number) => {
      const method = MONTE_CARLO_METHODS[k % MONTE_CARLO_METHODS.length] as (typeof MONTE_CARLO_METHODS)[number];
      const found = v.monteCarlo(result, { method, seed: k, paths: method === "noise" ? 2 : 40 });
      expect(found.fan).not.toBeNull();
    };
    for (let k = 0; k < MONTE_CARLO_METHODS.length; k++) draw(k);
    const one = left();
    for (let k = 0; k < 1_000; k++) draw(k);
    expect(left()).toBe(one);
  });
});

describe("on workers", () => {
  let pool: Pool;
  let spawned = 0;
  let alive = 0;
  const spawn: Spawn = () => {
    const worker = spawnThread(WORKER)();
    spawned++;
    alive++;
    let gone = false;
    worker.onDeath(() => {
      if (!gone) alive--;
      gone = true;
    });
    return worker;
  };

  beforeEach(() => {
    spawned = 0;
    alive = 0;
    pool = createPool({ spawn, size: 2 });
  });
  afterEach(() => pool.close());

  const memory = () => pool.run<null, { used: number; kept: string[] }>("memory", null);

  it("sweeps and paths over ever new bars start no further worker and leave nothing in them", async () => {
    const round = async (k: number) => {
      const own = v.sample({ seed: 1_000 + k, bars: 700 });
      const swept = await sweepOnPool(pool, own, config(k), paramsOf(k));
      const result = v.backtest(own, { strategy: "ewmac", stops: ["atr"] });
      v.forget(own);
      const method = k % 5 === 0 ? "noise" : "bootstrap";
      await monteCarloOn(pool, v.planMonteCarlo(result, { method, paths: 20 }));
      expect(swept.length).toBeGreaterThan(3);
    };
    for (let k = 0; k < 10; k++) await round(k);
    const before = await Promise.all([memory(), memory()]);
    for (let k = 10; k < 100; k++) await round(k);
    const after = await Promise.all([memory(), memory()]);
    expect(after.map(({ kept }) => kept)).toEqual([[], []]);
    expect(after.map(({ used }) => used)).toEqual(before.map(({ used }) => used));
    expect(spawned).toBe(2);
    await pool.close();
    expect(alive).toBe(0);
  });

  it("a sweep that is stopped leaves nothing either, and its workers stay", async () => {
    const values = Array.from({ length: 200 }, (_, k) => k + 2);
    const long = { fast: values, slow: values.map((each) => each + 300) };
    for (let k = 0; k < 5; k++) {
      const stop = new AbortController();
      const all = sweepOnPool(pool, bars, config(k), long, {
        signal: stop.signal,
        onProgress: () => stop.abort(),
      });
      await expect(all).rejects.toMatchObject({ code: "cancelled" });
    }
    const after = await Promise.all([memory(), memory()]);
    expect(after.map(({ kept }) => kept)).toEqual([[], []]);
    expect(spawned).toBe(2);
  });
});
