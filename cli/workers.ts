import { availableParallelism } from "node:os";
import { numberOf } from "./flags.js";
import { type Parsed, single, usage } from "./parse.js";

/** Threads that --workers asks for; without it, as many as the machine has cores. */
export function workersOf(parsed: Parsed): number {
  const text = single(parsed, "workers");
  const workers = text === undefined ? availableParallelism() : numberOf("--workers", text);
  if (Number.isInteger(workers) && workers >= 1 && workers <= 256) return workers;
  throw usage("--workers", `${workers} is no number of workers`, "a whole number from 1 to 256");
}
