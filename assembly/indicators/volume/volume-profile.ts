// Volume at price over a window (Steidlmayer's market profile).

import { at, put } from "../../core/columns";
import { FRESH } from "../sliding";

/**
 * Followed by what bars put into single bins (bins), what each bin has more than the one below of the bars that cover whole bins (bins + 1), and
 * the volumes of the bins (bins).
 */
@unmanaged
export class ProfileState {
  /** bars so far, at most n */
  count: i32;
  bins: i32;
  highest: f64;
  lowest: f64;
  /** the last bars that have them */
  highestAt: i32;
  lowestAt: i32;
  /** volume in the window, and what it may not fall below before it is counted afresh */
  volume: f64;
  least: f64;
}

const BINS: usize = 48;
/** Volumes that differ by less than this share of the window's are the same: what leaves and comes in leaves rounding behind. */
export const SAME: f64 = 1e-9;
/** A window's volume below this share of its largest is counted afresh. */
const SHRUNK: f64 = 1e-2;

/** Bytes of a state. */
export function profileBytes(bins: i32): i32 {
  return i32(BINS) + 8 * (3 * bins + 1);
}

/**
 * Middle of the bin with the most volume, and the edges of the value area around it. O(bins) a bar; O(n + bins) where the window's range has
 * changed.
 */
export function volumeProfile(
  s: ProfileState, high: usize, low: usize, volume: usize, point: usize, top: usize, bottom: usize, from: i32, to: i32,
  n: i32, bins: i32, share: f64,
): void {
  s.bins = bins;
  for (let i = from; i < to; i++) {
    if (!advance(s, high, low, volume, i, n)) {
      put(point, i, NaN);
      put(top, i, NaN);
      put(bottom, i, NaN);
      continue;
    }
    writeArea(s, point, top, bottom, i, share);
  }
}

/** Takes bar i in; whether there are n bars, and something was traded in them. */
@inline
export function advance(s: ProfileState, high: usize, low: usize, volume: usize, i: i32, n: i32): bool {
  const valid = isSound(high, low, volume, i);
  const full = valid && s.count == n;
  s.count = valid ? min(s.count + 1, n) : 0;
  if (s.count < n) return false;
  if (!full || i % FRESH == 0 || !slide(s, high, low, volume, i, n)) count(s, high, low, volume, i, n);
  return s.volume > 0;
}

@inline
function isSound(high: usize, low: usize, volume: usize, i: i32): bool {
  const sum = at(high, i) - at(low, i) + at(volume, i);
  return sum - sum == 0;
}

@inline
function single(s: ProfileState): usize {
  return changetype<usize>(s) + BINS;
}

@inline
function steps(s: ProfileState): usize {
  return single(s) + (usize(s.bins) << 3);
}

@inline
export function volumes(s: ProfileState): usize {
  return steps(s) + (usize(s.bins + 1) << 3);
}

/** The bar's volume in place of that of the bar that leaves; false where the range changes or so much leaves that all has to be counted. */
@inline
function slide(s: ProfileState, high: usize, low: usize, volume: usize, i: i32, n: i32): bool {
  const newHigh = at(high, i);
  const newLow = at(low, i);
  if (newHigh > s.highest || newLow < s.lowest) return false;
  if (newHigh == s.highest) s.highestAt = i;
  if (newLow == s.lowest) s.lowestAt = i;
  if (s.highestAt <= i - n || s.lowestAt <= i - n) return false;
  const left = at(volume, i - n);
  const sum = s.volume + (at(volume, i) - left);
  if (!(sum >= s.least)) return false;
  s.least = max(s.least, sum * SHRUNK);
  s.volume = sum;
  spread(s, at(high, i - n), at(low, i - n), -left);
  spread(s, newHigh, newLow, at(volume, i));
  return true;
}

/** The window's range, and the volume of all its bars. */
function count(s: ProfileState, high: usize, low: usize, volume: usize, i: i32, n: i32): void {
  s.highest = -Infinity;
  s.lowest = Infinity;
  s.volume = 0;
  for (let k = i - n + 1; k <= i; k++) {
    if (at(high, k) >= s.highest) {
      s.highest = at(high, k);
      s.highestAt = k;
    }
    if (at(low, k) <= s.lowest) {
      s.lowest = at(low, k);
      s.lowestAt = k;
    }
    s.volume += at(volume, k);
  }
  s.least = s.volume * SHRUNK;
  memory.fill(single(s), 0, usize(2 * s.bins + 1) << 3);
  for (let k = i - n + 1; k <= i; k++) spread(s, at(high, k), at(low, k), at(volume, k));
}

/** Evenly over the bins that the bar's range touches, in proportion to the overlap; of a bar without a range into the bin of its price. */
@inline
function spread(s: ProfileState, high: f64, low: f64, volume: f64): void {
  const range = s.highest - s.lowest;
  // a flat window has no bins
  if (!(range > 0)) return;
  const bins = f64(s.bins);
  const start = ((low - s.lowest) / range) * bins;
  const end = ((high - s.lowest) / range) * bins;
  const first = min(i32(start), s.bins - 1);
  const last = min(i32(end), s.bins - 1);
  if (first >= last) {
    add(single(s), first, volume);
    return;
  }
  const each = volume / (end - start);
  add(single(s), first, (f64(first + 1) - start) * each);
  add(single(s), last, (end - f64(last)) * each);
  add(steps(s), first + 1, each);
  add(steps(s), last, -each);
}

@inline
function add(column: usize, k: i32, amount: f64): void {
  put(column, k, at(column, k) + amount);
}

function writeArea(s: ProfileState, point: usize, top: usize, bottom: usize, i: i32, share: f64): void {
  const range = s.highest - s.lowest;
  if (!(range > 0)) {
    put(point, i, s.highest);
    put(top, i, s.highest);
    put(bottom, i, s.lowest);
    return;
  }
  const most = fill(s);
  const bins = s.bins;
  const x = volumes(s);
  const same = s.volume * SAME;
  const centre = middlemost(x, bins, most - same);
  let first = centre;
  let last = centre;
  let area = at(x, centre);
  const wanted = s.volume * share - same;
  while (area < wanted && (first > 0 || last < bins - 1)) {
    const above = pair(x, last + 1, min(last + 2, bins - 1));
    const below = pair(x, max(first - 2, 0), first - 1);
    if (first == 0 || (last < bins - 1 && above >= below - same)) {
      area += above;
      last = min(last + 2, bins - 1);
    } else {
      area += below;
      first = max(first - 2, 0);
    }
  }
  const height = range / f64(bins);
  put(point, i, s.lowest + (f64(centre) + 0.5) * height);
  put(top, i, last == bins - 1 ? s.highest : s.lowest + f64(last + 1) * height);
  put(bottom, i, s.lowest + f64(first) * height);
}

/** The bins' volumes; the largest of them. */
@inline
export function fill(s: ProfileState): f64 {
  let covered: f64 = 0;
  let most: f64 = 0;
  for (let k = 0; k < s.bins; k++) {
    covered += at(steps(s), k);
    const volume = at(single(s), k) + covered;
    put(volumes(s), k, volume);
    most = max(most, volume);
  }
  return most;
}

/** Of the bins with that much volume the one nearest the middle of the range, of two the lower one. */
@inline
function middlemost(x: usize, bins: i32, enough: f64): i32 {
  let found = 0;
  let distance = i32.MAX_VALUE;
  for (let k = 0; k < bins; k++) {
    const away = abs(2 * k + 1 - bins);
    if (away < distance && at(x, k) >= enough) {
      found = k;
      distance = away;
    }
  }
  return found;
}

/** Volume of the bins from one to another, none where they are the wrong way round. */
@inline
function pair(x: usize, first: i32, last: i32): f64 {
  let sum: f64 = 0;
  for (let k = first; k <= last; k++) sum += at(x, k);
  return sum;
}
