import { proxy, type Remote, transfer, wrap } from "comlink";
import { VaranusError } from "../contracts/errors.js";
import { cancelled, fromFailure } from "./failures.js";
import type { Outcome, Spawn, SpawnedWorker, TaskName, WorkerApi } from "./protocol.js";

export interface PoolOptions {
  spawn: Spawn;
  /** Workers at most (1); each is started when it is first needed. */
  size?: number;
  /** ms that a cancelled task has to end by itself (2000); then its worker is ended, and replaced. */
  graceMs?: number;
}

export interface RunOptions {
  /** Aborted: the task is given up, and the promise rejects with a VaranusError "cancelled". */
  signal?: AbortSignal | undefined;
  /** Hears the share that is done, 0 to 1; never less than before. */
  onProgress?: ((fraction: number) => void) | undefined;
  /** Buffers of the input that move to the worker; they are empty here afterwards. */
  transfer?: Transferable[] | undefined;
  /** Keys of provided data sets that the task reads; the worker is sent those that it does not have. */
  needs?: readonly string[] | undefined;
}

/**
 * Tasks over workers, first come, first served. A worker that dies fails the task it had with a VaranusError "worker"; a new
 * one takes its place when there is work for it. Results do not depend on the number of workers.
 */
export interface Pool {
  readonly size: number;
  run<Input, Output>(task: TaskName<Input, Output>, input: Input, options?: RunOptions): Promise<Output>;
  /** Offers a data set under a key: each worker gets a copy of it once, with the first task that needs it. */
  provide(key: string, value: unknown): void;
  forget(key: string): void;
  /** Ends every worker; what waits or runs rejects. Resolves when nothing is left. */
  close(): Promise<void>;
}

export function createPool({ spawn, size = 1, graceMs = 2_000 }: PoolOptions): Pool {
  return new WorkerPool(spawn, Math.max(1, Math.floor(size)), graceMs);
}

interface Job {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
  readonly options: RunOptions;
  /** Settles the caller's promise; later calls do nothing. */
  readonly settle: (end: { value: unknown } | { error: unknown }) => void;
  /** Removes the listener on the caller's signal. */
  release: () => void;
}

class WorkerPool implements Pool {
  private readonly members: Member[];
  private readonly queue: Job[] = [];
  private readonly provided = new Map<string, unknown>();
  private nextId = 1;
  private closed = false;

  constructor(
    spawn: Spawn,
    readonly size: number,
    private readonly graceMs: number,
  ) {
    this.members = Array.from({ length: size }, () => new Member(spawn, () => this.pump()));
  }

  run<Input, Output>(task: TaskName<Input, Output>, input: Input, options: RunOptions = {}): Promise<Output> {
    return new Promise<unknown>((resolve, reject) => {
      if (this.closed) throw cancelled("the pool is closed");
      if (options.signal?.aborted) throw cancelled();
      const job: Job = {
        id: this.nextId++,
        name: task,
        input,
        options,
        settle: (end) => {
          job.release();
          if ("error" in end) reject(end.error);
          else resolve(end.value);
        },
        release: () => {},
      };
      const abort = () => this.cancel(job);
      options.signal?.addEventListener("abort", abort, { once: true });
      job.release = () => options.signal?.removeEventListener("abort", abort);
      this.queue.push(job);
      this.pump();
    }) as Promise<Output>;
  }

  provide(key: string, value: unknown): void {
    this.provided.set(key, value);
    for (const member of this.members) member.outdate(key);
  }

  forget(key: string): void {
    this.provided.delete(key);
    for (const member of this.members) member.forget(key);
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const job of this.queue.splice(0)) job.settle({ error: cancelled("the pool was closed") });
    await Promise.all(this.members.map((member) => member.end(cancelled("the pool was closed"))));
  }

  /** Gives the longest-waiting jobs to idle workers. */
  private pump(): void {
    while (!this.closed && this.queue.length > 0) {
      const { needs = [] } = (this.queue[0] as Job).options;
      const idle = this.members.filter((member) => member.job === undefined);
      const member = idle.find((each) => each.holds(needs)) ?? idle.find((each) => each.started) ?? idle[0];
      if (member === undefined) return;
      member.take(this.queue.shift() as Job, this.provided);
    }
  }

  private cancel(job: Job): void {
    const waiting = this.queue.indexOf(job);
    if (waiting >= 0) {
      this.queue.splice(waiting, 1);
      job.settle({ error: cancelled() });
      return;
    }
    this.members.find((member) => member.job === job)?.cancel(this.graceMs);
  }
}

/** A place for one worker: empty, idle or with one job. */
class Member {
  job: Job | undefined;
  private worker: SpawnedWorker | undefined;
  private api: Remote<WorkerApi> | undefined;
  /** Keys of the data sets that the worker has. */
  private readonly has = new Set<string>();
  private progress = 0;
  private grace: ReturnType<typeof setTimeout> | undefined;
  private readonly leaving = new Set<Promise<void>>();

  constructor(
    private readonly spawn: Spawn,
    /** Called when the member has become idle. */
    private readonly onIdle: () => void,
  ) {}

  get started(): boolean {
    return this.worker !== undefined;
  }

  holds(keys: readonly string[]): boolean {
    return keys.length > 0 && keys.every((key) => this.has.has(key));
  }

  take(job: Job, provided: ReadonlyMap<string, unknown>): void {
    this.job = job;
    this.progress = 0;
    this.perform(job, provided).then(
      (outcome) => this.finish(job, outcome.ok ? { value: outcome.value } : { error: fromFailure(outcome.failure) }),
      (error) => this.finish(job, { error }),
    );
  }

  cancel(graceMs: number): void {
    const { job } = this;
    if (job === undefined || this.grace !== undefined) return;
    this.post((api) => api.cancel(job.id));
    this.grace = setTimeout(() => void this.end(cancelled()), graceMs);
  }

  /** The key has a new value: the worker's is not to be used again. */
  outdate(key: string): void {
    this.has.delete(key);
  }

  forget(key: string): void {
    if (this.has.delete(key)) this.post((api) => api.forget(key));
  }

  /** Ends the worker, whatever it does; its job fails with `error`. */
  async end(error: VaranusError): Promise<void> {
    const { worker, job } = this;
    this.worker = undefined;
    this.api = undefined;
    this.has.clear();
    if (worker) {
      const gone = worker.terminate().finally(() => this.leaving.delete(gone));
      this.leaving.add(gone);
    }
    if (job) this.finish(job, { error });
    await Promise.all(this.leaving);
  }

  private async perform(job: Job, provided: ReadonlyMap<string, unknown>): Promise<Outcome> {
    const api = this.start();
    for (const key of job.options.needs ?? []) {
      if (this.has.has(key)) continue;
      if (!provided.has(key)) throw new Error(`Invariant: the data set "${key}" was provided to the pool.`);
      this.has.add(key);
      await api.keep(key, provided.get(key));
    }
    const call = { id: job.id, name: job.name, input: job.input };
    return (await api.run(transfer(call, job.options.transfer ?? []))) as Outcome;
  }

  private start(): Remote<WorkerApi> {
    if (this.api) return this.api;
    const worker = this.spawn();
    const api = wrap<WorkerApi>(worker.endpoint);
    this.worker = worker;
    this.api = api;
    worker.onDeath((reason) => {
      if (this.worker === worker) void this.end(deathOf(reason, this.job));
    });
    this.post((each) => each.connect(proxy((id, fraction) => this.hear(id, fraction))));
    return api;
  }

  private hear(id: number, fraction: number): void {
    if (this.job?.id !== id || !(fraction > this.progress)) return;
    this.progress = fraction;
    this.job.options.onProgress?.(fraction);
  }

  private finish(job: Job, end: { value: unknown } | { error: unknown }): void {
    if (this.job !== job) return;
    this.job = undefined;
    clearTimeout(this.grace);
    this.grace = undefined;
    job.settle(end);
    this.onIdle();
  }

  /** Sends without waiting; a worker that dies meanwhile is noticed elsewhere. */
  private post(send: (api: Remote<WorkerApi>) => PromiseLike<unknown>): void {
    if (this.api) Promise.resolve(send(this.api)).catch(() => {});
  }
}

function deathOf(reason: string, job: Job | undefined): VaranusError {
  return new VaranusError({
    code: "worker",
    path: job?.name ?? "",
    message: `the worker stopped before it was done: ${reason}`,
    hint: "a new one takes its place: run it again",
  });
}
