// The bar loop: `step` where something can happen, quiet stretches in between.
//
// On a quiet bar no order is queued, no signal concerns the position, no level is met: only the mark to market and the excursion
// remain, done for several bars at a time.

import { at } from "../core/columns";
import { FILL_SAME_OPEN, INTRABAR_LOWER, LIQUIDATION_CLOSE, STATUS_AMBIGUOUS, STATUS_DRAIN, STATUS_OK } from "../core/codes";
import { relevantSignals } from "./decide";
import { holdMoving } from "./hold-moving";
import { ROWS_PER_BAR, ROWS_PER_WORKING_BAR } from "./output";
import { Binding, Simulation } from "./state";
import { step } from "./step";

/**
 * Steps every bar from `nextBar` up to, not including, bar `to`.
 * STATUS_DRAIN: the output columns are full at `nextBar`; copy them out, clear the row counts and call again.
 * STATUS_AMBIGUOUS (only if the binding has room for a state `before`): the intrabar rule decides something on `nextBar`.
 */
export function run(s: Simulation, b: Binding, to: i32): i32 {
  // the last two bars may have rules of their own
  const quietEnd = min(to, b.bars - 2);
  const full = b.rows - (s.working ? ROWS_PER_WORKING_BAR : ROWS_PER_BAR);
  while (s.nextBar < to) {
    if (s.tradeRows > full || s.fillRows > full) return STATUS_DRAIN;
    const i = s.nextBar;
    if (s.done) {
      memory.fill(b.equity + (usize(i) << 3), 0, usize(to - i) << 3);
      s.nextBar = to;
      return STATUS_OK;
    }
    if (!s.orderQueued && !s.events && i < quietEnd) {
      const mask = relevantSignals(s);
      if (s.quantity == 0) idle(s, b, i, nextSignal(b.signals, i, quietEnd, mask));
      else {
        const charged = b.charged == 0 ? quietEnd : nextSignal(b.charged, i, quietEnd, 1);
        // what acts at an open is done before the bar is looked at
        if (s.everyBar) {
          if (s.fill != FILL_SAME_OPEN && s.intrabar != INTRABAR_LOWER) holdMoving(s, b, i, charged, mask);
        } else hold(s, b, i, s.liquidation == LIQUIDATION_CLOSE ? firstBroke(s, b, i, charged) : charged, mask);
      }
      if (s.nextBar >= to) break;
    }
    if (b.before == 0) step(s, b, s.nextBar);
    else if (!stepUnambiguous(s, b)) return STATUS_AMBIGUOUS;
  }
  return STATUS_OK;
}

/** A step that is taken back, false, if the intrabar rule decided something on its bar. */
function stepUnambiguous(s: Simulation, b: Binding): bool {
  const counted = s.ambiguous;
  memory.copy(b.before, changetype<usize>(s), offsetof<Simulation>());
  step(s, b, s.nextBar);
  if (s.ambiguous == counted) return true;
  memory.copy(changetype<usize>(s), b.before, offsetof<Simulation>());
  return false;
}

/** First bar in [from, to) with one of the signals in `mask`, else `to`. */
export function nextSignal(signals: usize, from: i32, to: i32, mask: i32): i32 {
  let i = from;
  const wide = i8x16.splat(<i8>mask);
  const zero = i8x16.splat(0);
  for (; i + 16 <= to; i += 16) {
    const hits = i8x16.bitmask(i8x16.ne(v128.and(v128.load(signals + usize(i)), wide), zero));
    if (hits) return i + ctz(hits);
  }
  while (i < to && (i32(load<u8>(signals + usize(i))) & mask) == 0) i++;
  return i;
}

/** Flat from bar i to `end`: equity is cash. */
function idle(s: Simulation, b: Binding, i: i32, end: i32): void {
  if (s.liquidation == LIQUIDATION_CLOSE && s.cash <= 0) return;
  const cash = s.cash;
  const wide = f64x2.splat(cash);
  let p = b.equity + (usize(i) << 3);
  for (; i + 2 <= end; i += 2, p += 16) v128.store(p, wide);
  if (i < end) {
    store<f64>(p, cash);
    i++;
  }
  s.nextBar = i;
}

/**
 * Holding from bar i: marks bars up to `end`, or up to the first that has one of the signals in `mask` or whose range meets a level.
 *
 * Four bars a turn; the last, partial turn is done whole, with the bars that are not meant masked out. (It writes up to three bars too far:
 * whoever comes to them writes them again.)
 */
export function hold(s: Simulation, b: Binding, from: i32, end: i32, mask: i32): void {
  // five places that go on together: bases and an index would need more registers than there are
  let signals = b.signals + usize(from);
  let lows = b.low + (usize(from) << 3);
  let highs = b.high + (usize(from) << 3);
  let closes = b.close + (usize(from) << 3);
  let equities = b.equity + (usize(from) << 3);
  const lastTurn = b.low + (usize(end) << 3) - 32;
  const cash = f64x2.splat(s.cash);
  const quantity = f64x2.splat(s.quantity);
  const levelLow = f64x2.splat(s.levelLow);
  const levelHigh = f64x2.splat(s.levelHigh);
  const masks = mask * 0x01010101;
  let worst = f64x2.splat(s.lowest);
  let best = f64x2.splat(s.highest);

  while (lows <= lastTurn) {
    const low = v128.load(lows);
    const high = v128.load(highs);
    const low2 = v128.load(lows, 16);
    const high2 = v128.load(highs, 16);
    const met = v128.or(
      v128.or(f64x2.le(low, levelLow), f64x2.ge(high, levelHigh)),
      v128.or(f64x2.le(low2, levelLow), f64x2.ge(high2, levelHigh)),
    );
    if (i32(v128.any_true(met)) | (load<i32>(signals) & masks)) break;
    v128.store(equities, f64x2.add(cash, f64x2.mul(quantity, v128.load(closes))));
    v128.store(equities, f64x2.add(cash, f64x2.mul(quantity, v128.load(closes, 16))), 16);
    worst = f64x2.pmin(f64x2.pmin(worst, low), low2);
    best = f64x2.pmax(f64x2.pmax(best, high), high2);
    signals += 4;
    lows += 32;
    highs += 32;
    closes += 32;
    equities += 32;
  }

  const i = i32((lows - b.low) >> 3);
  let low = v128.load(lows);
  let high = v128.load(highs);
  let low2 = v128.load(lows, 16);
  let high2 = v128.load(highs, 16);
  const levels =
    i64x2.bitmask(v128.or(f64x2.le(low, levelLow), f64x2.ge(high, levelHigh))) |
    (i64x2.bitmask(v128.or(f64x2.le(low2, levelLow), f64x2.ge(high2, levelHigh))) << 2);
  const signalled = ctz(load<i32>(signals) & masks) >> 3;
  // bars of this turn before the first at which something happens
  let quiet = ctz(levels | 16);
  quiet = signalled < quiet ? signalled : quiet;
  quiet = end - i < quiet ? end - i : quiet;
  const table = meant + (usize(quiet) << 5);
  const first = v128.load(table);
  const second = v128.load(table, 16);
  const far = f64x2.splat(Infinity);
  low = v128.bitselect(low, far, first);
  low2 = v128.bitselect(low2, far, second);
  high = v128.bitselect(high, f64x2.neg(far), first);
  high2 = v128.bitselect(high2, f64x2.neg(far), second);
  v128.store(equities, f64x2.add(cash, f64x2.mul(quantity, v128.load(closes))));
  v128.store(equities, f64x2.add(cash, f64x2.mul(quantity, v128.load(closes, 16))), 16);
  worst = f64x2.pmin(f64x2.pmin(worst, low), low2);
  best = f64x2.pmax(f64x2.pmax(best, high), high2);

  s.lowest = f64x2.extract_lane(f64x2.pmin(worst, v128.shuffle<f64>(worst, worst, 1, 0)), 0);
  s.highest = f64x2.extract_lane(f64x2.pmax(best, v128.shuffle<f64>(best, best, 1, 0)), 0);
  s.nextBar = i + quiet;
  s.barsInMarket += i + quiet - from;
}

/** Masks of the first 0 to 4 of four bars. */
const meant: usize = memory.data<u64>([
  0, 0, 0, 0,
  -1, 0, 0, 0,
  -1, -1, 0, 0,
  -1, -1, -1, 0,
  -1, -1, -1, -1,
]);

/**
 * First of the bars [from, to) at whose close equity is at or below 0 while this position is held, else `to`: with `liquidation: close` a
 * quiet stretch ends there.
 */
function firstBroke(s: Simulation, b: Binding, from: i32, to: i32): i32 {
  let i = from;
  while (i < to && s.cash + s.quantity * at(b.close, i) > 0) i++;
  return i;
}
