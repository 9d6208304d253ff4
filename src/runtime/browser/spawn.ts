import type { Spawn, SpawnedWorker } from "../protocol.js";

/** Starts Web Workers out of a module script that calls `serveTasks`; `url` as seen from the page. */
export function spawnWebWorker(url: URL | string): Spawn {
  return () => {
    const life = `varanus-worker-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
    const worker = new Worker(url, { type: "module", name: life });
    return {
      endpoint: worker,
      onDeath: (listener) => hearDeath(worker, life, listener),
      terminate: async () => worker.terminate(),
    } satisfies SpawnedWorker;
  };
}

function hearDeath(worker: Worker, life: string, listener: (reason: string) => void): void {
  worker.addEventListener("error", (event) => {
    // the page shows it; it is not for the console as well
    event.preventDefault();
    listener(event.message ? event.message.replace(/^Uncaught (Error: )?/, "") : "its script could not be loaded");
  });
  worker.addEventListener("messageerror", () => listener("a message could not be read"));
  // A worker that closes itself says nothing. It holds a lock by its name while it lives: who gets it knows.
  const alive = (event: MessageEvent) => {
    if (event.data !== life) return;
    worker.removeEventListener("message", alive);
    navigator.locks?.request(life, () => listener("it closed itself")).catch(() => {});
  };
  worker.addEventListener("message", alive);
}
