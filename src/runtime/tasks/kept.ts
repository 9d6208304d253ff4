import { canonicalColumns } from "../../contracts/canonical.js";
import {
  type Bars,
  cutBars,
  type FundingSeries,
  fundBars,
  load,
  Result,
  type Span,
  type Varanus,
  VaranusError,
} from "../../index.js";
import type { Pool } from "../pool.js";
import type { TaskContext } from "../tasks.js";
import type { GivenFile } from "./names.js";

/** What the tasks of one worker share: its engine, and the bars and Results that it keeps. */

let engine: Promise<Varanus> | undefined;

/** The worker's engine, loaded with its first task. */
export function varanus(): Promise<Varanus> {
  engine ??= load();
  return engine;
}

/** How many callers need bars that a pool has been given. */
const holders = new WeakMap<Pool, Map<string, number>>();

/** Offers bars to a pool's workers until they are released; the key to name them by in tasks (and in `needs`). */
export function holdBars(pool: Pool, bars: Bars): { readonly key: string; release(): void } {
  const counts = holders.get(pool) ?? new Map<string, number>();
  holders.set(pool, counts);
  const { symbol, timeframe, sha256 } = bars;
  const key = `${sha256} ${symbol} ${timeframe}`;
  const count = counts.get(key) ?? 0;
  // as plain data: the hash is computed here, once
  if (count === 0) pool.provide(key, { ...bars });
  counts.set(key, count + 1);
  const release = () => {
    const left = (counts.get(key) as number) - 1;
    counts.set(key, left);
    if (left === 0) pool.forget(key);
  };
  return { key, release };
}

/** The same for as long as the pool lives. */
export const provideBars = (pool: Pool, bars: Bars): string => holdBars(pool, bars).key;

export function barsOf(context: TaskContext, key: string): Bars {
  const bars = context.kept.get(key) as Bars | undefined;
  if (bars === undefined) throw missing("bars", key);
  return bars;
}

export function resultOf(context: TaskContext, key: string): Result {
  const result = context.kept.get(key);
  if (!(result instanceof Result)) throw missing("result", key);
  return result;
}

/** Keeps bars under a key, and gives up the memory of those that had it. */
export async function keepBars(context: TaskContext, key: string, bars: Bars): Promise<Bars> {
  const before = context.kept.get(key) as Bars | undefined;
  if (before) await giveUp(before);
  const hashed = await withHash(bars);
  context.kept.set(key, hashed);
  return hashed;
}

/** Funding rates that the worker keeps, by the name of their file. */
export interface KeptFunding {
  readonly file: string;
  readonly series: FundingSeries;
}

export function fundingOf(context: TaskContext, key: string | undefined): KeptFunding | undefined {
  if (key === undefined) return undefined;
  const funding = context.kept.get(key) as KeptFunding | undefined;
  if (funding === undefined) throw missing("funding", key);
  return funding;
}

/** What was last made of a series for a run: most runs want the same again. */
const made = new WeakMap<Bars, Span & { readonly funding: KeptFunding | undefined; readonly bars: Bars }>();

/** The bars of a span of a series, with funding if there is any. */
export async function runBars(whole: Bars, { from, to }: Span, funding: KeptFunding | undefined): Promise<Bars> {
  const last = made.get(whole);
  if (last && last.from === from && last.to === to && last.funding === funding) return last.bars;
  const bars = await cutAndFunded(whole, { from, to }, funding);
  if (bars === whole) return whole;
  if (last) (await varanus()).forget(last.bars);
  made.set(whole, { from, to, funding, bars });
  return bars;
}

/** The same made anew: whoever asks gives up its memory. */
export async function cutAndFunded(whole: Bars, span: Span, funding: KeptFunding | undefined): Promise<Bars> {
  const cut = cutBars(whole, span);
  const hashed = cut === whole ? whole : await withHash(cut);
  return funding ? fundBars(hashed, funding.series, funding.file).bars : hashed;
}

/** Gives up the kernel's memory of a series and of what was made of it. */
async function giveUp(bars: Bars): Promise<void> {
  const engine = await varanus();
  const last = made.get(bars);
  engine.forget(bars);
  if (last) engine.forget(last.bars);
}

/** Gives up what the kernel has of bars that the pool no longer needs. */
export function forgotten(value: unknown): void {
  const isBars = typeof value === "object" && value !== null && "timestamp" in value;
  // a worker that has loaded no engine has nothing to give up
  if (isBars && engine) void giveUp(value as Bars);
}

export async function bytesOf({ name, content }: GivenFile): Promise<Uint8Array> {
  if (content instanceof Uint8Array) return content;
  try {
    return new Uint8Array(await content.arrayBuffer());
  } catch {
    throw new VaranusError({
      code: "file",
      path: name,
      message: "the file cannot be read",
      hint: "it was moved, changed or is too large: choose it again",
    });
  }
}

/** The host's own SHA-256 is ten times faster than ours; it is there in secure contexts. */
async function withHash(bars: Bars): Promise<Bars> {
  // funding is part of a hash of its own
  if (!globalThis.crypto?.subtle || bars.funding) return bars;
  const { timestamp, open, high, low, close, volume } = bars;
  const bytes = canonicalColumns([timestamp, open, high, low, close, volume]);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>));
  const sha256 = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const { symbol, timeframe, length, quality } = bars;
  return { symbol, timeframe, length, timestamp, open, high, low, close, volume, quality, sha256 };
}

export function missing(what: string, key: string): VaranusError {
  return new VaranusError({
    code: "worker",
    path: key,
    message: `the worker does not have this ${what}`,
    hint: "it was started anew: load the data and run again",
  });
}
