import { parentPort } from "node:worker_threads";
import { expose, transfer } from "comlink";
import nodeEndpoint from "comlink/dist/esm/node-adapter.mjs";
import { invariant } from "../../contracts/errors.js";
import { dispatcher, type Task } from "../tasks.js";

/** Makes this thread a worker of a pool: it performs these tasks. `forgotten` is called with what the pool no longer needs. */
export function serveTasks(tasks: readonly Task[], forgotten: (value: unknown) => void = () => {}): void {
  invariant(parentPort, "tasks are served in a worker thread");
  const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
  const api = dispatcher(tasks, { transfer, forgotten, nextTurn });
  expose(api, nodeEndpoint(parentPort));
}
