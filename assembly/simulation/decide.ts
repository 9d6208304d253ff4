// The decision of a bar: signals and position become an order (SEMANTICS.md, D).

import { at, flag, optional } from "../core/columns";
import {
  END_CLOSE,
  END_FLATTEN,
  FILL_SAME_OPEN,
  SIGNAL_LONG_ENTRY,
  SIGNAL_LONG_EXIT,
  SIGNAL_SHORT_ENTRY,
  SIGNAL_SHORT_EXIT,
} from "../core/codes";
import { Binding, Simulation } from "./state";

const ENTRIES: i32 = SIGNAL_LONG_ENTRY | SIGNAL_SHORT_ENTRY;
const LONG: i32 = SIGNAL_LONG_ENTRY | SIGNAL_LONG_EXIT;
const SHORT: i32 = SIGNAL_SHORT_ENTRY | SIGNAL_SHORT_EXIT;

/** Signals that can change anything for the position held: the others let a bar be quiet. */
export function relevantSignals(s: Simulation): i32 {
  if (s.quantity == 0) return ENTRIES;
  const own = s.quantity > 0 ? SIGNAL_LONG_ENTRY : SIGNAL_SHORT_ENTRY;
  const exit = s.quantity > 0 ? SIGNAL_LONG_EXIT : SIGNAL_SHORT_EXIT;
  return exit | (ENTRIES & ~own) | (s.replaceSameSide && s.reverse ? own : 0);
}

/** Whether a decision is taken on bar i at all. */
@inline
export function decides(s: Simulation, b: Binding, i: i32): bool {
  if (i < s.firstDecisionBar || s.done) return false;
  return i < b.bars - 1 || s.decideOnLastBar != 0;
}

/** As `decide`, in one place for all but the loop over bars. */
export function decideOn(s: Simulation, b: Binding, i: i32): bool {
  return decide(s, b, i);
}

/** Turns bar i's signals into the state's order; true if there is one. */
@inline
export function decide(s: Simulation, b: Binding, i: i32): bool {
  if (!decides(s, b, i)) return false;
  const last = b.bars - 1;
  let closes = false;
  let opens = 0;
  if (s.endOfData == END_FLATTEN && i >= last - 1) {
    if (i == last || s.quantity == 0) return false;
    closes = true;
  } else {
    let signals = flag(b.signals, i);
    if (s.longOnly) signals &= ~SIGNAL_SHORT_ENTRY;
    if ((signals & ENTRIES) == ENTRIES) {
      s.conflicts++;
      signals &= ~ENTRIES;
    }
    if (s.levelExit && !s.entryOnStopBar) signals &= s.fill == FILL_SAME_OPEN ? 0 : ~ENTRIES;
    if (i == last && s.endOfData == END_CLOSE) signals &= ~ENTRIES;
    if (s.cancelEntryWithExit) {
      if ((signals & LONG) == LONG) signals &= ~LONG;
      if ((signals & SHORT) == SHORT) signals &= ~SHORT;
    }

    if (s.quantity == 0) {
      if (signals & SIGNAL_LONG_ENTRY) opens = 1;
      else if (signals & SIGNAL_SHORT_ENTRY) opens = -1;
      else return false;
    } else {
      const side = s.quantity > 0 ? 1 : -1;
      const exit = signals & (side > 0 ? SIGNAL_LONG_EXIT : SIGNAL_SHORT_EXIT);
      const opposite = signals & (side > 0 ? SIGNAL_SHORT_ENTRY : SIGNAL_LONG_ENTRY);
      const own = signals & (side > 0 ? SIGNAL_LONG_ENTRY : SIGNAL_SHORT_ENTRY);
      closes = true;
      if (exit) opens = opposite && !s.exitOnlyWithOpposite ? -side : 0;
      else if (opposite && s.reverse) opens = -side;
      else if (!opposite && own && s.reverse && s.replaceSameSide) opens = side;
      else return false;
    }
  }
  order(s, b, i, closes, opens);
  return true;
}

@inline
function order(s: Simulation, b: Binding, i: i32, closes: bool, side: i32): void {
  const sameOpen = s.fill == FILL_SAME_OPEN;
  const price = sameOpen ? at(b.open, i) : at(b.close, i);
  // the last bar that is over
  const known = sameOpen ? i - 1 : i;
  s.orderQueued = 1;
  s.orderCloses = i32(closes);
  s.orderSide = side;
  s.orderReverses = i32(closes && side != 0 && (side > 0) != (s.quantity > 0));
  s.orderStop = optional(b.stop, i);
  s.orderTarget = optional(b.target, i);
  s.orderSize = optional(b.size, i);
  s.orderBar = known;
  s.orderAtr = known < 0 ? NaN : optional(b.atr, known);
  s.orderInput = known < 0 ? NaN : optional(b.input, known);
  s.orderClose = price;
  s.orderEquity = s.cash + s.quantity * price;
}
