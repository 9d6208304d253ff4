// Stationary block bootstrap (Politis and Romano 1994): days in runs of random length, which go on from the last day to the
// first. One word decides twice: its product with n has a random day in the high word, and in the low word whether a block
// begins there (up to the threshold, one time in the mean length).

import { at, put } from "../core/columns";
import { firstTwo, gather, index, lastTwo } from "./draws";

/** Writes the next `count` days; `places` holds the last day taken, by path. The first day of a path always begins a block. */
export function block<T>(
  units: usize, n: i32, draws: usize, chosen: usize, count: i32, threshold: u32, begins: bool, places: usize,
): void {
  if (isVector<T>()) {
    const wide = i32x4.splat(n);
    const one = i32x4.splat(1);
    let limit = i32x4.splat(begins ? -1 : threshold);
    let place = v128.load(places);
    for (let k = 0; k < count; k++) {
      const words = v128.load(draws + (usize(k) << 4));
      const anew = i8x16.shuffle(
        firstTwo(words, wide), lastTwo(words, wide),
        4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31,
      );
      const on = i32x4.add(place, one);
      const round = v128.andnot(on, i32x4.eq(on, wide));
      place = v128.bitselect(anew, round, i32x4.le_u(i32x4.mul(words, wide), limit));
      const out = chosen + (usize(k) << 5);
      v128.store(out, gather(
        units + (usize(i32x4.extract_lane(place, 0)) << 3), units + (usize(i32x4.extract_lane(place, 1)) << 3),
      ));
      v128.store(out, gather(
        units + (usize(i32x4.extract_lane(place, 2)) << 3), units + (usize(i32x4.extract_lane(place, 3)) << 3),
      ), 16);
      limit = i32x4.splat(threshold);
    }
    v128.store(places, place);
  } else {
    let place = load<i32>(places);
    for (let k = 0; k < count; k++) {
      const low = load<u32>(draws + (usize(k) << 2)) * u32(n);
      if ((begins && k == 0) || low <= threshold) place = index(draws, k, n);
      else place = place + 1 == n ? 0 : place + 1;
      put(chosen, k, at(units, place));
    }
    store<i32>(places, place);
  }
}
