// Shuffle: every trade of the run once, in a random order (Fisher and Yates 1938, Durstenfeld's form, from the last place down).

import { at, put } from "../core/columns";
import { firstTwo, gather, index, lastTwo } from "./draws";

/** Lays out the run's own order, from which every path starts: a copy, or four side by side. */
export function layOut<T>(units: usize, n: i32, work: usize): void {
  if (isVector<T>()) {
    for (let i = 0; i < n; i++) {
      const unit = v128.load64_splat(units + (usize(i) << 3));
      v128.store(work + (usize(i) << 5), unit);
      v128.store(work + (usize(i) << 5), unit, 16);
    }
  } else memory.copy(work, units, usize(n) << 3);
}

/** Settles the places below `top`, `count` of them, and writes what came into them: the path's next trades. */
export function shuffle<T>(work: usize, top: i32, draws: usize, chosen: usize, count: i32): void {
  if (isVector<T>()) {
    for (let k = 0; k < count; k++) {
      const i = top - 1 - k;
      const words = v128.load(draws + (usize(k) << 4));
      const bound = i32x4.splat(i + 1);
      const a = firstTwo(words, bound);
      const b = lastTwo(words, bound);
      const own = work + (usize(i) << 5);
      const left = v128.load(own);
      const right = v128.load(own, 16);
      const p = work + (usize(i32x4.extract_lane(a, 1)) << 5);
      const q = work + (usize(i32x4.extract_lane(a, 3)) << 5) + 8;
      const r = work + (usize(i32x4.extract_lane(b, 1)) << 5) + 16;
      const s = work + (usize(i32x4.extract_lane(b, 3)) << 5) + 24;
      const out = chosen + (usize(k) << 5);
      v128.store(out, gather(p, q));
      v128.store(out, gather(r, s), 16);
      v128.store64_lane(p, left, 0);
      v128.store64_lane(q, left, 1);
      v128.store64_lane(r, right, 0);
      v128.store64_lane(s, right, 1);
    }
  } else {
    for (let k = 0; k < count; k++) {
      const i = top - 1 - k;
      const j = index(draws, k, i + 1);
      put(chosen, k, at(work, j));
      put(work, j, at(work, i));
    }
  }
}
