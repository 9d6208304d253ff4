// Two legs that are filled both or neither (PORTFOLIO.md, "Pairs").

import { EXIT_OTHER_LEG, REJECT_OTHER_LEG, SIZER_PAIR_DOLLAR_NEUTRAL } from "../core/codes";
import { isValid } from "../core/columns";
import { reject } from "../simulation/legs";
import { Simulation } from "../simulation/state";
import { closeFor, force } from "./mark";
import { LONE, Portfolio, Sleeve, sleeveAt, stateOf } from "./state";

/** A leg whose position has ended takes the other along, as soon as a bar of that one ends. */
export function followLegs(p: Portfolio): void {
  for (let k = 0; k < p.count; k++) {
    const v = sleeveAt(p, k);
    if (v.other < 0 || !v.acts || v.forced == LONE || stateOf(v).quantity == 0) continue;
    if (stateOf(sleeveAt(p, v.other)).quantity == 0) force(v, EXIT_OTHER_LEG);
  }
}

/** After the decisions of a moment: openings that both legs want stay, and what closes one closes the other. */
export function matchLegs(p: Portfolio): void {
  for (let k = 0; k < p.count; k++) {
    const v = sleeveAt(p, k);
    if (v.other < 0 || !v.first) continue;
    const w = sleeveAt(p, v.other);
    if (!v.acts && !w.acts) continue;
    const both = opens(v) && opens(w) && v.decidedAt == w.decidedAt;
    if (!both) {
      dropOpening(v);
      dropOpening(w);
    }
    if (closes(v) && !closes(w) && stateOf(w).quantity != 0) closeFor(w, EXIT_OTHER_LEG);
    if (closes(w) && !closes(v) && stateOf(v).quantity != 0) closeFor(v, EXIT_OTHER_LEG);
  }
}

function opens(v: Sleeve): bool {
  const s = stateOf(v);
  return s.orderQueued != 0 && s.orderSide != 0;
}

function closes(v: Sleeve): bool {
  const s = stateOf(v);
  return s.orderQueued != 0 && s.orderCloses != 0 && s.quantity != 0;
}

function dropOpening(v: Sleeve): void {
  if (!opens(v)) return;
  const s = stateOf(v);
  reject(s, REJECT_OTHER_LEG);
  s.orderSide = 0;
  s.orderReverses = 0;
  if (!s.orderCloses || s.quantity == 0) s.orderQueued = 0;
}

/** Both are flat: each gets half of the slice. */
export function shareSlice(a: Simulation, b: Simulation): void {
  if (a.quantity != 0 || b.quantity != 0) return;
  const half = (a.cash + b.cash) / 2;
  a.transferred += half - a.cash;
  b.transferred += half - b.cash;
  a.cash = half;
  b.cash = half;
}

/** Units of both legs, where their sizer says them together. */
export function sizeLegs(a: Simulation, b: Simulation, rawA: f64, rawB: f64): void {
  if (a.sizer != SIZER_PAIR_DOLLAR_NEUTRAL) return;
  const value = a.cash + b.cash;
  const ratio = a.orderInput;
  const fraction = a.sizerFirst;
  if (isValid(ratio)) {
    a.sizerThird = (value * fraction) / (rawA + ratio * rawB);
    b.sizerThird = ratio * a.sizerThird;
  } else {
    a.sizerThird = ((value / 2) * fraction) / rawA;
    b.sizerThird = ((value / 2) * fraction) / rawB;
  }
}
