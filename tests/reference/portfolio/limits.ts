import type { AnyRejectReason } from "../reasons.js";
import type { Portfolio } from "./state.js";
import { equityOf, exposureOf, heatOf, netOf, positionsOf } from "./worth.js";

/** What limits alone refuse with. */
export const LIMIT_REASONS: readonly AnyRejectReason[] = [
  "halted",
  "too-many-positions",
  "heat-limit",
  "exposure-limit",
];

/** PORTFOLIO.md, "Limits": why the account, as it is after the try of opening parts of `symbols`, does not have them, or null. */
export function refusalOf(portfolio: Portfolio, symbols: readonly string[]): AnyRejectReason | null {
  const { limits } = portfolio.settings;
  if (limits === null) return null;
  const { positions, heat, exposure } = limits;
  if (portfolio.halt > 0) return "halted";
  if (positions !== null && positionsOf(portfolio) > positions) return "too-many-positions";
  if (heat !== null && heatOf(portfolio) > heat * equityOf(portfolio)) return "heat-limit";
  const exceeds = (symbol: string) => exposure !== null && oneRisk(portfolio, symbol) > exposure * equityOf(portfolio);
  return symbols.some(exceeds) ? "exposure-limit" : null;
}

/** Exposure of the symbol together with all that go with it; 0 where it is alone. */
function oneRisk(portfolio: Portfolio, symbol: string): number {
  const others = portfolio.symbols.filter(
    (other) => other !== symbol && netOf(portfolio, other) !== 0 && portfolio.correlates(symbol, other, portfolio.now),
  );
  if (others.length === 0) return 0;
  return exposureOf(
    portfolio,
    portfolio.symbols.filter((other) => other === symbol || others.includes(other)),
  );
}
