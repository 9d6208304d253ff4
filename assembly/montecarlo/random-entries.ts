// Random entries: the run's positions with their sides, sizes, holding times and costs, in a random order and at random bars, one
// after the other as in the run. What is free of bars is dealt out over the gaps by sorted uniform numbers, which are running
// sums of exponential ones over their total (Devroye 1986, V.2.1).

import { at, put } from "../core/columns";
import { log } from "../core/math";
import { below, next, Stream } from "../core/random";
import { PathJob } from "./job";

/**
 * Writes one path into the job's units. Work: the order of positions, then the gaps (positions + 1). A trade fills at `price` of the bar; one
 * that was left inside a bar, at that bar's close.
 */
export function randomEntries(job: PathJob, r: Stream): void {
  const positions = job.positions;
  const first = job.first;
  const held = job.held;
  const order = job.work;
  const gaps = order + (usize(positions) << 3);
  const units = job.units;
  let free = job.bars - 1;
  for (let p = 0; p < positions; p++) {
    put(order, p, f64(p));
    free -= longest(first, held, p);
  }
  for (let i = positions - 1; i > 0; i--) {
    const j = below(r, i + 1);
    const other = at(order, j);
    put(order, j, at(order, i));
    put(order, i, other);
  }
  let total: f64 = 0;
  for (let p = 0; p <= positions; p++) {
    total -= log((f64(next(r)) + 0.5) * (1.0 / 4294967296.0));
    put(gaps, p, total);
  }
  let taken = 0;
  let k = 0;
  for (let p = 0; p < positions; p++) {
    const position = i32(at(order, p));
    const entry = taken + min(free, i32(floor((at(gaps, p) / total) * f64(free + 1))));
    const end = i32(at(first, position + 1));
    for (let trade = i32(at(first, position)); trade < end; trade++) put(units, k++, unitOf(job, trade, entry));
    taken += longest(first, held, position);
  }
}

/** Money, or 1 + profit over the equity at entry, of a trade that begins on another bar. */
function unitOf(job: PathJob, trade: i32, entry: i32): f64 {
  const bought = at(job.price, entry);
  const exit = entry + i32(at(job.held, trade));
  const sold = at(at(job.inside, trade) != 0 ? job.close : job.price, exit);
  const weight = at(job.weight, trade);
  const profit = weight * (sold - bought) - abs(weight) * at(job.cost, trade) * (sold + bought);
  return job.added != 0 ? profit : max(0.0, 1.0 + profit / bought);
}

/** Bars that a position was held: as long as the longest of its parts. */
function longest(first: usize, held: usize, position: i32): i32 {
  let bars: f64 = 0;
  const end = i32(at(first, position + 1));
  for (let trade = i32(at(first, position)); trade < end; trade++) bars = max(bars, at(held, trade));
  return i32(bars);
}
