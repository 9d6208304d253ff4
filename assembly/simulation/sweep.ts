// One run of many: graph, bar loop and summary of its equity, a slice of bars at a time, so that what one writes the next finds in the
// nearest cache. Trades and fills are counted, not kept.

import { FILL_SAME_OPEN, LIQUIDATION_CLOSE, STATUS_OK } from "../core/codes";
import { at } from "../core/columns";
import { evaluate } from "../graph/program";
import { EquitySummary, summarise } from "../statistics/equity-summary";
import { relevantSignals } from "./decide";
import { fillOrder } from "./legs";
import { hold, nextSignal, run } from "./run";
import { Binding, Simulation } from "./state";
import { decideAndFinish, holdThrough } from "./step";

/** What a sweep keeps of a run beside the summary of its equity; and what it knows of the bars. */
@unmanaged
export class RunCounts {
  trades: i32;
  fills: i32;
  /** lowest low and highest high of all bars: a level beyond them is never met */
  lowest: f64;
  highest: f64;
}

/** Looks at the bars, once before the first run. */
export function survey(binding: usize, counts: usize): void {
  const b = changetype<Binding>(binding);
  const c = changetype<RunCounts>(counts);
  c.lowest = Infinity;
  c.highest = -Infinity;
  for (let i = 0; i < b.bars; i++) {
    c.lowest = min(c.lowest, at(b.low, i));
    c.highest = max(c.highest, at(b.high, i));
  }
}

/**
 * Takes a simulation that has not begun through all of its bars. `slice`: a multiple of 64 bars; `window`: room for the equity of a slice, or
 * of all bars where `whole`.
 */
export function sweep(
  program: usize, count: i32, state: usize, binding: usize, summary: usize, counts: usize, window: usize, whole: bool, slice: i32,
): void {
  const s = changetype<Simulation>(state);
  const b = changetype<Binding>(binding);
  const c = changetype<RunCounts>(counts);
  const plain = isPlain(s, b);
  c.trades = 0;
  c.fills = 0;
  for (let from = 0; from < b.bars; from += slice) {
    const to = min(from + slice, b.bars);
    if (count > 0) evaluate(program, count, from, to);
    b.equity = whole ? window : window - (usize(from) << 3);
    if (plain) runPlain(s, b, c, to);
    else while (run(s, b, to) != STATUS_OK) drop(s, c);
    summarise(changetype<EquitySummary>(summary), b.equity, from, to);
  }
  drop(s, c);
}

/** On a quiet bar nothing can happen but that a signal or a fixed level ends it. */
function isPlain(s: Simulation, b: Binding): bool {
  return !s.working && s.fill != FILL_SAME_OPEN && !s.everyBar && !s.carries && s.liquidation != LIQUIDATION_CLOSE && b.charged == 0;
}

/**
 * `run` for a plain one of which nobody wants to see the trades: from signal to signal, with the equity of the bars between taken in pairs.
 * Where no level can be met nobody asks for highs and lows: excursions belong to trades.
 */
function runPlain(s: Simulation, b: Binding, c: RunCounts, to: i32): void {
  // the last two bars may have rules of their own
  const quietEnd = min(to, b.bars - 2);
  while (s.nextBar < to) {
    const i = s.nextBar;
    if (s.done) {
      memory.fill(b.equity + (usize(i) << 3), 0, usize(to - i) << 3);
      s.nextBar = to;
      return;
    }
    if (!s.orderQueued && i < quietEnd) {
      const mask = relevantSignals(s);
      if (!isFree(s, c)) hold(s, b, i, quietEnd, mask);
      else {
        const end = nextSignal(b.signals, i, quietEnd, mask);
        mark(b, s.cash, s.quantity, i, end);
        if (s.quantity != 0) s.barsInMarket += end - i;
        s.nextBar = end;
      }
      if (s.nextBar >= to) return;
    }
    stepPlain(s, b, c, s.nextBar);
  }
}

/** No level of the position can be met, on any bar. */
@inline
function isFree(s: Simulation, c: RunCounts): bool {
  return s.quantity == 0 || (s.levelLow < c.lowest && s.levelHigh > c.highest);
}

/** `step` for a plain run: highs and lows, far from what is in the cache, are asked for only where a level can be met. */
@inline
function stepPlain(s: Simulation, b: Binding, c: RunCounts, i: i32): void {
  s.levelExit = 0;
  if (s.orderQueued) fillOrder(s, b, i, at(b.open, i), false);
  if (!isFree(s, c)) holdThrough(s, b, i);
  decideAndFinish(s, b, i);
  s.nextBar = i + 1;
}

/** Equity of bars [from, to), and of up to three more: whoever comes to them writes them again. */
@inline
function mark(b: Binding, cash: f64, quantity: f64, from: i32, to: i32): void {
  const wideCash = f64x2.splat(cash);
  const wideQuantity = f64x2.splat(quantity);
  const toClose = b.close - b.equity;
  const end = b.equity + (usize(to) << 3);
  for (let p = b.equity + (usize(from) << 3); p < end; p += 32) {
    v128.store(p, f64x2.add(wideCash, f64x2.mul(wideQuantity, v128.load(p + toClose))));
    v128.store(p, f64x2.add(wideCash, f64x2.mul(wideQuantity, v128.load(p + toClose, 16))), 16);
  }
}

@inline
function drop(s: Simulation, c: RunCounts): void {
  c.trades += s.tradeRows;
  c.fills += s.fillRows;
  s.tradeRows = 0;
  s.fillRows = 0;
}
