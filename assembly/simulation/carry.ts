// What a position costs while it is held: funding and borrow (SEMANTICS.md, "Carry").

import { at } from "../core/columns";
import { LIQUIDATION_INTRABAR } from "../core/codes";
import { relocateLiquidation } from "./levels";
import { Binding, Simulation } from "./state";

/** Funding stamped with the open of bar i, of the position carried in. */
export function chargeAtOpen(s: Simulation, b: Binding, i: i32): void {
  if (s.quantity != 0 && b.fundingAtOpen != 0) fund(s, b, i, at(b.fundingAtOpen, i));
}

/** Funding with later stamps inside bar i, and the borrow cost of a short. */
export function chargeInside(s: Simulation, b: Binding, i: i32): void {
  if (s.quantity != 0 && b.fundingLater != 0) fund(s, b, i, at(b.fundingLater, i));
  if (s.quantity < 0 && s.borrow != 0) charge(s, b, abs(s.quantity) * at(b.open, i) * s.borrow);
}

@inline
function fund(s: Simulation, b: Binding, i: i32, rate: f64): void {
  if (rate != 0) charge(s, b, s.quantity * at(b.open, i) * rate);
}

function charge(s: Simulation, b: Binding, amount: f64): void {
  s.cash -= amount;
  s.fundingPaid += amount;
  s.tradeFunding += amount;
  if (s.liquidation == LIQUIDATION_INTRABAR) relocateLiquidation(s, b);
}
