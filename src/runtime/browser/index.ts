/** What a page takes of the runtime: the pool, and the tasks by name. The tasks themselves are in the worker's script. */

export { EXIT_REASONS } from "../../contracts/result.js";
/** Numbers as the report writes them, so that the page writes the same. */
export * as format from "../../report/format.js";
export { monteCarloOn } from "../monte-carlo.js";
export { createPool, type Pool, type PoolOptions, type RunOptions } from "../pool.js";
export { portfolioOnPool } from "../portfolio.js";
export { sweepOnPool } from "../sweep.js";
export { holdBars } from "../tasks/kept.js";
export * from "../tasks/names.js";
export { spawnWebWorker } from "./spawn.js";
