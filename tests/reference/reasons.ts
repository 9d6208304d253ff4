import { EXIT_REASONS, type ExitReason, REJECT_REASONS, type RejectReason } from "../../src/contracts/result.js";

/** The reasons of single runs, and behind them those that portfolios alone have; the index is the kernel's code. */

export const PORTFOLIO_EXIT_REASONS = ["rebalance", "drawdown-limit", "other-leg"] as const;
export const PORTFOLIO_REJECT_REASONS = [
  "halted",
  "too-many-positions",
  "heat-limit",
  "exposure-limit",
  "other-leg",
] as const;

export type AnyExitReason = ExitReason | (typeof PORTFOLIO_EXIT_REASONS)[number];
export type AnyRejectReason = RejectReason | (typeof PORTFOLIO_REJECT_REASONS)[number];

const joined = <Reason extends string>(...lists: readonly (readonly Reason[])[]): readonly Reason[] => [
  ...new Set(lists.flat()),
];

export const ALL_EXIT_REASONS: readonly AnyExitReason[] = joined<AnyExitReason>(EXIT_REASONS, PORTFOLIO_EXIT_REASONS);
export const ALL_REJECT_REASONS: readonly AnyRejectReason[] = joined<AnyRejectReason>(
  REJECT_REASONS,
  PORTFOLIO_REJECT_REASONS,
);

/** What no single run can give. */
export const OF_PORTFOLIOS_ALONE: readonly string[] = [...PORTFOLIO_EXIT_REASONS, ...PORTFOLIO_REJECT_REASONS];
