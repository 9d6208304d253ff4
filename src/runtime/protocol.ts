import type { Endpoint } from "comlink";
import type { ErrorDetail } from "../contracts/errors.js";

/** What crosses between a pool and its workers. Types only: the pool, both hosts and every worker read them. */

/** A task for a worker; its id is the pool's own, and unique in the pool. */
export interface TaskCall {
  id: number;
  /** Name of a registered task. */
  name: string;
  input: unknown;
}

/** How a task ended. Errors come as data, so that their class survives the border. */
export type Outcome = { ok: true; value: unknown } | { ok: false; failure: Failure };

export type Failure =
  /** Something that a user did, or that the host does not have. */
  | { kind: "varanus"; detail: ErrorDetail }
  /** A bug in Varanus, or in code that the user brought. */
  | { kind: "other"; name: string; message: string; stack: string };

/** Hears the share of a task that is done, 0 to 1; never less than before. */
export type ReportProgress = (id: number, fraction: number) => unknown;

/** What a worker answers to. The pool calls `connect` once and first, then the others in any order. */
export interface WorkerApi {
  connect(report: ReportProgress): void;
  /** Keeps a data set for the tasks to come; sent once for every worker and key. */
  keep(key: string, value: unknown): void;
  forget(key: string): void;
  /** Runs one task; never rejects for what the task did. */
  run(call: TaskCall): Promise<Outcome>;
  /** Asks a running task to stop; it then ends with a VaranusError "cancelled". */
  cancel(id: number): void;
}

/** A worker as its pool sees it, in any host. */
export interface SpawnedWorker {
  /** Where comlink speaks to it. */
  readonly endpoint: Endpoint;
  /**
   * `listener` is called when the worker has ended, could not be started, or has thrown outside of a task; also after
   * `terminate`. More than one call is possible; the pool minds the first.
   */
  onDeath(listener: (reason: string) => void): void;
  /** Ends the worker at once, whatever it does. Resolves when it is gone; may be called again. */
  terminate(): Promise<void>;
}

/** Starts a worker. Must not throw for a worker that cannot start: that is a death. */
export type Spawn = () => SpawnedWorker;

/** The name of a task, with the types of what goes in and comes out. */
export type TaskName<Input, Output> = string & { readonly [types]?: (input: Input) => Output };
declare const types: unique symbol;
