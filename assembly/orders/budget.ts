// What a bar's volume allows (simulation/ORDERS.md): `maxParticipation` of it, for all orders together.

import { at, isValid } from "../core/columns";
import { toLot } from "../simulation/price";
import { Binding, Simulation } from "../simulation/state";

/** A budget this near the size is enough for it: what rounding would leave is nothing. */
const ENOUGH: f64 = 1.0 + 1e-12;

export function openBudget(s: Simulation, b: Binding, i: i32): void {
  if (s.participation == 0) return;
  const volume = at(b.volume, i);
  s.budget = isValid(volume) ? s.participation * volume : 0;
}

/** What of `size` units there is volume for, base units. */
export function portionOf(s: Simulation, size: f64): f64 {
  if (s.participation == 0 || size <= s.budget * ENOUGH) return size;
  const part = toLot(s, s.budget);
  return isValid(part) ? part : 0;
}

/** Takes a portion out of the budget. */
@inline
export function spend(s: Simulation, portion: f64): void {
  if (s.participation != 0) s.budget -= portion;
}
