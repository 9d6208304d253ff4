import type { Result } from "../../backtest/result.js";
import type { MonteCarlo, MonteCarloOptions } from "../../contracts/monte-carlo.js";
import type { Engine } from "../../kernel/engine.js";
import { type MonteCarloPlan, planMonteCarlo } from "./plan.js";
import { Gathered, rangeComputer } from "./range.js";
import { type MonteCarloRun, monteCarloRun } from "./run.js";
import { summariseMonteCarlo } from "./summary.js";

/** Paths under way, taken in portions, so that a worker can answer in between. The result does not depend on the portions. */
export interface RunningMonteCarlo {
  /** Takes up to `paths` further paths; false when all are done. */
  advance(paths: number): boolean;
  /** Share of the paths done, 0 to 1. */
  readonly progress: number;
  /** What they came to; after `advance` has returned false. */
  finish(): MonteCarlo;
  /** Gives up; nothing stays behind. */
  dispose(): void;
}

/** Computes all paths where it is called. */
export function monteCarlo(engine: Engine, run: Result | MonteCarloRun, options: MonteCarloOptions): MonteCarlo {
  const running = startMonteCarlo(engine, run, options);
  try {
    while (running.advance(PORTION));
    return running.finish();
  } catch (error) {
    running.dispose();
    throw error;
  }
}

/** Paths that the kernel computes in one call: their columns are small beside the trades. */
const PORTION = 16_384;

/** Prepares the paths; none is computed yet. */
export function startMonteCarlo(
  engine: Engine,
  run: Result | MonteCarloRun,
  options: MonteCarloOptions,
): RunningMonteCarlo {
  const plan = planMonteCarlo(engine, monteCarloRun(run), options);
  const { paths } = plan.settings;
  const total = plan.nothing === "" ? paths : 0;
  const gathered = new Gathered(plan);
  const computer = rangeComputer(engine, plan);
  let done = 0;
  return {
    advance: (count) => {
      const to = Math.min(total, done + Math.max(1, Math.floor(count)));
      if (to > done) gathered.put(done, computer.take(done, to));
      done = to;
      return done < total;
    },
    get progress() {
      return total === 0 ? 1 : done / total;
    },
    finish: () => {
      computer.dispose();
      return summariseMonteCarlo(plan, gathered.columns, () => gathered.fanPoints ?? fanPoints(engine, plan));
    },
    dispose: () => computer.dispose(),
  };
}

function fanPoints(engine: Engine, plan: MonteCarloPlan): Float64Array {
  const computer = rangeComputer(engine, plan);
  try {
    return computer.fan();
  } finally {
    computer.dispose();
  }
}
