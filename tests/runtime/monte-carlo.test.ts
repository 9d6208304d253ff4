import { resolve } from "node:path";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { load, MONTE_CARLO_METHODS, type MonteCarloOptions, type Result, type Varanus } from "../../src/index.js";
import { createPool, monteCarloOn, type Pool, spawnThread } from "../../src/runtime/node/index.js";

/** Paths shared out over workers: the same bytes for any number of them, and a clean end when they are stopped. */

const WORKER = resolve(import.meta.dirname, "../../dist/worker.js");
let v: Varanus;
let result: Result;
let pool: Pool;

beforeAll(async () => {
  v = await load();
  result = v.backtest(v.sample({ seed: 5, bars: 3_000 }), { strategy: "ewmac", stops: ["percentage"] });
});

const withWorkers = (size: number) => {
  pool = createPool({ spawn: spawnThread(WORKER), size });
  return pool;
};
afterEach(() => pool.close());

describe("Monte Carlo on workers", () => {
  it.each([1, 2, 3])("gives the same bytes with %i of them", async (size) => {
    withWorkers(size);
    for (const method of MONTE_CARLO_METHODS) {
      const options: MonteCarloOptions = { method, paths: method === "noise" ? 50 : 1_003, seed: 9 };
      const here = v.monteCarlo(result, options);
      const heard: number[] = [];
      const there = await monteCarloOn(pool, v.planMonteCarlo(result, options), { onProgress: (f) => heard.push(f) });
      expect(there.columns).toEqual(here.columns);
      expect(there.fingerprint).toBe(here.fingerprint);
      expect(there.fan).toEqual(here.fan);
      expect(heard.at(-1)).toBeCloseTo(1, 12);
      expect([...heard].sort((a, b) => a - b)).toEqual(heard);
    }
  });

  it("ends when it is stopped, and the pool goes on", async () => {
    withWorkers(2);
    const stop = new AbortController();
    const plan = v.planMonteCarlo(result, { method: "noise", paths: 100_000 });
    const running = monteCarloOn(pool, plan, { signal: stop.signal, onProgress: () => stop.abort() });
    await expect(running).rejects.toMatchObject({ code: "cancelled" });
    const few = v.planMonteCarlo(result, { method: "skip", paths: 5 });
    expect((await monteCarloOn(pool, few)).columns.finalEquity).toHaveLength(5);
  });

  it("gives up at once what was stopped before", async () => {
    withWorkers(1);
    const plan = v.planMonteCarlo(result, { method: "skip", paths: 5 });
    await expect(monteCarloOn(pool, plan, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "cancelled",
    });
  });
});
