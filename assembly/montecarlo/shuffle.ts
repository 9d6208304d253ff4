// Shuffle: every trade of the run once, in a random order (Fisher and Yates 1938, Durstenfeld's form, from the last place down).

import { highWord, move, pair } from "./draws";

/** Writes the run's own order four times side by side, behind the places that paths shuffle: it is copied there for every four paths. */
export function layOut(units: usize, n: i32, work: usize): void {
  const laid = work + (usize(n) << 5);
  for (let i = 0; i < n; i++) {
    const unit = v128.load64_splat(units + (usize(i) << 3));
    v128.store(laid + (usize(i) << 5), unit);
    v128.store(laid + (usize(i) << 5), unit, 16);
  }
}

/** Every path starts from the run's own order. */
@inline
export function startOver<T>(units: usize, n: i32, work: usize): void {
  const bytes = usize(n) << 5;
  if (isVector<T>()) memory.copy(work, work + bytes, bytes);
  else memory.copy(work, units, bytes >> 2);
}

/** The unit that comes to place i out of those up to it; what was there takes its place. */
@inline
export function shuffle<T>(work: usize, i: i32, word: usize, half: i32): T {
  if (isVector<T>()) {
    const lanes = work + (half << 4);
    const own = lanes + (usize(i) << 5);
    const p = lanes + (usize(highWord(word + (half << 3), i + 1)) << 5);
    const q = lanes + (usize(highWord(word + (half << 3) + 4, i + 1)) << 5) + 8;
    const taken = pair(p, q);
    move(own, p);
    move(own + 8, q);
    return taken;
  } else {
    const place = work + (usize(highWord(word, i + 1)) << 3);
    const taken = load<f64>(place);
    move(work + (usize(i) << 3), place);
    return taken;
  }
}
