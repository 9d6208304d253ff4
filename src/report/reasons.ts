import type { ExitReason, RejectReason } from "../contracts/result.js";
import { words } from "./format.js";

/** Reasons as page, report and command line say them, where the words of the code would not be understood. */

const EXITS: { readonly [Reason in ExitReason]?: string } = {
  end: "end of data",
  limit: "limit order",
  time: "time limit",
};

const REJECTIONS: { readonly [Reason in RejectReason]?: string } = {
  "no-volume": "cancelled for want of volume",
  "post-only": "post-only, but would have filled at once",
  "nothing-to-reduce": "reduce-only, but nothing to reduce",
  "too-many-orders": "too many orders at a time",
};

/** Why a trade ended. */
export const exitText = (reason: ExitReason): string => EXITS[reason] ?? words(reason);

/** Why an order was not placed, or not filled to its end. */
export const rejectionText = (reason: RejectReason): string => REJECTIONS[reason] ?? words(reason);
