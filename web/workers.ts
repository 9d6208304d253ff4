import type { Bars, Timeframe } from "../src/index.js";
import {
  LOAD,
  type LoadOutput,
  type Pool,
  type RunOptions,
  SAMPLE,
  spawnWebWorker,
} from "../src/runtime/browser/index.js";

/** Where bars come from: enough to read them again when a worker has died. */
export type Source = FileSource | SampleSource;

export interface FileSource {
  readonly kind: "file";
  readonly file: File;
  readonly symbol?: string;
  readonly timeframe?: Timeframe;
  readonly calendar?: Bars["quality"]["calendar"];
  readonly utcOffset?: string;
}

export interface SampleSource {
  readonly kind: "sample";
  readonly seed: number;
  readonly bars: number;
  readonly timeframe: Timeframe;
  readonly symbol?: string;
}

export const SPAWN = spawnWebWorker(new URL("./worker.js", import.meta.url));

/** Reads bars in a worker, which keeps them under a key. */
export function readSource(pool: Pool, keep: string, source: Source, options: RunOptions): Promise<LoadOutput> {
  const { kind, ...told } = source;
  if (kind === "sample") return pool.run(SAMPLE, { keep, ...(told as Omit<SampleSource, "kind">) }, options);
  const { file, ...rest } = told as Omit<FileSource, "kind">;
  return pool.run(LOAD, { keep, file: { name: file.name, content: file }, now: Date.now(), ...rest }, options);
}
