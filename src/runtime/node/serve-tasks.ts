import { parentPort } from "node:worker_threads";
import { expose, transfer } from "comlink";
import nodeEndpoint from "comlink/dist/esm/node-adapter.mjs";
import { invariant } from "../../contracts/errors.js";
import { dispatcher, type Task } from "../tasks.js";

/** Makes this thread a worker of a pool: it performs these tasks. */
export function serveTasks(tasks: readonly Task[]): void {
  invariant(parentPort, "tasks are served in a worker thread");
  const api = dispatcher(tasks, { transfer, nextTurn: () => new Promise((resolve) => setImmediate(resolve)) });
  expose(api, nodeEndpoint(parentPort));
}
