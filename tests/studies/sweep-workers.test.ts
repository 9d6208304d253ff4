import { resolve } from "node:path";
import { afterEach, beforeAll, expect, it } from "vitest";
import { type BacktestInput, type Bars, load, type SweepValues, type Varanus } from "../../src/index.js";
import { spawnThread } from "../../src/runtime/node/spawn.js";
import { createPool, type Pool } from "../../src/runtime/pool.js";
import { type KeptPart, sweepOnPool } from "../../src/runtime/sweep.js";

/** A sweep has the same bytes whatever the number of workers; it tells how far it is, and stops when asked to. */

const WORKER = resolve("dist/worker.js");
const CONFIG: BacktestInput = { strategy: "ewmac", stops: ["percentage"], leverage: 2 };
const PARAMS: SweepValues = {
  fast: [3, 5, 8, 13, 21],
  "stops.percentage.stop": [0.01, 0.03],
  slow: [18, 34, 55, 89, 144],
  leverage: [1, 2],
};

let v: Varanus;
let bars: Bars;
let pool: Pool | undefined;

beforeAll(async () => {
  v = await load();
  bars = v.sample({ seed: 8, bars: 4_000 });
});

afterEach(async () => {
  await pool?.close();
  pool = undefined;
});

const workers = (size: number): Pool => {
  pool = createPool({ spawn: spawnThread(WORKER), size });
  return pool;
};

it.each([1, 2, 3])("with %i workers", async (size) => {
  const shares: number[] = [];
  const swept = await sweepOnPool(workers(size), bars, CONFIG, PARAMS, { onProgress: (share) => shares.push(share) });
  const here = v.sweep(bars, CONFIG, { params: PARAMS });
  expect(swept.columns).toEqual(here.columns);
  expect(swept.skipped).toEqual(here.skipped);
  expect(swept.skipped.count).toBe(4);
  expect(swept.fingerprint).toBe(here.fingerprint);
  expect(shares.at(-1)).toBe(1);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
});

it("goes on from what is kept of it, to the same bytes", async () => {
  const kept: KeptPart[] = [];
  const keep = async (part: KeptPart) => void kept.push(part);
  const whole = await sweepOnPool(workers(2), bars, CONFIG, PARAMS, { keeping: { done: [], keep } });
  kept.sort((a, b) => a.from - b.from);
  expect(kept.length).toBe(100);
  const done = kept.filter((_, k) => k % 3 !== 1 && k < 80);
  const again: KeptPart[] = [];
  const shares: number[] = [];
  const resumed = await sweepOnPool(pool as Pool, bars, CONFIG, PARAMS, {
    keeping: { done, keep: async (part) => void again.push(part) },
    onProgress: (share) => shares.push(share),
  });
  expect(resumed.columns).toEqual(whole.columns);
  expect(resumed.skipped).toEqual(whole.skipped);
  expect(resumed.fingerprint).toBe(whole.fingerprint);
  expect(again.reduce((sum, { length }) => sum + length, 0)).toBe(100 - done.length);
  expect(shares[0]).toBeGreaterThanOrEqual(done.length / 100);
  expect(shares.at(-1)).toBe(1);
});

it("stops within a moment when asked to, and the pool goes on", async () => {
  const stop = new AbortController();
  const values = Array.from({ length: 300 }, (_, k) => k + 2);
  const all = sweepOnPool(
    workers(2),
    bars,
    CONFIG,
    { fast: values, slow: values.map((x) => x + 400) },
    {
      signal: stop.signal,
      onProgress: (share) => {
        if (share > 0) stop.abort();
      },
    },
  );
  await expect(all).rejects.toMatchObject({ code: "cancelled" });
  const few = await sweepOnPool(pool as Pool, bars, CONFIG, { fast: [5, 8] });
  expect(few.length).toBe(2);
});

it("says what is wrong before a worker is asked", async () => {
  await expect(sweepOnPool(workers(1), bars, CONFIG, { speed: [1] })).rejects.toMatchObject({ path: "params.speed" });
});
