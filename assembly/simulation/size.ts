// Sizers: the units of an opening leg, before lot rounding. The account is flat here.

import { SIZER_ALL_IN, SIZER_ATR_RISK, SIZER_FIXED_AMOUNT } from "../core/codes";
import { Simulation } from "./state";

/** A given size this much above the allowed one, relatively, is still allowed. */
const MARGIN_TOLERANCE: f64 = 1e-12;

/** Size by the sizer, base units. `raw` and `price`: fill price without and with slippage. */
@inline
export function sizedBy(s: Simulation, raw: f64, price: f64): f64 {
  const equity = s.sizeAtSignal ? s.orderEquity : s.cash;
  const base = s.sizeAtSignal ? s.orderClose : raw;
  if (s.sizer == SIZER_FIXED_AMOUNT) return s.sizerFirst;
  if (s.sizer == SIZER_ALL_IN) return (s.cash * s.leverage * s.sizerFirst) / (price + s.commission * raw);
  if (s.sizer == SIZER_ATR_RISK) return (equity * s.sizerFirst) / (s.sizerSecond * s.orderAtr);
  return (equity * s.sizerFirst) / base;
}

/** The largest size that leaves the account at or above initial margin; unleveraged longs are paid in full. */
@inline
export function largestSize(s: Simulation, side: f64, raw: f64, price: f64): f64 {
  if (side > 0 && s.leverage == 1) return s.cash / (price * (1.0 + s.commission));
  return s.cash / (price / s.leverage + abs(price - raw) + s.commission * price);
}

/**
 * Holds `size` to initial margin: a sizer's is capped, a given one too large is refused (NaN).
 * Nothing at all can be bought with cash at or below 0 (NaN).
 */
@inline
export function withinMargin(s: Simulation, size: f64, given: bool, side: f64, raw: f64, price: f64): f64 {
  if (s.cash <= 0) return NaN;
  // far inside: no division is needed to know it
  if (size * (price + abs(price - raw) + s.commission * price) < 0.999 * s.cash) return size;
  const most = largestSize(s, side, raw, price);
  if (given || s.sizer == SIZER_FIXED_AMOUNT) return size > most * (1.0 + MARGIN_TOLERANCE) ? NaN : size;
  return size > most ? most : size;
}
