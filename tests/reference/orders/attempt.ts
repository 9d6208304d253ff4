import type { FeeSide } from "../fees.js";
import { stopOf, stopPrice, targetPrice } from "../levels.js";
import type { Position } from "../model.js";
import { slippageOfFill } from "../slippage.js";
import type { Desk, WorkingOrder } from "./desk.js";
import { fillOrder, placeAt } from "./fill.js";
import { meets } from "./meeting.js";
import { exitProtectively, portionOfHeld } from "./protective.js";
import type { Waiting } from "./waiting.js";

/** ORDERS.md, "Inside the bar": a level or an order is tried at a price. */

export interface Spot {
  /** R. */
  raw: number;
  at: "open" | "level";
  /** What a limit order pays that is met here. */
  limit: FeeSide;
}

/** Returns whether anything has been filled. */
export function attempt(desk: Desk, { what }: Waiting, spot: Spot): boolean {
  const rowsBefore = desk.account.fills.length;
  const { position } = desk.account;
  if (what === "stop" && position !== null) attemptStop(desk, position, spot);
  else if (what === "target" && position !== null) attemptTarget(desk, position, spot);
  else if (typeof what !== "string") attemptOrder(desk, what, spot);
  return desk.account.fills.length > rowsBefore;
}

function attemptStop(desk: Desk, position: Position, { raw, at }: Spot): void {
  const { rules, i } = desk;
  position.stopTriedOn = i;
  const { reason } = stopOf({ rules, position });
  const price = stopPrice({ rules, position, slippage: slippageOfExit(desk) }, raw);
  exitProtectively(desk, { reason, price, place: placeAt(raw, at) });
}

function attemptTarget(desk: Desk, position: Position, { raw, at }: Spot): void {
  const { rules, i } = desk;
  position.targetTriedOn = i;
  const price = targetPrice({ rules, position, slippage: slippageOfExit(desk) }, raw);
  exitProtectively(desk, { reason: "target", price, place: placeAt(raw, at) });
}

function slippageOfExit(desk: Desk): number {
  return slippageOfFill(desk.rules, desk.bars, { bar: desk.i, atClose: false }, portionOfHeld(desk));
}

function attemptOrder(desk: Desk, order: WorkingOrder, { raw, at, limit }: Spot): void {
  const { i } = desk;
  if (order.work === "limit") {
    order.limitTriedOn = i;
    fillOrder(desk, order, { raw, at, limit });
    return;
  }
  order.triggerTriedOn = i;
  const becomesLimit = order.type === "stop-limit" || order.type === "take-profit-limit";
  order.work = becomesLimit ? "limit" : "market";
  if (!becomesLimit) {
    fillOrder(desk, order, { raw, at, limit: null });
  } else if (meets(raw, order)) {
    order.limitTriedOn = i;
    fillOrder(desk, order, { raw, at, limit: "taker" });
  }
}
