// Where most has been traded above the close, and below it.

import { at, put } from "../../core/columns";
import { advance, fill, ProfileState, SAME, volumes } from "../volume/volume-profile";

/** Volumes below this cannot be divided among bins. */
const LEAST: f64 = 1e-290;

/** Middles of the bins with the most volume above and below the close; NaN where there is none. O(bins) a bar beside the profile's own cost. */
export function liquidityZones(
  s: ProfileState, high: usize, low: usize, close: usize, volume: usize, above: usize, below: usize, from: i32, to: i32,
  n: i32, bins: i32,
): void {
  s.bins = bins;
  for (let i = from; i < to; i++) {
    const known = advance(s, high, low, volume, i, n);
    const price = at(close, i);
    const range = s.highest - s.lowest;
    if (!known || !(range > 0) || s.volume < LEAST || price - price != 0) {
      put(above, i, NaN);
      put(below, i, NaN);
      continue;
    }
    fill(s);
    const height = range / f64(bins);
    const same = s.volume * SAME;
    const first = firstAbove(s, price, height);
    put(above, i, middle(s, most(volumes(s), first, bins, 1, same), height));
    put(below, i, middle(s, most(volumes(s), lastBelow(s, price, height, first), -1, -1, same), height));
  }
}

@inline
function middle(s: ProfileState, bin: i32, height: f64): f64 {
  return bin < 0 ? NaN : s.lowest + (f64(bin) + 0.5) * height;
}

function firstAbove(s: ProfileState, price: f64, height: f64): i32 {
  let bin = 0;
  while (bin < s.bins && middle(s, bin, height) <= price) bin++;
  return bin;
}

function lastBelow(s: ProfileState, price: f64, height: f64, above: i32): i32 {
  let bin = above - 1;
  while (bin >= 0 && middle(s, bin, height) >= price) bin--;
  return bin;
}

/** Of the bins from `start` away from the close the one with the most volume, of several the first; -1 where nothing was traded. */
function most(x: usize, start: i32, end: i32, step: i32, same: f64): i32 {
  let largest: f64 = 0;
  for (let k = start; k != end; k += step) largest = max(largest, at(x, k));
  if (!(largest > same)) return -1;
  for (let k = start; k != end; k += step) {
    if (at(x, k) >= largest - same) return k;
  }
  return -1;
}
