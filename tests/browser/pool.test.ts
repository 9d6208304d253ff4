import { beforeAll, expect, it } from "vitest";
import { bundleScript, describeBrowser } from "../support/chromium.js";

// What a pool owes its callers when Web Workers misbehave; the same promises as in tests/runtime/pool.test.ts.

const WORKER = `
import { serveTasks } from "../../src/runtime/browser/serve-tasks.js";
import { defineTask } from "../../src/runtime/tasks.js";

serveTasks([
  defineTask({ name: "echo", run: (input) => input }),
  defineTask({ name: "close", run: () => { self.close(); return new Promise(() => {}); } }),
  defineTask({ name: "throwOutside", run: () => new Promise(() => { setTimeout(() => { throw new Error("thrown outside"); }); }) }),
  defineTask({ name: "forgottenPromise", run: () => { Promise.reject(new Error("nobody waits")); return new Promise(() => {}); } }),
  defineTask({ name: "deaf", run: () => { for (const end = performance.now() + 20_000; performance.now() < end; ); } }),
  defineTask({ name: "work", async run(ms, context) {
    for (const start = performance.now(); performance.now() < start + ms; ) {
      context.progress((performance.now() - start) / ms);
      await context.pause();
    }
    return "done";
  } }),
]);
`;

const PAGE = `
import { createPool, spawnWebWorker } from "../../src/runtime/browser/index.js";

window.attempt = async (task, { script = "./pool-worker.js", abortAfter, graceMs = 300, input = 0 } = {}) => {
  const pool = createPool({ spawn: spawnWebWorker(new URL(script, location.href)), graceMs });
  const stop = new AbortController();
  const progress = [];
  let aborted = 0;
  if (abortAfter) setTimeout(() => { aborted = performance.now(); stop.abort(); }, abortAfter);
  const settle = (promise) => promise.then((value) => ({ value }), ({ code, message }) => ({ code, message }));
  const first = await settle(pool.run(task, input, { signal: stop.signal, onProgress: (f) => progress.push(f) }));
  const late = aborted ? performance.now() - aborted : 0;
  const next = script === "./pool-worker.js" ? await settle(pool.run("echo", "next")) : {};
  await pool.close();
  return { first, next, late, progress };
};
`;

interface Attempt {
  first: { value?: unknown; code?: string; message?: string };
  next: { value?: unknown };
  late: number;
  progress: number[];
}
interface TestPage {
  attempt(task: string, options?: object): Promise<Attempt>;
}

describeBrowser(
  "the pool in a browser",
  (site) => {
    let attempt: (task: string, options?: object) => Promise<Attempt>;
    let problems: string[];
    beforeAll(async () => {
      const opened = await site.open();
      problems = opened.problems;
      await opened.page.goto(`${site.url}pool.html`);
      await opened.page.waitForFunction("window.attempt");
      attempt = (task, options) =>
        opened.page.evaluate(([name, given]) => (window as unknown as TestPage).attempt(name, given), [
          task,
          options,
        ] as [string, object | undefined]);
    });

    it.each([
      ["close", "closed itself"],
      ["throwOutside", "thrown outside"],
      ["forgottenPromise", "nobody waits"],
    ])("notices a worker that ends by %s, says so, and takes another", async (task, reason) => {
      const { first, next } = await attempt(task);
      expect(first.code).toBe("worker");
      expect(first.message).toContain(reason);
      expect(next.value).toBe("next");
      expect(problems).toEqual([]);
    });

    it("cancels within the portion, and keeps the worker", async () => {
      const { first, late, progress } = await attempt("work", { input: 20_000, abortAfter: 300 });
      expect(first.code).toBe("cancelled");
      expect(late).toBeLessThan(500);
      expect(progress.length).toBeGreaterThan(1);
      expect([...progress].sort((a, b) => a - b)).toEqual(progress);
    });

    it("ends a worker that does not listen", async () => {
      const { first, next, late } = await attempt("deaf", { abortAfter: 200 });
      expect(first.code).toBe("cancelled");
      expect(late).toBeLessThan(2_000);
      expect(next.value).toBe("next");
    });

    it("fails where there is no such script, instead of waiting for ever", async () => {
      const { first } = await attempt("echo", { script: "./no-such-worker.js" });
      expect(first).toMatchObject({ code: "worker" });
    });
  },
  async () => ({
    "/pool.html":
      '<!doctype html><title>test</title><link rel="icon" href="data:,"><script type="module" src="pool.js"></script>',
    "/pool.js": await bundleScript(PAGE),
    "/pool-worker.js": await bundleScript(WORKER),
  }),
);
