import { VaranusError } from "../../contracts/errors.js";
import { Gathered, type RangeComputer } from "../../index.js";
import { defineTask, PORTION_MS, type TaskContext } from "../tasks.js";
import { resultOf, varanus } from "./kept.js";
import { MONTE_CARLO_FAN, MONTE_CARLO_PATHS, MONTE_CARLO_PLAN, type ProvidedPlan } from "./names.js";

/** Paths of the first portion; those that follow are fitted to PORTION_MS. */
const FIRST_PORTION = 4;

export const monteCarloPlanTask = defineTask({
  name: MONTE_CARLO_PLAN,
  async run({ result, options }, context) {
    return (await varanus()).planMonteCarlo(resultOf(context, result), options);
  },
});

export const monteCarloPathsTask = defineTask({
  name: MONTE_CARLO_PATHS,
  async run({ plan: key, from, to }, context) {
    const plan = planOf(context, key);
    const computer = (await varanus()).monteCarloRanges(plan);
    try {
      return await inPortions(computer, plan, from, to, context);
    } finally {
      computer.dispose();
    }
  },
  transfer: (range) => Object.values(range).map((column) => column.buffer),
});

export const monteCarloFanTask = defineTask({
  name: MONTE_CARLO_FAN,
  async run({ plan: key }, context) {
    const computer = (await varanus()).monteCarloRanges(planOf(context, key));
    try {
      return computer.fan();
    } finally {
      computer.dispose();
    }
  },
  transfer: (points) => [points.buffer as ArrayBuffer],
});

async function inPortions(computer: RangeComputer, plan: ProvidedPlan, from: number, to: number, context: TaskContext) {
  const gathered = new Gathered(plan, from, to);
  let portion = FIRST_PORTION;
  for (let done = from; done < to; ) {
    const end = Math.min(to, done + portion);
    const started = performance.now();
    gathered.put(done, computer.take(done, end));
    const factor = PORTION_MS / Math.max(0.1, performance.now() - started);
    portion = Math.max(1, Math.round((end - done) * Math.min(4, factor)));
    done = end;
    context.progress((done - from) / (to - from));
    await context.pause();
  }
  const { columns, fanPoints } = gathered;
  return { ...columns, ...(fanPoints ? { points: fanPoints } : {}) };
}

function planOf({ kept }: TaskContext, key: string): ProvidedPlan {
  const plan = kept.get(key) as ProvidedPlan | undefined;
  if (plan) return plan;
  throw new VaranusError({
    code: "worker",
    path: key,
    message: "the worker does not have this plan",
    hint: "run it again",
  });
}
