/** Exits and refusals that only a portfolio knows (portfolio-reference.test.ts). */
export const OF_PORTFOLIOS_ALONE: readonly string[] = [
  "rebalance",
  "drawdown-limit",
  "other-leg",
  "halted",
  "too-many-positions",
  "heat-limit",
  "exposure-limit",
];
