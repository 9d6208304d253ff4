import { unknownName, VaranusError } from "../../contracts/errors.js";
import {
  MONTE_CARLO_METHODS,
  type MonteCarloMethod,
  type MonteCarloOptions,
  type MonteCarloSettings,
} from "../../contracts/monte-carlo.js";

const MOST_PATHS = 1_000_000;
const LARGEST_SEED = 4_294_967_295;

/** The method that reads an option. */
const READ_BY: Readonly<Record<string, MonteCarloMethod>> = { probability: "skip", meanBlock: "block", noise: "noise" };

/**
 * Options with their defaults in, but for the mean block, which follows from the days. Throws a VaranusError "config" that names the option at
 * fault.
 */
export function monteCarloSettings(options: MonteCarloOptions): MonteCarloSettings {
  const { method, seed = 1, trial = 0, ruin = 0.5, probability = 0.1, noise = 0.2, meanBlock } = options;
  if (!MONTE_CARLO_METHODS.includes(method)) throw unknownName("method", String(method), MONTE_CARLO_METHODS, "method");
  const { paths = method === "noise" ? 1_000 : 10_000 } = options;
  for (const [option, reader] of Object.entries(READ_BY)) {
    if (options[option as keyof MonteCarloOptions] === undefined || method === reader) continue;
    throw refused(option, `the method ${method} does not read it`, `it is for ${reader}: leave it, or choose that`);
  }
  whole("paths", paths, 1, MOST_PATHS);
  whole("seed", seed, 0, LARGEST_SEED);
  whole("trial", trial, 0, LARGEST_SEED);
  within("ruin", ruin, ruin > 0 && ruin < 1, "above 0 and below 1, a share of the start capital");
  within("probability", probability, probability >= 0 && probability < 1, "from 0 to below 1");
  within("noise", noise, noise > 0 && noise <= 10, "above 0 and at most 10, a fraction of the volatility");
  within("meanBlock", meanBlock ?? 1, (meanBlock ?? 1) >= 1 && Number.isFinite(meanBlock ?? 1), "at least 1 day");
  return {
    method,
    paths,
    seed,
    trial,
    ...(method === "skip" ? { probability } : {}),
    ...(method === "noise" ? { noise } : {}),
    ...(method === "block" && meanBlock !== undefined ? { meanBlock } : {}),
    ruin,
  };
}

function whole(path: string, value: number, least: number, most: number): void {
  within(
    path,
    value,
    Number.isInteger(value) && value >= least && value <= most,
    `a whole number, ${least} to ${most}`,
  );
}

function within(path: string, value: number, holds: boolean, allowed: string): void {
  if (!holds) throw refused(path, `${value} is not allowed: ${allowed}`);
}

function refused(path: string, message: string, hint = ""): VaranusError {
  return new VaranusError({ code: "config", path, message, hint });
}
