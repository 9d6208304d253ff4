import { VaranusError } from "../contracts/errors.js";
import { Gathered, type MonteCarlo, type MonteCarloPlan, summariseMonteCarlo } from "../index.js";
import type { Pool } from "./pool.js";
import { rangesOf, runTogether, type Share } from "./ranges.js";
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
  try {
    const gathered = new Gathered(plan);
    let fan: Float64Array | undefined;
    const paths = rangesOf([0, settings.paths], pool.size * RANGES).map(
      ([from, to]): Share<void> => ({
        weight: to - from,
        run: async (options) => {
          gathered.put(from, await pool.run(MONTE_CARLO_PATHS, { plan: key, from, to }, { ...options, needs: [key] }));
        },
      }),
    );
    const points: Share<void> = {
      weight: 0,
      run: async ({ signal }) => {
        fan = await pool.run(MONTE_CARLO_FAN, { plan: key }, { signal, needs: [key] });
      },
    };
    // noise leaves its points on the way
    await runTogether(work.kind === "paths" ? [points, ...paths] : paths, { signal, onProgress });
    return summariseMonteCarlo(plan, gathered.columns, () => fan ?? (gathered.fanPoints as Float64Array));
  } finally {
    pool.forget(key);
  }
}
