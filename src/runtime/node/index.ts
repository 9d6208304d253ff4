/** Varanus with what Node has: workers and files. */
export * from "../../index.js";
export { type MonteCarloOnOptions, monteCarloOn } from "../monte-carlo.js";
export { createPool, type Pool, type PoolOptions, type RunOptions } from "../pool.js";
export { portfolioOnPool } from "../portfolio.js";
export type { Spawn, SpawnedWorker, TaskName } from "../protocol.js";
export { type KeptPart, type SweepKeeping, type SweepOnOptions, sweepOnPool } from "../sweep.js";
export { SweepParts } from "../sweep-parts.js";
export { TASKS } from "../tasks/catalogue.js";
export { holdBars, provideBars, varanus as workerEngine } from "../tasks/kept.js";
export * from "../tasks/names.js";
export { defineTask, type Task, type TaskContext } from "../tasks.js";
export { files } from "./files.js";
export { serveTasks } from "./serve-tasks.js";
export { spawnThread } from "./spawn.js";
