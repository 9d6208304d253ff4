// Stop, target, trailing and liquidation levels of the open trade. A level that is not there is infinitely far away.

import {
  ANCHOR_FILL,
  ANCHOR_RAW_FILL,
  EXIT_LIQUIDATION,
  EXIT_STOP,
  EXIT_TRAILING_STOP,
  LIQUIDATION_INTRABAR,
} from "../core/codes";
import { toTick } from "./price";
import { Simulation } from "./state";

/** Sets every level of the trade just opened; `side` +1 or -1. */
@inline
export function setLevels(s: Simulation, side: f64, raw: f64): void {
  const anchor = s.stopAnchor == ANCHOR_FILL ? s.entryPrice : s.stopAnchor == ANCHOR_RAW_FILL ? raw : s.orderClose;
  const away: f64 = -side * Infinity;
  let stop = away;
  let target: f64 = -away;
  if (s.percentageStop != 0) stop = nearer(side, stop, anchor * (1.0 - side * s.percentageStop));
  if (s.atrMultiple != 0) stop = nearer(side, stop, anchor - side * s.atrMultiple * s.orderAtr);
  if (s.orderStop == s.orderStop) stop = nearer(side, stop, s.orderStop);
  if (s.percentageTarget != 0) target = nearerTarget(side, target, limitPrice(s, side, anchor * (1.0 + side * s.percentageTarget)));
  if (s.orderTarget == s.orderTarget) target = nearerTarget(side, target, limitPrice(s, side, s.orderTarget));
  s.fixedStop = stop;
  s.target = target;
  s.trailAnchor = anchor;
  s.liquidationPrice = liquidationPrice(s, side, away);
  combineLevels(s, side, away);
}

/** Takes a bar's best price into the trailing stop. */
@inline
export function trail(s: Simulation, high: f64, low: f64): void {
  if (s.trailingPercent == 0) return;
  if (s.quantity > 0) {
    if (high > s.trailAnchor) s.trailAnchor = high;
  } else if (low < s.trailAnchor) s.trailAnchor = low;
  refreshLevels(s);
}

function refreshLevels(s: Simulation): void {
  const side: f64 = s.quantity > 0 ? 1 : -1;
  combineLevels(s, side, -side * Infinity);
}

/** The nearest level below and above; `away`: as far as a stop can be. */
@inline
function combineLevels(s: Simulation, side: f64, away: f64): void {
  s.trailingStop = s.trailingPercent != 0 ? s.trailAnchor * (1.0 - side * s.trailingPercent) : away;
  const stop = nearer(side, nearer(side, s.fixedStop, s.trailingStop), s.liquidationPrice);
  s.levelLow = side > 0 ? stop : s.target;
  s.levelHigh = side > 0 ? s.target : stop;
}

/** No trade, no level. */
export function clearLevels(s: Simulation): void {
  s.levelLow = -Infinity;
  s.levelHigh = Infinity;
}

/** Why the losing side's level ends the trade: the kind nearest the open. */
export function stopReason(s: Simulation): i32 {
  const stop = s.quantity > 0 ? s.levelLow : s.levelHigh;
  if (s.fixedStop == stop) return EXIT_STOP;
  if (s.trailingStop == stop) return EXIT_TRAILING_STOP;
  return EXIT_LIQUIDATION;
}

/** Price at which equity is the maintenance margin: -cash / (q - m |q|); for shorts and for leverage above 1. */
@inline
function liquidationPrice(s: Simulation, side: f64, away: f64): f64 {
  if (s.liquidation != LIQUIDATION_INTRABAR) return away;
  if (side > 0 && s.leverage == 1) return away;
  const level = -s.cash / (s.quantity - s.maintenance * abs(s.quantity));
  return side > 0 && level < 0 ? away : level;
}

/** A target is a limit order: a sell rounds up, a buy down. */
@inline
function limitPrice(s: Simulation, side: f64, price: f64): f64 {
  return toTick(s, price, side > 0);
}

@inline
function nearer(side: f64, a: f64, b: f64): f64 {
  return a > b == side > 0 ? a : b;
}

@inline
function nearerTarget(side: f64, a: f64, b: f64): f64 {
  return a < b == side > 0 ? a : b;
}
