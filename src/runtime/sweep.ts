import type { BacktestInput } from "../contracts/config.js";
import { type Bars, joinSweeps, type SweepPart, type SweepResult, type SweepValues, sweepGrid } from "../index.js";
import type { Pool, RunOptions } from "./pool.js";
import { provideBars } from "./tasks/kept.js";
import { SWEEP } from "./tasks/names.js";

/** Parts that the combinations are given out in, for each worker: small enough that none of them waits for long at the end. */
const PARTS = 8;

/** A sweep over a pool's workers: the same bytes whatever their number. */
export async function sweepOnPool(
  pool: Pool,
  bars: Bars,
  config: BacktestInput,
  params: SweepValues,
  { signal, onProgress, finer }: Pick<RunOptions, "signal" | "onProgress"> & { finer?: Bars } = {},
): Promise<SweepResult> {
  const size = sweepGrid(config, params).size;
  const [data, finerData] = [provideBars(pool, bars), finer && provideBars(pool, finer)];
  const count = Math.min(size, pool.size === 1 ? 1 : PARTS * pool.size);
  const edges = Array.from({ length: count + 1 }, (_, k) => Math.floor((k * size) / count));
  const needs = finerData === undefined ? [data] : [data, finerData];
  const done = new Float64Array(count);
  const stop = new AbortController();
  const aborted = () => stop.abort();
  signal?.addEventListener("abort", aborted, { once: true });
  try {
    if (signal?.aborted) stop.abort();
    const parts = new Array<SweepPart>(count);
    let next = 0;
    /** One worker's share: part after part, as it gets done. */
    const work = async (): Promise<void> => {
      for (let k = next++; k < count; k = next++) {
        const [from, to] = [edges[k] as number, edges[k + 1] as number];
        const report = (fraction: number) => {
          done[k] = fraction * (to - from);
          onProgress?.(done.reduce((sum, part) => sum + part, 0) / size);
        };
        const input = { data, config, params, from, to, ...(finerData === undefined ? {} : { finer: finerData }) };
        parts[k] = await pool.run(SWEEP, input, { signal: stop.signal, onProgress: report, needs });
        report(1);
      }
    };
    await Promise.all(Array.from({ length: Math.min(pool.size, count) }, work));
    return joinSweeps(bars, config, parts);
  } catch (error) {
    // the others need not go on
    stop.abort();
    throw error;
  } finally {
    signal?.removeEventListener("abort", aborted);
  }
}
