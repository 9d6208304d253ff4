// Order blocks: the last candle against a move that broke the structure.

import { at, put } from "../../core/columns";

@unmanaged
export class BlockState {
  hasDown: i32;
  hasUp: i32;
  bull: i32;
  bear: i32;
  downHigh: f64;
  downLow: f64;
  upHigh: f64;
  upLow: f64;
  bullTop: f64;
  bullBottom: f64;
  bearTop: f64;
  bearBottom: f64;
}

/**
 * On a break up the range of the last candle that closed below its open becomes the bullish block, on a break down that of the last one that closed
 * above it the bearish one. A block holds until the next one of its kind, or a later bar that trades through its far side. `body`: close - open.
 */
export function orderBlocks(
  s: BlockState, body: usize, high: usize, low: usize, broken: usize,
  bullTop: usize, bullBottom: usize, bearTop: usize, bearBottom: usize, from: i32, to: i32,
): void {
  for (let i = from; i < to; i++) {
    const h = at(high, i);
    const l = at(low, i);
    if (s.bull && l < s.bullBottom) s.bull = 0;
    if (s.bear && h > s.bearTop) s.bear = 0;
    const change = at(body, i);
    if (change < 0) {
      s.hasDown = 1;
      s.downHigh = h;
      s.downLow = l;
    } else if (change > 0) {
      s.hasUp = 1;
      s.upHigh = h;
      s.upLow = l;
    }
    const way = at(broken, i);
    if (way > 0 && s.hasDown) {
      s.bull = 1;
      s.bullTop = s.downHigh;
      s.bullBottom = s.downLow;
    } else if (way < 0 && s.hasUp) {
      s.bear = 1;
      s.bearTop = s.upHigh;
      s.bearBottom = s.upLow;
    }
    put(bullTop, i, s.bull ? s.bullTop : NaN);
    put(bullBottom, i, s.bull ? s.bullBottom : NaN);
    put(bearTop, i, s.bear ? s.bearTop : NaN);
    put(bearBottom, i, s.bear ? s.bearBottom : NaN);
  }
}
