// Stop, target and liquidation levels of the open trade. A level that is not there is infinitely far away.

import {
  ANCHOR_FILL,
  ANCHOR_RAW_FILL,
  EXIT_LIQUIDATION,
  EXIT_STOP,
} from "../core/codes";
import { isValid } from "../core/columns";
import { liquidationPrice } from "./margin";
import { followBest, movingReason, nearestMoving, startMoving } from "./moving";
import { toTick } from "./price";
import { nearer, Binding, Simulation } from "./state";

/** Part of the anchor that a triple barrier measures in where there is no ATR. */
const UNIT_WITHOUT_ATR: f64 = 0.01;

/** The price that an order's distances are measured from: `price` with slippage, `raw` without. */
@inline
export function anchorOf(s: Simulation, raw: f64, price: f64): f64 {
  return s.stopAnchor == ANCHOR_FILL ? price : s.stopAnchor == ANCHOR_RAW_FILL ? raw : s.orderClose;
}

/** Sets every level of the trade just opened; `side` +1 or -1. */
@inline
export function setLevels(s: Simulation, b: Binding, side: f64, raw: f64): void {
  const anchor = anchorOf(s, raw, s.entryPrice);
  const away: f64 = -side * Infinity;
  placeFixed(s, side, away, anchor, s.orderAtr, s.orderStop, s.orderTarget);
  s.anchor = anchor;
  s.trailAnchor = anchor;
  if (s.everyBar) startMoving(s, b, side, away);
  s.liquidationPrice = liquidationPrice(s, b, side, away);
  combineLevels(s, side);
}

/** The position has been added to: what lies at a distance from the anchor lies at it from the new one. */
export function replaceLevels(s: Simulation, b: Binding, side: f64, anchor: f64): void {
  const away: f64 = -side * Infinity;
  placeFixed(s, side, away, anchor, s.heldAtr, s.heldStop, s.heldTarget);
  s.anchor = anchor;
  if (s.everyBar) followBest(s, side);
  s.liquidationPrice = liquidationPrice(s, b, side, away);
  combineLevels(s, side);
}

/** Stop and target that stay where they are; `given`: those of the signals, NaN = none. */
@inline
function placeFixed(
  s: Simulation, side: f64, away: f64, anchor: f64, atr: f64, givenStop: f64, givenTarget: f64,
): void {
  let stop = away;
  let target: f64 = -away;
  if (s.percentageStop != 0) stop = nearer(side, stop, anchor * (1.0 - side * s.percentageStop));
  if (s.atrMultiple != 0) stop = nearer(side, stop, anchor - side * s.atrMultiple * atr);
  if (givenStop == givenStop) stop = nearer(side, stop, givenStop);
  if (s.percentageTarget != 0) target = nearerTarget(side, target, limitPrice(s, side, anchor * (1.0 + side * s.percentageTarget)));
  if (givenTarget == givenTarget) target = nearerTarget(side, target, limitPrice(s, side, givenTarget));
  if (s.barrierStop != 0 || s.barrierTarget != 0) {
    const unit = isValid(atr) ? atr : UNIT_WITHOUT_ATR * anchor;
    if (s.barrierStop != 0) stop = nearer(side, stop, anchor - side * s.barrierStop * unit);
    if (s.barrierTarget != 0) target = nearerTarget(side, target, limitPrice(s, side, anchor + side * s.barrierTarget * unit));
  }
  s.fixedStop = stop;
  s.target = target;
}

/** Something has moved: the nearest level below and above anew. */
export function refreshLevels(s: Simulation): void {
  combineLevels(s, s.quantity > 0 ? 1 : -1);
}

/** The cash has changed while the position is held. */
export function relocateLiquidation(s: Simulation, b: Binding): void {
  const side: f64 = s.quantity > 0 ? 1 : -1;
  s.liquidationPrice = liquidationPrice(s, b, side, -side * Infinity);
  combineLevels(s, side);
}

@inline
function combineLevels(s: Simulation, side: f64): void {
  let stop = s.fixedStop;
  if (s.everyBar) stop = nearestMoving(s, side, stop);
  stop = nearer(side, stop, s.liquidationPrice);
  s.levelLow = side > 0 ? stop : s.target;
  s.levelHigh = side > 0 ? s.target : stop;
}

/** The nearest of the position's stops, the liquidation level left out; infinitely far away without one. */
export function ownStop(s: Simulation): f64 {
  return s.everyBar ? nearestMoving(s, s.quantity > 0 ? 1 : -1, s.fixedStop) : s.fixedStop;
}

/** No trade, no level. */
@inline
export function clearLevels(s: Simulation): void {
  s.levelLow = -Infinity;
  s.levelHigh = Infinity;
}

/** Why the losing side's level ends the trade: the kind nearest the open. */
export function stopReason(s: Simulation): i32 {
  const stop = s.quantity > 0 ? s.levelLow : s.levelHigh;
  if (s.fixedStop == stop) return EXIT_STOP;
  const moving = s.everyBar ? movingReason(s, stop) : -1;
  return moving >= 0 ? moving : EXIT_LIQUIDATION;
}

/** A target is a limit order: a sell rounds up, a buy down. */
@inline
function limitPrice(s: Simulation, side: f64, price: f64): f64 {
  return toTick(s, price, side > 0);
}

@inline
function nearerTarget(side: f64, a: f64, b: f64): f64 {
  return a < b == side > 0 ? a : b;
}
