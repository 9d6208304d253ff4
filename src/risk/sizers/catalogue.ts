import { unknownName } from "../../contracts/errors.js";
import { allIn } from "./all-in.js";
import { atrRisk } from "./atr-risk.js";
import type { Sizer } from "./define.js";
import { fixedAmount } from "./fixed-amount.js";
import { fixedFractional } from "./fixed-fractional.js";
import { mlConfidence } from "./ml-confidence.js";
import { optimalF } from "./optimal-f.js";
import { pairDollarNeutral } from "./pair-dollar-neutral.js";
import { volatilityTarget } from "./volatility-target.js";

/** Every sizer. */
export const SIZERS: readonly Sizer[] = [
  fixedFractional,
  atrRisk,
  optimalF,
  mlConfidence,
  volatilityTarget,
  allIn,
  fixedAmount,
] as unknown as readonly Sizer[];

/** Those of the two legs of a pair together. */
export const PAIR_SIZERS: readonly Sizer[] = [pairDollarNeutral] as unknown as readonly Sizer[];

export function sizerNamed(name: string): Sizer {
  const found = [...SIZERS, ...PAIR_SIZERS].find((sizer) => sizer.name === name);
  if (found === undefined)
    throw unknownName(
      "sizer",
      name,
      SIZERS.map((s) => s.name),
      "sizer",
    );
  return found;
}
