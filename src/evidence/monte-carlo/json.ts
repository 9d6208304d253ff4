import type { MonteCarlo } from "../../contracts/monte-carlo.js";

/** A MonteCarlo as one JSON object: columns of numbers are arrays, those of the paths only if asked for. */
export function monteCarloJson(result: MonteCarlo, options: { columns?: boolean } = {}): object {
  const { columns, fan, ...rest } = { ...result };
  const arrays = (set: object) =>
    Object.fromEntries(
      Object.entries(set).map(([name, value]) => [name, value instanceof Float64Array ? Array.from(value) : value]),
    );
  return { ...rest, fan: fan && arrays(fan), ...(options.columns ? { columns: arrays(columns) } : {}) };
}
