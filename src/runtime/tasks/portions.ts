import { PORTION_MS, type TaskContext } from "../tasks.js";

/** Work that is taken in portions. */
interface Running<Output> {
  /** Takes so much more; false when all is done. */
  advance(amount: number): boolean;
  /** Share done, 0 to 1. */
  readonly progress: number;
  finish(): Output;
  dispose(): void;
}

interface Portions {
  /** Size of the first portion; those that follow are fitted to PORTION_MS. */
  first: number;
  /** Size of the smallest. */
  least: number;
  /** A portion is at most so many times the one before. */
  growth: number;
}

/** Takes work to its end, telling how far it is, and gives it up when the pool asks to stop. */
export async function inPortions<Output>(
  running: Running<Output>,
  { first, least, growth }: Portions,
  context: TaskContext,
): Promise<Output> {
  try {
    let portion = first;
    for (let more = true; more; ) {
      const started = performance.now();
      more = running.advance(portion);
      const factor = PORTION_MS / Math.max(0.1, performance.now() - started);
      portion = Math.max(least, Math.round(portion * Math.min(growth, factor)));
      context.progress(running.progress);
      await context.pause();
    }
    return running.finish();
  } catch (error) {
    running.dispose();
    throw error;
  }
}
