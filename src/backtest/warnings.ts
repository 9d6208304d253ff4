import { intrabarText, rejectionText } from "../contracts/reasons.js";
import type { RejectReason } from "../contracts/result.js";
import type { Result } from "./result.js";

/** What a reader of the result has to know before believing it, one plain sentence each. */
export function warningsOf(result: Result): string[] {
  const warnings: string[] = [];
  const { bars, trades, positions } = result;
  if (result.bankruptBar !== null) {
    warnings.push(`The account was bankrupt at bar ${result.bankruptBar}; the rest of the curve is 0.`);
  }
  if (result.badDebt > 0) warnings.push(`A liquidation left a bad debt of ${result.badDebt.toFixed(2)}.`);
  if (trades.length === 0) warnings.push("No trade was closed.");
  else if (positions < 30) warnings.push(`${closed(trades.length, positions)}: ratios of so few say little.`);
  if (result.openPosition) warnings.push("A position is still open at the end; it is marked at the last close.");
  if (result.ambiguousBars > 0) warnings.push(ambiguity(result));
  if (result.conflicts > 0) {
    warnings.push(
      `On ${counted(result.conflicts, "bar", "bars")} long and short entry were both true; neither was taken.`,
    );
  }
  for (const [reason, count] of Object.entries(result.rejected)) {
    warnings.push(refusal(reason as RejectReason, count));
  }
  if (bars.quality.grade === "poor" || bars.quality.grade === "critical") {
    warnings.push(`The data are ${bars.quality.grade}: ${bars.quality.issues[0] ?? "see quality"}.`);
  }
  if (result.conservationError > 1e-9) {
    warnings.push(
      `Money was not conserved (relative error ${result.conservationError}): this is a bug, please report it.`,
    );
  }
  return warnings;
}

function closed(trades: number, positions: number): string {
  if (positions === trades) return `Only ${counted(trades, "trade was", "trades were")} closed`;
  if (positions === 0) return "Parts of one position alone were closed";
  return `Only ${counted(positions, "position was", "positions were")} closed, in ${trades} trades`;
}

function ambiguity({ ambiguousBars, config, replay }: Result): string {
  const bars = counted(ambiguousBars, "bar", "bars");
  if (!replay) {
    return `On ${bars} it is not known which of two prices, such as a stop and a target, came first; ${intrabarText(config.intrabar)} ("${config.intrabar}").`;
  }
  const { withoutFiner, ambiguousFiner } = replay;
  const why = [
    ...(withoutFiner > 0 ? [`${withoutFiner} without complete finer bars`] : []),
    ...(ambiguousFiner > 0 ? [`${ambiguousFiner} ambiguous in a finer bar`] : []),
  ];
  return `On ${bars} finer bars could not tell what came first (${why.join(", ")}); ${intrabarText("pessimistic")}.`;
}

function refusal(reason: RejectReason, count: number): string {
  const text = rejectionText(reason);
  return `${counted(count, "order was", "orders were")} ${reason === "no-volume" ? text : `refused: ${text}`}.`;
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
