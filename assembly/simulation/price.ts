// Prices and quantities on the exchange's grid.

import { Simulation } from "./state";

/** Within this of a grid point, relatively, a price is on it. */
const TICK_TOLERANCE: f64 = 1e-9;
const LOT_TOLERANCE: f64 = 8.881784197001252e-16; // 2^-50

@inline
function gridIndex(x: f64, step: f64, tolerance: f64, up: bool): f64 {
  const k = x / step;
  const whole = nearest(k);
  if (abs(k - whole) <= tolerance * abs(whole)) return whole;
  return up ? ceil(k) : floor(k);
}

@inline
function gridPrice(k: f64, step: f64, inverse: f64): f64 {
  return inverse != 0 ? k / inverse : k * step;
}

@inline
export function toTick(s: Simulation, price: f64, up: bool): f64 {
  return s.tick == 0 ? price : onTick(s, price, up);
}

function onTick(s: Simulation, price: f64, up: bool): f64 {
  return gridPrice(gridIndex(price, s.tick, TICK_TOLERANCE, up), s.tick, s.inverseTick);
}

@inline
export function toLot(s: Simulation, size: f64): f64 {
  return s.lot == 0 ? size : inLots(s, size);
}

function inLots(s: Simulation, size: f64): f64 {
  return gridPrice(gridIndex(size, s.lot, LOT_TOLERANCE, false), s.lot, s.inverseLot);
}

/** Fill price of a market order; `direction` +1 buys, -1 sells; `slippage` is a fraction; against the trader in every step. */
@inline
export function marketPrice(s: Simulation, raw: f64, direction: f64, slippage: f64): f64 {
  const price = toTick(s, raw * (1.0 + direction * slippage), direction > 0);
  return s.costShare == 1 ? price : raw + s.costShare * (price - raw);
}
