/** One seed for every property; a failure prints the path to its case. */
const SEED = 20_260_801;

/** FC_RUNS in the environment overrides the number of cases of every property. */
export function cases(numRuns: number): { seed: number; numRuns: number } {
  return { seed: SEED, numRuns: Number(process.env["FC_RUNS"] || numRuns) };
}
