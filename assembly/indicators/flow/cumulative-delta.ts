// What buyers took less what sellers took, summed up.

import { at, put } from "../../core/columns";

const DAY: f64 = 86400000;

@unmanaged
export class CumulativeState {
  sum: f64;
  /** the UTC day of the bar before */
  day: f64;
}

/** From the first bar on, or from the first bar of each UTC day; a bar without numbers starts the sum anew. */
export function cumulativeDelta(
  s: CumulativeState, buy: usize, sell: usize, timestamp: usize, out: usize, from: i32, to: i32, session: bool,
): void {
  for (let i = from; i < to; i++) {
    const delta = at(buy, i) - at(sell, i);
    const day = floor(at(timestamp, i) / DAY);
    if (session && day != s.day) s.sum = 0;
    s.day = day;
    const valid = delta - delta == 0;
    s.sum = valid ? s.sum + delta : 0;
    put(out, i, valid ? s.sum : NaN);
  }
}
