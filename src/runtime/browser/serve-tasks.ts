import { type Endpoint, expose, transfer } from "comlink";
import { dispatcher, type Task } from "../tasks.js";

/** Makes this Web Worker a worker of a pool: it performs these tasks. */
export function serveTasks(tasks: readonly Task[]): void {
  const alive = holdLife();
  // a promise that nobody waits for ends the worker, as it does in Node
  self.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    setTimeout(() => {
      throw event.reason;
    });
  });
  const api = dispatcher(tasks, { transfer, nextTurn: turns() });
  const run: typeof api.run = async (call) => {
    await alive;
    return api.run(call);
  };
  expose({ ...api, run }, self as unknown as Endpoint);
}

/** Holds the lock that `spawnWebWorker` watches, for as long as this worker lives; resolves when the page has been told. */
async function holdLife(): Promise<void> {
  const { locks } = navigator;
  // there are none in an insecure context
  if (!locks || self.name === "") return;
  await new Promise<void>((resolve) => {
    const hold = () => {
      self.postMessage(self.name);
      resolve();
      return new Promise<never>(() => {});
    };
    locks.request(self.name, hold).catch(() => resolve());
  });
}

/** A turn of the event loop without the 4 ms that timers take. */
function turns(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(0);
    });
}
