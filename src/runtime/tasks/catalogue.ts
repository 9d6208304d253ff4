import type { Task } from "../tasks.js";
import { backtestTask } from "./backtest.js";
import { boundsTask } from "./bounds.js";
import { candlesTask } from "./candles.js";
import { exportTask } from "./export.js";
import { finerTask } from "./finer.js";
import { fundingTask } from "./funding.js";
import { levelsTask } from "./levels.js";
import { loadTask } from "./load.js";
import { monteCarloFanTask, monteCarloPathsTask, monteCarloPlanTask } from "./monte-carlo.js";
import { portfolioExportTask, portfolioTask } from "./portfolio.js";
import { sampleTask } from "./sample.js";
import { seriesTask } from "./series.js";
import { sweepTask } from "./sweep.js";

/** Every built-in task; a worker's entry serves them. */
export const TASKS: readonly Task[] = [
  backtestTask,
  loadTask,
  sampleTask,
  fundingTask,
  finerTask,
  candlesTask,
  levelsTask,
  boundsTask,
  seriesTask,
  monteCarloPlanTask,
  monteCarloPathsTask,
  monteCarloFanTask,
  exportTask,
  sweepTask,
  portfolioTask,
  portfolioExportTask,
];
