// Every export of the kernel, nothing else.

import "./core/status";

export { allocate, release, bytesUsed, staticEnd } from "./core/memory";
export { exp, log, pow, normalCdf, normalQuantile } from "./core/math";
export { evaluate, stateBytes } from "./graph/program";
export { run, step } from "./simulation/exports";
export { survey, sweep } from "./simulation/sweep";
export { abiVersion, layoutSize } from "./core/abi";
export { sums, centralSums, partialSums, coSums } from "./statistics/moments";
export { simpleReturns, dailyLast } from "./statistics/returns";
export { drawdowns } from "./statistics/drawdown";
export { heldNotional } from "./statistics/exposure";
export { summarise } from "./statistics/equity-summary";
export { sort, quantile } from "./statistics/sorting";
export { walkPaths } from "./montecarlo/paths";
export { perturb } from "./montecarlo/noise";
export { synthesise } from "./market/synthetic";
export { runPortfolio } from "./portfolio/run";
