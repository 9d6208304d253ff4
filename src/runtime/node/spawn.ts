import { Worker } from "node:worker_threads";
import nodeEndpoint from "comlink/dist/esm/node-adapter.mjs";
import type { Spawn } from "../protocol.js";

/** The worker with the built-in tasks, beside this bundle. */
const BUILT_IN = new URL("./worker.js", import.meta.url);

/** Starts workers out of a file that calls `serveTasks`. */
export function spawnThread(file: URL | string = BUILT_IN): Spawn {
  return () => {
    // none of the program's own flags: its loaders and hooks are not the worker's
    const worker = new Worker(file, { execArgv: [], name: "varanus" });
    let gone = false;
    worker.once("exit", () => {
      gone = true;
    });
    return {
      endpoint: nodeEndpoint(worker),
      onDeath: (listener) => {
        worker.once("error", (error: unknown) => listener(error instanceof Error ? error.message : String(error)));
        worker.once("messageerror", () => listener("a message could not be read"));
        worker.once("exit", (code) => listener(`it ended with code ${code}`));
      },
      terminate: async () => {
        if (!gone) await worker.terminate();
      },
    };
  };
}
