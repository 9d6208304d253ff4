import type { RunOptions } from "./pool.js";

/** [from, to) of things that are counted from 0. */
export type Range = readonly [from: number, to: number];

/** A range in so many ranges of nearly equal length, in order; none is empty. */
export function rangesOf([from, to]: Range, count: number): Range[] {
  const length = to - from;
  const most = Math.min(length, Math.max(1, count));
  const edge = (k: number) => from + Math.floor((k * length) / most);
  return Array.from({ length: most }, (_, k) => [edge(k), edge(k + 1)]);
}

/** One of several tasks that stand and fall together. */
export interface Share<T> {
  /** How much of the whole it is; 0 for what nobody waits for. */
  readonly weight: number;
  run(options: Pick<RunOptions, "signal" | "onProgress">): Promise<T>;
}

export interface TogetherOptions {
  /** Aborted: all are given up, and the promise rejects with a VaranusError "cancelled". */
  signal?: AbortSignal | undefined;
  /** Hears the share of the whole that is done, 0 to 1; never less than before. */
  onProgress?: ((fraction: number) => void) | undefined;
  /** Of the weights' whole, what was done before. */
  done?: number | undefined;
}

/** Runs all of them; the first that fails stops the others, and its error is thrown when all have ended. */
export async function runTogether<T>(
  shares: readonly Share<T>[],
  { signal, onProgress, done = 0 }: TogetherOptions,
): Promise<T[]> {
  const total = shares.reduce((sum, { weight }) => sum + weight, done);
  const finished = new Float64Array(shares.length);
  // a signal for each task: Node warns of one that many listen to
  const stops = shares.map(() => new AbortController());
  const stop = () => {
    for (const each of stops) each.abort();
  };
  let failure: { error: unknown } | undefined;
  const hear = (k: number, fraction: number) => {
    finished[k] = fraction * (shares[k] as Share<T>).weight;
    onProgress?.(finished.reduce((sum, each) => sum + each, done) / total);
  };
  if (signal?.aborted) stop();
  signal?.addEventListener("abort", stop, { once: true });
  try {
    const ended = shares.map(async (share, k) => {
      try {
        const value = await share.run({
          signal: (stops[k] as AbortController).signal,
          onProgress: (fraction) => hear(k, fraction),
        });
        hear(k, 1);
        return value;
      } catch (error) {
        failure ??= { error };
        stop();
        return undefined;
      }
    });
    const values = await Promise.all(ended);
    if (failure) throw failure.error;
    return values as T[];
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}
