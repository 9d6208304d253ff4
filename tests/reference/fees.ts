import type { AnyExitReason } from "./reasons.js";
import type { Rules } from "./rules.js";

/** SEMANTICS.md, "The fee of a fill". Quote currency. */

/** Who pays less: the maker rests in the book, the taker takes from it. */
export type FeeSide = "maker" | "taker";

export function entryFee(rules: Rules, size: number, price: number, by: FeeSide = "taker"): number {
  return fee(rules, rules[by], size, price);
}

/** A target that does not slip is a limit order; a liquidation pays on top. */
export function exitFee(rules: Rules, reason: AnyExitReason, size: number, price: number, by?: FeeSide): number {
  const isLimit = reason === "target" && !rules.config.slipTargets;
  const paid = fee(rules, rules[by ?? (isLimit ? "maker" : "taker")], size, price);
  return reason === "liquidation" ? paid + rules.liquidationFee * size * price : paid;
}

function fee({ config }: Rules, rate: number, size: number, price: number): number {
  return Math.max(rate * size * price, config.minimumFee);
}
