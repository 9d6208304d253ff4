import type { BacktestConfig } from "./config.js";
import type { ExitReason, RejectReason } from "./result.js";

/** Reasons in words, the same in warnings, page, report and command line. */

const EXITS: { readonly [Reason in ExitReason]: string } = {
  signal: "signal",
  reverse: "reverse",
  stop: "stop",
  target: "target",
  "trailing-stop": "trailing stop",
  liquidation: "liquidation",
  bankrupt: "bankrupt",
  end: "end of data",
  time: "time limit",
  "break-even": "break even",
  "parabolic-sar": "parabolic SAR",
  chandelier: "chandelier",
  "volatility-band": "volatility band",
  limit: "limit order",
  rebalance: "rebalancing",
  "drawdown-limit": "drawdown limit",
  "other-leg": "the other leg had ended",
};

const REJECTIONS: { readonly [Reason in RejectReason]: string } = {
  "zero-size": "zero size",
  "insufficient-margin": "insufficient margin",
  "invalid-atr": "no valid ATR",
  "invalid-price": "no valid price",
  "below-minimum": "below the minimum notional",
  "no-edge": "no edge in the trades before",
  "no-confidence": "no confidence given",
  "invalid-volatility": "no valid volatility",
  "no-volume": "cancelled for want of volume",
  "post-only": "post-only, but would have filled at once",
  "nothing-to-reduce": "reduce-only, but nothing to reduce",
  "too-many-orders": "too many orders at a time",
  halted: "halted after a drawdown",
  "too-many-positions": "too many positions",
  "heat-limit": "more heat than allowed",
  "exposure-limit": "more exposure to correlated symbols than allowed",
  "other-leg": "the other leg could not be opened",
};

const INTRABAR: { readonly [Rule in BacktestConfig["intrabar"]]: string } = {
  pessimistic: "the worse of the two was taken",
  optimistic: "the better of the two was taken",
  ohlc: "the path open, high, low, close decided",
  "lower-timeframe": "finer bars were looked into, and where these could not tell, the worse of the two was taken",
};

/** Why a trade ended. */
export const exitText = (reason: ExitReason): string => EXITS[reason];

/** Why an order was not placed, or not filled to its end. */
export const rejectionText = (reason: RejectReason): string => REJECTIONS[reason];

/** How it was settled which of two prices inside a bar came first. */
export const intrabarText = (rule: BacktestConfig["intrabar"]): string => INTRABAR[rule];
