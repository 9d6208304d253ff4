// Sums over the sleeves: always in their order, from 0 on.

import { LIQUIDATION_INTRABAR } from "../core/codes";
import { initialMargin, maintenanceMargin } from "../simulation/margin";
import { ownStop } from "../simulation/levels";
import { bindingOf, markOf, Portfolio, Sleeve, sleeveAt, stateOf, symbolAt } from "./state";

/** Of the account, at the last prices seen. */
export function equityOf(p: Portfolio): f64 {
  let sum: f64 = 0;
  for (let k = 0; k < p.count; k++) sum += valueOf(p, sleeveAt(p, k));
  return p.reserve + sum;
}

/** A sleeve's slice at the last price seen. */
@inline
export function valueOf(p: Portfolio, v: Sleeve): f64 {
  const s = stateOf(v);
  return s.cash + s.quantity * markOf(p, v);
}

/** Works out the net position in every symbol, in one pass over the sleeves; base units. */
export function netAll(p: Portfolio): void {
  for (let k = 0; k < p.symbolCount; k++) symbolAt(p, k).net = 0;
  for (let k = 0; k < p.count; k++) {
    const v = sleeveAt(p, k);
    symbolAt(p, v.symbol).net += stateOf(v).quantity;
  }
}

/** What a sleeve has to know of the others before it acts: margin to spare, what liquidation counts, whether it is alone. */
export function lookAround(p: Portfolio, own: i32): void {
  const v = sleeveAt(p, own);
  const s = stateOf(v);
  let spare: f64 = 0;
  let cash: f64 = 0;
  let others: f64 = 0;
  let alone = 1;
  for (let k = 0; k < p.count; k++) {
    if (k == own) continue;
    const w = sleeveAt(p, k);
    const t = stateOf(w);
    const worth = t.quantity * markOf(p, w);
    spare += t.cash + worth - initialMargin(t, bindingOf(w), abs(t.quantity) * markOf(p, w));
    cash += t.cash;
    if (w.symbol == v.symbol) others += t.quantity;
    if (t.quantity != 0) alone = 0;
  }
  s.spare = p.reserve + spare;
  if (s.liquidation == LIQUIDATION_INTRABAR) s.backing = backingOf(p, v, p.reserve + cash);
  s.others = others;
  s.alone = alone;
}

/** `cash`, and what the positions in other symbols are worth above the margin that they need. */
function backingOf(p: Portfolio, v: Sleeve, cash: f64): f64 {
  netAll(p);
  for (let k = 0; k < p.symbolCount; k++) {
    const symbol = symbolAt(p, k);
    if (k == v.symbol || symbol.net == 0) continue;
    const worth = symbol.net * symbol.mark;
    cash += worth - maintenanceMargin(stateOf(v), bindingOf(v), abs(symbol.net) * symbol.mark);
  }
  return cash;
}

/** What would be lost at the stops, quote currency; without a stop what is held. */
export function heatOf(p: Portfolio): f64 {
  let heat: f64 = 0;
  for (let k = 0; k < p.count; k++) {
    const v = sleeveAt(p, k);
    const s = stateOf(v);
    if (s.quantity == 0) continue;
    const mark = markOf(p, v);
    const stop = ownStop(s);
    const size = abs(s.quantity);
    if (abs(stop) == Infinity) heat += size * mark;
    else heat += size * max(0, s.quantity > 0 ? mark - stop : stop - mark);
  }
  return heat;
}

/** Sleeves that hold something; a pair counts once. */
export function positionsOf(p: Portfolio): i32 {
  let positions = 0;
  for (let k = 0; k < p.count; k++) {
    const v = sleeveAt(p, k);
    if (stateOf(v).quantity == 0) continue;
    if (v.other >= 0 && !v.first && stateOf(sleeveAt(p, v.other)).quantity != 0) continue;
    positions++;
  }
  return positions;
}
