import type { MonteCarlo, MonteCarloPlan } from "../src/index.js";
import { createPool, monteCarloOn, spawnThread } from "../src/runtime/node/index.js";
import { progressOn } from "./progress.js";

/** The paths of a plan on threads of their own, with progress on stderr; Ctrl-C stops them. */
export async function monteCarloOnThreads(plan: MonteCarloPlan, workers: number): Promise<MonteCarlo> {
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  process.once("SIGINT", interrupt);
  const pool = createPool({ spawn: spawnThread(), size: Math.min(workers, plan.settings.paths) });
  const progress = progressOn(process.stderr, `${plan.settings.paths} paths`);
  try {
    return await monteCarloOn(pool, plan, { signal: stop.signal, onProgress: progress.show });
  } finally {
    progress.end();
    process.off("SIGINT", interrupt);
    await pool.close();
  }
}
