import type { Metrics } from "../contracts/result.js";
import { counted } from "./format.js";
import { numberOf } from "./metric-text.js";

/** Positions that were closed; as many as trades, unless some were closed in parts. */
export function positionsOf(metrics: Metrics): number {
  return numberOf(metrics, "positions") ?? numberOf(metrics, "trades") ?? 0;
}

/** What follows on a number of trades, " of 8 positions"; empty where each is a position of its own. */
export function ofPositions(metrics: Metrics): string {
  const positions = positionsOf(metrics);
  if (positions === (numberOf(metrics, "trades") ?? 0)) return "";
  return positions === 0 ? " of a position still open" : ` of ${counted(positions, "position")}`;
}
