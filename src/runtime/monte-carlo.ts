import { VaranusError } from "../contracts/errors.js";
import { Gathered, type MonteCarlo, type MonteCarloPlan, summariseMonteCarlo } from "../index.js";
import type { Pool, RunOptions } from "./pool.js";
import { MONTE_CARLO_FAN, MONTE_CARLO_PATHS } from "./tasks/names.js";

export interface MonteCarloOnOptions {
  /** Aborted: what is under way is given up, and the promise rejects with a VaranusError "cancelled". */
  signal?: AbortSignal | undefined;
  /** Hears the share of the paths that is done, 0 to 1. */
  onProgress?: ((fraction: number) => void) | undefined;
}

/** Ranges for every worker: enough that none waits long for the last one. */
const RANGES = 4;
let plans = 0;

/**
 * Computes the paths of a plan (`v.planMonteCarlo`) on the workers of a pool: the same bytes for any number of them. Throws a VaranusError "config"
 * for noise on a strategy of one's own, which cannot be sent.
 */
export async function monteCarloOn(
  pool: Pool,
  plan: MonteCarloPlan,
  { signal, onProgress }: MonteCarloOnOptions = {},
): Promise<MonteCarlo> {
  const { settings, work, marks } = plan;
  if (plan.nothing !== "")
    return summariseMonteCarlo(plan, new Gathered(plan, 0, 0).columns, () => new Float64Array(0));
  if (work.kind === "noise" && work.source.options.strategy !== undefined) {
    throw new VaranusError({
      code: "config",
      path: "strategy",
      message: "a strategy of one's own cannot be sent to a worker",
      hint: "call v.monteCarlo, which runs it where it is called",
    });
  }
  const key = `monte carlo ${++plans}`;
  pool.provide(key, { settings, work, marks });
  // a signal for each task: Node warns of one that many listen to
  const stops: AbortController[] = [];
  const abort = () => {
    for (const stop of stops) stop.abort();
  };
  const task = (): RunOptions => {
    const stop = new AbortController();
    stops.push(stop);
    if (signal?.aborted) stop.abort();
    return { needs: [key], signal: stop.signal };
  };
  signal?.addEventListener("abort", abort, { once: true });
  try {
    const gathered = new Gathered(plan);
    // noise leaves its points on the way
    const points = work.kind === "paths" ? pool.run(MONTE_CARLO_FAN, { plan: key }, task()) : undefined;
    const ranges = rangesOf(settings.paths, pool.size * RANGES);
    const shares = ranges.map(() => 0);
    const hear = (k: number, share: number) => {
      const [from, to] = ranges[k] as [number, number];
      shares[k] = (share * (to - from)) / settings.paths;
      onProgress?.(shares.reduce((sum, each) => sum + each, 0));
    };
    const runs = ranges.map(async ([from, to], k) => {
      const options = { ...task(), onProgress: (share: number) => hear(k, share) };
      gathered.put(from, await pool.run(MONTE_CARLO_PATHS, { plan: key, from, to }, options));
      hear(k, 1);
    });
    const all = await settled([...runs, ...(points ? [points] : [])], abort);
    const fan = points ? (all.at(-1) as Float64Array) : gathered.fanPoints;
    return summariseMonteCarlo(plan, gathered.columns, () => fan as Float64Array);
  } finally {
    signal?.removeEventListener("abort", abort);
    pool.forget(key);
  }
}

/** Waits for all; the first that fails stops the others, which are waited for too. */
async function settled(promises: readonly Promise<unknown>[], stop: () => void): Promise<unknown[]> {
  const failure: { error?: unknown } = {};
  const watched = promises.map((promise) =>
    promise.catch((error: unknown) => {
      if (!("error" in failure)) failure.error = error;
      stop();
    }),
  );
  const values = await Promise.all(watched);
  if ("error" in failure) throw failure.error;
  return values;
}

/** [0, paths) in so many ranges of nearly equal length; none is empty. */
function rangesOf(paths: number, count: number): [number, number][] {
  const most = Math.min(paths, count);
  return Array.from({ length: most }, (_, k) => [Math.floor((k * paths) / most), Math.floor(((k + 1) * paths) / most)]);
}
