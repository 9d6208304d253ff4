// Stops that move while a trade is held: with its best price, or along a column (SEMANTICS.md, C).

import {
  EXIT_BREAK_EVEN,
  EXIT_CHANDELIER,
  EXIT_PARABOLIC_SAR,
  EXIT_TRAILING_STOP,
  EXIT_VOLATILITY_BAND,
} from "../core/codes";
import { at } from "../core/columns";
import { refreshLevels } from "./levels";
import { Binding, nearer, Simulation } from "./state";

/** The stops as they are when the trade opens; `away`: as far as a stop can be. */
export function startMoving(s: Simulation, b: Binding, side: f64, away: f64): void {
  s.sarStop = away;
  s.chandelierStop = away;
  s.bandStop = away;
  if (s.orderBar >= 0) follow(s, b, side, s.orderBar, true);
  followBest(s, side);
}

/** A stop follows the trade's best price. */
@inline
export function trails(s: Simulation): bool {
  return s.trailingPercent != 0 || s.breakEvenTrigger != 0;
}

/** Takes a bar's best price into the stops that follow it. */
@inline
export function trail(s: Simulation, high: f64, low: f64): void {
  if (trails(s)) trailTo(s, high, low);
}

function trailTo(s: Simulation, high: f64, low: f64): void {
  const long = s.quantity > 0;
  if (long) {
    if (high > s.trailAnchor) s.trailAnchor = high;
  } else if (low < s.trailAnchor) s.trailAnchor = low;
  followBest(s, long ? 1 : -1);
  refreshLevels(s);
}

/** Trailing and break-even stop from the best price so far. */
export function followBest(s: Simulation, side: f64): void {
  const away: f64 = -side * Infinity;
  s.trailingStop = s.trailingPercent != 0 ? s.trailAnchor * (1.0 - side * s.trailingPercent) : away;
  const trigger = s.anchor * (1.0 + side * s.breakEvenTrigger);
  const reached = s.breakEvenTrigger != 0 && (side > 0 ? s.trailAnchor >= trigger : s.trailAnchor <= trigger);
  s.breakEvenStop = reached ? s.anchor * (1.0 + side * s.breakEvenOffset) : away;
}

/** Takes the columns' values of bar i, which has passed, into the stops that follow them. */
@inline
export function moveStops(s: Simulation, b: Binding, i: i32): void {
  if ((b.sar | b.chandelierLong | b.bandLong) == 0) return;
  follow(s, b, s.quantity > 0 ? 1 : -1, i, false);
  refreshLevels(s);
}

function follow(s: Simulation, b: Binding, side: f64, i: i32, starts: bool): void {
  const close = at(b.close, i);
  const long = side > 0;
  if (b.sar != 0) {
    const value = at(b.sar, i);
    s.sarStop = loses(long, value, close) ? value : -side * Infinity;
  }
  if (b.chandelierLong != 0) {
    const value = at(long ? b.chandelierLong : b.chandelierShort, i);
    if (loses(long, value, close)) s.chandelierStop = nearer(side, s.chandelierStop, value);
  }
  if (b.bandLong != 0 && (starts || !s.bandFixed)) {
    const value = at(long ? b.bandLong : b.bandShort, i);
    if (loses(long, value, close)) s.bandStop = nearer(side, s.bandStop, value);
  }
}

/** On the losing side of the price; NaN is on no side. */
@inline
function loses(long: bool, value: f64, close: f64): bool {
  return long ? value < close : value > close;
}

/** The nearest of `stop` and the moving stops. */
export function nearestMoving(s: Simulation, side: f64, stop: f64): f64 {
  const followed = nearer(side, nearer(side, s.trailingStop, s.breakEvenStop), s.sarStop);
  return nearer(side, nearer(side, stop, followed), nearer(side, s.chandelierStop, s.bandStop));
}

/** The moving stop that is at this level, an exit code; -1 if none is. */
export function movingReason(s: Simulation, level: f64): i32 {
  if (s.trailingStop == level) return EXIT_TRAILING_STOP;
  if (s.breakEvenStop == level) return EXIT_BREAK_EVEN;
  if (s.sarStop == level) return EXIT_PARABOLIC_SAR;
  if (s.chandelierStop == level) return EXIT_CHANDELIER;
  return s.bandStop == level ? EXIT_VOLATILITY_BAND : -1;
}
