// Initial margin bounds what can be opened, maintenance margin how long it can be held (SEMANTICS.md, "The opening leg").

import { LIQUIDATION_INTRABAR } from "../core/codes";
import { Binding, Simulation } from "./state";

/** A given size this much above the allowed one, relatively, is still allowed. */
const MARGIN_TOLERANCE: f64 = 1e-12;

/**
 * One margin tier: its rates apply to the part of the notional above `notional`. Margin on a notional N in it is `rate * N - deduction`, as
 * of an income tax by brackets.
 */
@unmanaged
export class Tier {
  notional: f64;
  maintenance: f64;
  maintenanceDeduction: f64;
  initial: f64;
  initialDeduction: f64;
}

@inline
function tier(b: Binding, k: i32): Tier {
  return changetype<Tier>(b.tiers + usize(k) * offsetof<Tier>());
}

/** The notional at which tier k ends. */
@inline
function endOf(b: Binding, k: i32): f64 {
  return k + 1 < b.tierCount ? tier(b, k + 1).notional : Infinity;
}

/** Cash that margin can be met with: of a sleeve its own, less what the others lack. */
@inline
function fundsOf(s: Simulation): f64 {
  return s.cash + min(0, s.spare);
}

/** The largest size that leaves the account at or above initial margin; unleveraged longs are paid in full. */
function largestSize(s: Simulation, b: Binding, side: f64, raw: f64, price: f64, rate: f64): f64 {
  const cash = fundsOf(s);
  const most = affordable(s, b, side, raw, price, cash, rate);
  return s.minimumFee == 0 ? most : min(most, affordable(s, b, side, raw, price, cash - s.minimumFee, 0));
}

function affordable(s: Simulation, b: Binding, side: f64, raw: f64, price: f64, cash: f64, commission: f64): f64 {
  if (b.tierCount == 0) {
    if (side > 0 && s.leverage == 1) return cash / (price * (1.0 + commission));
    return cash / (price / s.leverage + abs(price - raw) + commission * price);
  }
  let size: f64 = 0;
  for (let k = 0; k < b.tierCount; k++) {
    const t = tier(b, k);
    size = (cash + t.initialDeduction) / (t.initial * price + abs(price - raw) + commission * price);
    if (size * price <= endOf(b, k)) break;
  }
  return size;
}

/**
 * Holds `size` to initial margin: a sizer's is capped, a given one too large is refused (NaN).
 * Nothing at all can be bought with cash at or below 0 (NaN). `rate`: the commission that the fill pays.
 */
@inline
export function withinMargin(
  s: Simulation, b: Binding, size: f64, given: bool, side: f64, raw: f64, price: f64, rate: f64,
): f64 {
  const cash = fundsOf(s);
  if (cash <= 0) return NaN;
  if (size <= 0) return size;
  // far inside: no division is needed to know it
  if (size * (price + abs(price - raw) + rate * price) + s.minimumFee < 0.999 * cash) return size;
  const most = largestSize(s, b, side, raw, price, rate);
  if (given) return size > most * (1.0 + MARGIN_TOLERANCE) ? NaN : size;
  return size > most ? most : size;
}

/** The same for a part on top of what is held on this side. */
export function withinMarginHeld(
  s: Simulation, b: Binding, size: f64, given: bool, side: f64, raw: f64, price: f64, rate: f64,
): f64 {
  const cash = fundsOf(s);
  if (cash + s.quantity * raw <= 0) return NaN;
  if (size <= 0) return size;
  let most = affordableHeld(s, b, side, raw, price, cash, rate);
  if (s.minimumFee != 0) most = min(most, affordableHeld(s, b, side, raw, price, cash - s.minimumFee, 0));
  if (!(most > 0)) return NaN;
  if (given) return size > most * (1.0 + MARGIN_TOLERANCE) ? NaN : size;
  return size > most ? most : size;
}

function affordableHeld(
  s: Simulation, b: Binding, side: f64, raw: f64, price: f64, cash: f64, commission: f64,
): f64 {
  const equity = cash + s.quantity * raw;
  const worth = abs(s.quantity) * raw;
  if (b.tierCount == 0) {
    if (side > 0 && s.leverage == 1) return cash / (price * (1.0 + commission));
    return (equity - worth / s.leverage) / (price / s.leverage + abs(price - raw) + commission * price);
  }
  let size: f64 = 0;
  for (let k = 0; k < b.tierCount; k++) {
    const t = tier(b, k);
    size =
      (equity - t.initial * worth + t.initialDeduction) / (t.initial * price + abs(price - raw) + commission * price);
    if (worth + size * price <= endOf(b, k)) break;
  }
  return size;
}

/**
 * Price at which equity is the maintenance margin, for shorts, and for longs with leverage, tiers or debts; else `away`.
 */
@inline
export function liquidationPrice(s: Simulation, b: Binding, side: f64, away: f64): f64 {
  return s.liquidation == LIQUIDATION_INTRABAR ? liquidationOf(s, b, side, away, s.cash) : away;
}

/** The same with this cash. */
@inline
export function liquidationOf(s: Simulation, b: Binding, side: f64, away: f64, cash: f64): f64 {
  if (s.shared) return accountLiquidation(s, b, side, away, s.backing + cash);
  return levelOf(s, b, side, away, cash, s.quantity);
}

/** A sleeve's position goes when the account's in its symbol does. */
function accountLiquidation(s: Simulation, b: Binding, side: f64, away: f64, cash: f64): f64 {
  const net = s.others + s.quantity;
  return net == 0 || net > 0 != side > 0 ? away : levelOf(s, b, side, away, cash, net);
}

@inline
function levelOf(s: Simulation, b: Binding, side: f64, away: f64, cash: f64, quantity: f64): f64 {
  if (b.tierCount > 0) return tieredLiquidation(b, side, away, cash, quantity);
  if (side > 0 && s.leverage == 1 && cash >= 0) return away;
  const level = -cash / (quantity - s.maintenance * abs(quantity));
  return side > 0 && level < 0 ? away : level;
}

function tieredLiquidation(b: Binding, side: f64, away: f64, cash: f64, quantity: f64): f64 {
  const size = abs(quantity);
  let level: f64 = 0;
  for (let k = 0; k < b.tierCount; k++) {
    const t = tier(b, k);
    level = -(cash + t.maintenanceDeduction) / (quantity - t.maintenance * size);
    if (level * size <= endOf(b, k)) break;
  }
  return side > 0 && level < 0 ? away : level;
}

/** Initial margin of a notional, quote currency. */
export function initialMargin(s: Simulation, b: Binding, notional: f64): f64 {
  if (b.tierCount == 0) return notional / s.leverage;
  const t = tierOf(b, notional);
  return t.initial * notional - t.initialDeduction;
}

/** Maintenance margin of a notional, quote currency. */
export function maintenanceMargin(s: Simulation, b: Binding, notional: f64): f64 {
  if (b.tierCount == 0) return s.maintenance * notional;
  const t = tierOf(b, notional);
  return t.maintenance * notional - t.maintenanceDeduction;
}

/** The tier that a notional is in. */
function tierOf(b: Binding, notional: f64): Tier {
  let k = 0;
  while (k + 1 < b.tierCount && notional > endOf(b, k)) k++;
  return tier(b, k);
}
