import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { spawnThread } from "../../src/runtime/node/spawn.js";
import { createPool, type Pool, type PoolOptions } from "../../src/runtime/pool.js";
import { errorOf } from "../support/series.js";

const TEST_WORKER = pathToFileURL(join(import.meta.dirname, "test-worker.mjs"));

const pools: Pool[] = [];
const open = (options: Partial<PoolOptions> = {}): Pool => {
  const pool = createPool({ spawn: spawnThread(TEST_WORKER), ...options });
  pools.push(pool);
  return pool;
};

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

describe("tasks", () => {
  it("give back what they return", async () => {
    expect(await open().run("echo", { a: [1, Number.NaN], b: "c" })).toEqual({ a: [1, Number.NaN], b: "c" });
  });

  it("are done first come, first served, on all workers at once", async () => {
    const pool = open({ size: 2 });
    await Promise.all([pool.run("echo", 0), pool.run("echo", 0)]);
    const ended: string[] = [];
    const run = async (tag: string, ms: number) => {
      ended.push((await pool.run("work", { tag, ms })) as string);
    };
    // a long one holds one worker; the three others follow each other on the second
    await Promise.all([run("long", 900), run("a", 100), run("b", 100), run("c", 100)]);
    expect(ended).toEqual(["a", "b", "c", "long"]);
  });

  it("move buffers in both directions", async () => {
    const pool = open();
    const input = new Float64Array(1_000).fill(3);
    const output = (await pool.run("echo", input, { transfer: [input.buffer] })) as Float64Array;
    expect(input.length).toBe(0);
    expect(output).toEqual(new Float64Array(1_000).fill(3));
    expect(await pool.run("bytes", { length: 10 })).toEqual(new Uint8Array(10).fill(7));
  });

  it("report progress that never goes back", async () => {
    const heard: number[] = [];
    await open().run("progressBackwards", {}, { onProgress: (fraction) => heard.push(fraction) });
    expect(heard).toEqual([0.5, 0.7, 1]);
  });

  it("fail as data: the class, the path and the hint survive", async () => {
    const pool = open();
    expect(await errorOf(() => pool.run("refuse", {}))).toMatchObject({
      name: "VaranusError",
      code: "data",
      message: "no",
      path: "file.csv:3",
      hint: "yes",
    });
    expect(await errorOf(() => pool.run("bug", {}))).toMatchObject({ name: "TypeError", message: "a bug" });
    expect(await errorOf(() => pool.run("unclonable", {}))).toBeInstanceOf(Error);
    expect(await errorOf(() => pool.run("echo", () => 1))).toBeInstanceOf(Error);
    expect(await errorOf(() => pool.run("nothing", {}))).toMatchObject({ code: "worker", path: "nothing" });
    expect(await pool.run("echo", "still there")).toBe("still there");
  });
});

describe("data sets", () => {
  it("are sent to each worker once, and anew when they change", async () => {
    const pool = open();
    const needs = ["prices"];
    let sent = 0;
    const value = [1, 2, 3];
    // a getter counts the copies that are made
    const get = () => {
      sent++;
      return 1;
    };
    const counted = Object.defineProperty([...value], "0", { enumerable: true, get });
    pool.provide("prices", counted);
    expect(await pool.run("add", { key: "prices" }, { needs })).toBe(6);
    expect(await pool.run("add", { key: "prices" }, { needs })).toBe(6);
    expect(sent).toBe(1);
    pool.provide("prices", [10, 20]);
    expect(await pool.run("add", { key: "prices" }, { needs })).toBe(30);
  });

  it("leave the workers when they are forgotten", async () => {
    const pool = open();
    pool.provide("prices", [1]);
    await pool.run("add", { key: "prices" }, { needs: ["prices"] });
    pool.forget("prices");
    expect(await pool.run("keptKeys", {})).toEqual([]);
  });

  it("reach the worker that takes a dead one's place", async () => {
    const pool = open();
    pool.provide("prices", [1, 2]);
    await pool.run("add", { key: "prices" }, { needs: ["prices"] });
    await errorOf(() => pool.run("exit", {}));
    expect(await pool.run("add", { key: "prices" }, { needs: ["prices"] })).toBe(3);
  });
});

describe("a worker that dies", () => {
  it.each([
    ["exit", "it ended with code 3"],
    ["throwOutside", "thrown outside"],
    ["forgottenPromise", "nobody waits"],
  ])("by %s fails its task, and only that; another takes its place", async (task, reason) => {
    const pool = open();
    const dying = errorOf(() => pool.run(task, {}));
    const next = pool.run("echo", "next");
    expect(await dying).toMatchObject({ code: "worker", path: task });
    expect(((await dying) as Error).message).toContain(reason);
    expect(await next).toBe("next");
  });

  it("before it can start fails every task instead of hanging", async () => {
    const missing = open({ spawn: spawnThread(new URL("./no-such-worker.mjs", TEST_WORKER)) });
    const errors = await Promise.all([1, 2, 3].map(() => errorOf(() => missing.run("echo", 1))));
    for (const error of errors) expect(error).toMatchObject({ code: "worker" });
  });
});

describe("cancelling", () => {
  it("ends a task within its portion, and its worker stays", async () => {
    const pool = open();
    pool.provide("prices", [1]);
    await pool.run("add", { key: "prices" }, { needs: ["prices"] });
    const stop = new AbortController();
    const running = errorOf(() => pool.run("work", { ms: 20_000 }, { signal: stop.signal }));
    await pause(100);
    const asked = performance.now();
    stop.abort();
    expect(await running).toMatchObject({ code: "cancelled" });
    expect(performance.now() - asked).toBeLessThan(500);
    expect(await pool.run("keptKeys", {})).toEqual(["prices"]);
  });

  it("ends the worker of a task that does not listen, after the grace", async () => {
    const pool = open({ graceMs: 200 });
    await pool.run("echo", 0);
    const stop = new AbortController();
    const running = errorOf(() => pool.run("deaf", { ms: 20_000 }, { signal: stop.signal }));
    await pause(50);
    const asked = performance.now();
    stop.abort();
    expect(await running).toMatchObject({ code: "cancelled" });
    expect(performance.now() - asked).toBeLessThan(2_000);
    expect(await pool.run("echo", "new worker")).toBe("new worker");
  });

  it("takes a waiting task out of the queue", async () => {
    const pool = open();
    const first = pool.run("work", { ms: 200, tag: "first" });
    const stop = new AbortController();
    const second = errorOf(() => pool.run("work", { ms: 200 }, { signal: stop.signal }));
    stop.abort();
    expect(await second).toMatchObject({ code: "cancelled" });
    expect(await first).toBe("first");
    expect(await errorOf(() => pool.run("echo", 1, { signal: stop.signal }))).toMatchObject({ code: "cancelled" });
  });
});

describe("closing", () => {
  it("rejects what runs, what waits and what comes", async () => {
    const pool = open();
    const running = errorOf(() => pool.run("work", { ms: 20_000 }));
    const waiting = errorOf(() => pool.run("echo", 1));
    await pause(100);
    await pool.close();
    expect(await running).toMatchObject({ code: "cancelled" });
    expect(await waiting).toMatchObject({ code: "cancelled" });
    expect(await errorOf(() => pool.run("echo", 1))).toMatchObject({ code: "cancelled" });
  });

  it("leaves nothing that keeps the program alive", async () => {
    const node = pathToFileURL(join(import.meta.dirname, "../../dist/node.js")).href;
    const program = join(tmpdir(), `varanus-pool-${process.pid}.mjs`);
    writeFileSync(
      program,
      `import { createPool, load, provideBars, spawnThread } from ${JSON.stringify(node)};
       const pool = createPool({ spawn: spawnThread(), size: 2 });
       const key = provideBars(pool, (await load()).sample({ bars: 500 }));
       const run = () => pool.run("backtest", { data: key, config: { strategy: "ewmac" } }, { needs: [key] });
       const [a, b] = await Promise.all([run(), run()]);
       console.log(a.head.fingerprint === b.head.fingerprint);
       await pool.close();`,
    );
    const { stdout } = await promisify(execFile)(process.execPath, [program], { timeout: 30_000 });
    expect(stdout).toBe("true\n");
  });
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
