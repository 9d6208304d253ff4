import type { RejectReason } from "../../../src/contracts/result.js";
import { type Entry, entryPriceAt, heldToMargin, type Sized, step1 } from "../opening-leg.js";
import { isValid, toLot } from "../prices.js";
import { slippageOfFill } from "../slippage.js";
import type { Desk, WorkingOrder } from "./desk.js";

/** ORDERS.md, "Later portions": what is left of a size that has been through steps 1 to 4 before. */
export function sizeAndPriceOfRest(desk: Desk, order: WorkingOrder, entry: Entry): Sized | RejectReason {
  const { rules, account } = desk;
  const { side, raw } = entry;
  const price = entryPriceAt(rules, entry, slippageOfRest(desk, order, entry));
  const broken = step1(rules, order.decision, raw, price);
  if (broken !== null) return broken;
  const held = heldToMargin(rules, account, order.rest, { side, raw, price, by: entry.limit ?? "taker" }, false);
  if (typeof held === "string") return held;
  const size = toLot(rules, held);
  return isValid(size) ? { size, price } : "zero-size";
}

function slippageOfRest(desk: Desk, order: WorkingOrder, entry: Entry): number {
  const { rules, bars } = desk;
  const slips = Math.min(order.rest, desk.budget.left);
  if (rules.slippage.model === "volume" && !isValid(slips)) return 0;
  return slippageOfFill(rules, bars, entry, slips);
}
