// The account's memory, and what it keeps of each sleeve beside that sleeve's own state (PORTFOLIO.md). Blocks with addresses: it is not copied
// out or resumed. The build reads the classes and writes their offsets out for TypeScript.

import { Binding, Simulation } from "../simulation/state";

/** A forced order: of a pair it waits for both legs, or for none. */
export const FORCED: i32 = 1;
export const LONE: i32 = 2;

@unmanaged
export class Portfolio {
  // --- settings, written by the host before the first moment
  sleeves: usize;
  count: i32;
  /** `Symbol` each */
  symbols: usize;
  symbolCount: i32;
  /** volume that is left of the bar under way, a float64 for each series of bars */
  budgets: usize;
  /** room for the orders of a phase: two a sleeve, `PhaseOrder` each */
  orders: usize;
  /** 1 where a slice's drift is looked at */
  rebalances: i32;
  closeAll: i32;
  haltBars: i32;
  /** most positions; 0 = no limit */
  positions: i32;
  /** returns that the volatility is of; 0 = no target */
  window: i32;
  /** days that a correlation is of */
  days: i32;
  /** returns of each symbol by UTC days, `dayCount` each; NaN = none */
  dayReturns: usize;
  dayCount: i32;
  firstDay: f64;
  /** the last `window` returns of the account */
  returns: usize;
  capital: f64;
  drift: f64;
  minimumOrder: f64;
  target: f64;
  least: f64;
  most: f64;
  marksPerYear: f64;
  /** fractions; 0 = no limit */
  maxDrawdown: f64;
  heat: f64;
  exposure: f64;
  correlation: f64;
  /** ms, the shortest of any sleeve */
  barMs: f64;
  /** ACCOUNT_MARK_COLUMNS and ACCOUNT_FILL_COLUMNS columns of `rows` float64 values each, TRANSFER_COLUMNS likewise */
  marks: usize;
  fills: usize;
  transfers: usize;
  rows: i32;

  // --- state
  /** every bar of every sleeve has been taken */
  ended: i32;
  /** ms UTC */
  moment: f64;
  reserve: f64;
  reserveDebt: f64;
  peak: f64;
  scale: f64;
  equityBefore: f64;
  stampBefore: f64;
  /** marks that are left of a halt; 0 = none is on */
  halt: i32;
  returnCount: i32;
  /** rows waiting */
  markRows: i32;
  fillRows: i32;
  transferRows: i32;
  rebalanced: i32;
  halts: i32;
  /** the account is bankrupt; and at which mark (-1 = it is not) */
  bankrupt: i32;
  bankruptMark: i32;
  markCount: i32;
}

@unmanaged
export class Sleeve {
  state: usize;
  binding: usize;
  /** room for a state, where the phase begins and where an order is tried */
  saved: usize;
  tried: usize;
  symbol: i32;
  /** whose budget it shares */
  series: i32;
  /** index of the other leg, -1 = none */
  other: i32;
  /** of a pair the first leg */
  first: i32;
  /** of a pair, that of both */
  weight: f64;
  // --- state
  /** a bar is under way */
  under: i32;
  /** its bar has ended, or begun, at this moment */
  acts: i32;
  /** it has decided an order at this moment */
  decided: i32;
  /** what a protective exit has left was queued at this moment */
  fresh: i32;
  /** its queue is a forced order to close: FORCED, or LONE */
  forced: i32;
  /** its state has been saved for the phase under way */
  inPhase: i32;
  /** ms UTC: what comes next of it, the beginning or the end of a bar */
  next: f64;
  /** rebalancing order, signed units; 0 = none */
  scaling: f64;
  /** number of the position that it is for */
  scaled: i32;
  /** fill rows that the account has seen */
  seen: i32;
  /** moment of the decision that its queue is of, ms UTC */
  decidedAt: f64;
  /** where its rows are, while they are not written */
  trades: usize;
  fills: usize;
}

@unmanaged
export class Symbol {
  /** last price seen, quote currency */
  mark: f64;
  /** position of all sleeves, base units, when it was worked out last */
  net: f64;
}

/** What a sleeve wants in a phase: its rebalancing order, or its queue. */
@unmanaged
export class PhaseOrder {
  sleeve: i32;
  /** a rebalancing order */
  scales: i32;
  /** index of the first order of its group */
  group: i32;
  /** why the opening part was refused, a reject code; -1 = it was not */
  refused: i32;
  /** +1 buys, -1 sells */
  direction: f64;
  raw: f64;
  /** units of the closing part, and of the opening part */
  closing: f64;
  opening: f64;
  /** of the first order of a group: units bought and sold, and how many orders there are */
  bought: f64;
  sold: f64;
  members: i32;
  /** of the first of a group: units of the net, and of it filled */
  net: f64;
  filled: f64;
  /** part of slippage and fee that it pays; units that it may fill, Infinity = all */
  share: f64;
  allowed: f64;
  /** its fill rows */
  from: i32;
  to: i32;
}

@inline
export function sleeveAt(p: Portfolio, k: i32): Sleeve {
  return changetype<Sleeve>(p.sleeves + usize(k) * offsetof<Sleeve>());
}

@inline
export function stateOf(v: Sleeve): Simulation {
  return changetype<Simulation>(v.state);
}

@inline
export function bindingOf(v: Sleeve): Binding {
  return changetype<Binding>(v.binding);
}

@inline
export function symbolAt(p: Portfolio, k: i32): Symbol {
  return changetype<Symbol>(p.symbols + usize(k) * offsetof<Symbol>());
}

@inline
export function orderAt(p: Portfolio, k: i32): PhaseOrder {
  return changetype<PhaseOrder>(p.orders + usize(k) * offsetof<PhaseOrder>());
}

/** Last price seen of a sleeve's symbol. */
@inline
export function markOf(p: Portfolio, v: Sleeve): f64 {
  return symbolAt(p, v.symbol).mark;
}
