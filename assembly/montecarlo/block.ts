// Stationary block bootstrap (Politis and Romano 1994): days in runs of random length, which go on from the last day to the
// first. One word decides twice: its product with n has a random day in the high word, and in the low word whether a block
// begins there (up to the threshold, one time in the mean length).

import { firstTwo, highWord, lastTwo, pair } from "./draws";

/** `places`: the last day taken, by path; `threshold` is 2^32 - 1 on a path's first day, which always begins a block. */
@inline
export function block<T>(units: usize, n: i32, word: usize, threshold: u32, places: usize, half: i32): T {
  if (isVector<T>()) {
    if (half == 0) v128.store(places, nextPlaces(v128.load(word), v128.load(places), n, threshold));
    const first = places + (half << 3);
    return pair(units + (usize(load<u32>(first)) << 3), units + (usize(load<u32>(first, 4)) << 3));
  } else {
    let place = load<i32>(places) + 1;
    if (load<u32>(word) * u32(n) <= threshold) place = highWord(word, n);
    else if (place == n) place = 0;
    store<i32>(places, place);
    return load<f64>(units + (usize(place) << 3));
  }
}

@inline
function nextPlaces(words: v128, before: v128, n: i32, threshold: u32): v128 {
  const wide = i32x4.splat(n);
  const anew = i8x16.shuffle(
    firstTwo(words, wide), lastTwo(words, wide),
    4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31,
  );
  const on = i32x4.add(before, i32x4.splat(1));
  const round = v128.andnot(on, i32x4.eq(on, wide));
  return v128.bitselect(anew, round, i32x4.le_u(i32x4.mul(words, wide), i32x4.splat(threshold)));
}
