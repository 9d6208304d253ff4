import { VaranusError } from "../contracts/errors.js";
import { cancelled, toFailure } from "./failures.js";
import type { Outcome, ReportProgress, TaskCall, TaskName, WorkerApi } from "./protocol.js";

/** What a task works with while it runs. */
export interface TaskContext {
  /** Aborted when the pool asks to stop. */
  readonly signal: AbortSignal;
  /** Tells the pool the share that is done, 0 to 1. Cheap: few of the calls are sent. */
  progress(fraction: number): void;
  /**
   * Lets messages in when `PORTION_MS` have passed since the last time; throws "cancelled" when the pool has asked to stop.
   * A task calls it between portions of its work.
   */
  pause(): Promise<void>;
  /** Things that stay in this worker from task to task, by key: data sets that the pool has sent, and what tasks leave. */
  readonly kept: Map<string, unknown>;
}

/** One kind of work. A worker's entry registers its tasks with `serveTasks`; adding one is adding it to that list. */
export interface Task {
  readonly name: string;
  run(input: unknown, context: TaskContext): unknown;
  /** Buffers of the output that move instead of being copied. */
  transfer?(output: never): Transferable[];
  /** Called with every data set that the pool forgets, or sends another in place of; more than one task may hear of it. */
  forgotten?(value: unknown): void;
}

export function defineTask<Input, Output>(task: {
  name: TaskName<Input, Output>;
  run(input: Input, context: TaskContext): Output | Promise<Output>;
  transfer?(output: Output): Transferable[];
  forgotten?(value: unknown): void;
}): Task {
  return task as unknown as Task;
}

/** What the worker's host gives to its dispatcher. */
export interface WorkerHost {
  /** Resolves after the messages that have arrived were handled. */
  nextTurn(): Promise<void>;
  /** Marks buffers that move with a value (comlink's transfer). */
  transfer<T extends object>(value: T, buffers: Transferable[]): T;
}

/** Work between two looks at the message queue. */
export const PORTION_MS = 30;
/** Time between two reports of progress. */
const REPORT_MS = 50;

/** The worker's side of the protocol, to be exposed on its endpoint. */
export function dispatcher(tasks: readonly Task[], host: WorkerHost): WorkerApi {
  const registry = new Map(tasks.map((task) => [task.name, task]));
  const kept = new Map<string, unknown>();
  const running = new Map<number, AbortController>();
  let report: ReportProgress = () => {};

  const forget = (key: string): void => {
    if (kept.has(key)) for (const task of tasks) task.forgotten?.(kept.get(key));
    kept.delete(key);
  };

  const perform = async (call: TaskCall): Promise<Outcome> => {
    const stop = new AbortController();
    running.set(call.id, stop);
    try {
      const task = registry.get(call.name);
      if (task === undefined) throw unknownTask(call.name, [...registry.keys()]);
      // reports go another way than the result: it waits until the last has arrived
      let heard: unknown;
      const context = contextOf(stop.signal, kept, host, (fraction) => {
        heard = report(call.id, fraction);
      });
      const value = await task.run(call.input, context);
      await heard;
      return host.transfer({ ok: true, value } as const, task.transfer?.(value as never) ?? []);
    } catch (error) {
      return { ok: false, failure: toFailure(error) };
    } finally {
      running.delete(call.id);
    }
  };

  return {
    connect: (listener) => {
      report = listener;
    },
    keep: (key, value) => {
      forget(key);
      kept.set(key, value);
    },
    forget,
    run: perform,
    cancel: (id) => running.get(id)?.abort(),
  };
}

function contextOf(
  signal: AbortSignal,
  kept: Map<string, unknown>,
  host: WorkerHost,
  report: (fraction: number) => void,
): TaskContext {
  let turn = performance.now();
  let reported = 0;
  let highest = 0;
  return {
    signal,
    kept,
    progress: (fraction) => {
      const now = performance.now();
      if (!(fraction > highest) || now - reported < REPORT_MS) return;
      highest = Math.min(1, fraction);
      reported = now;
      report(highest);
    },
    pause: async () => {
      if (performance.now() - turn >= PORTION_MS) {
        await host.nextTurn();
        turn = performance.now();
      }
      if (signal.aborted) throw cancelled();
    },
  };
}

function unknownTask(name: string, names: readonly string[]): VaranusError {
  return new VaranusError({
    code: "worker",
    path: name,
    message: `the worker has no such task; it has: ${names.join(", ")}`,
    hint: "the worker's file and the page or program come from different builds",
  });
}
