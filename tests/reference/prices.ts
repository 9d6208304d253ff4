import type { Rules } from "./rules.js";

/** SEMANTICS.md, "Prices". */

const TICK_TOLERANCE = 1e-9;
const LOT_TOLERANCE = 2 ** -50; // 4 ulp

/** What a market order pays: `direction` +1 buys, -1 sells; `slippage` as a fraction of the price. */
export function marketPrice(rules: Rules, raw: number, direction: 1 | -1, slippage: number): number {
  return roundToTick(rules, raw * (1 + direction * slippage), direction === 1);
}

/** The direction of the order that closes a side. */
export function against(side: 1 | -1): 1 | -1 {
  return side === 1 ? -1 : 1;
}

/** A limit price when it is set: a sell limit goes up to the tick, a buy limit down. */
export function limitPrice(rules: Rules, level: number, direction: 1 | -1): number {
  return roundToTick(rules, level, direction === -1);
}

function roundToTick(rules: Rules, price: number, up: boolean): number {
  const tick = rules.config.tickSize;
  return tick > 0 ? toStep(price, tick, up, TICK_TOLERANCE) : price;
}

/** A quantity down to the lot, base units. */
export function toLot(rules: Rules, size: number): number {
  const lot = rules.config.lotSize;
  return lot > 0 ? toStep(size, lot, false, LOT_TOLERANCE) : size;
}

function toStep(value: number, step: number, up: boolean, tolerance: number): number {
  const steps = wholeNear(value / step, tolerance) ?? (up ? Math.ceil(value / step) : Math.floor(value / step));
  const inverse = wholeNear(1 / step, TICK_TOLERANCE);
  return inverse === null ? steps * step : steps / inverse;
}

/** The integer that `value` is meant to be, or null. */
function wholeNear(value: number, tolerance: number): number | null {
  const whole = nearestInteger(value);
  return Math.abs(value - whole) <= tolerance * Math.abs(whole) ? whole : null;
}

/** Half way between two integers it is the even one, as in IEEE 754; Math.round would go up. */
function nearestInteger(value: number): number {
  const below = Math.floor(value);
  const isTie = value - below === 0.5;
  return isTie && below % 2 === 0 ? below : Math.round(value);
}

/** Finite and above 0. */
export function isValid(value: number): boolean {
  return Number.isFinite(value) && value > 0;
}
