// The walk along one path (T = f64) or along four side by side (T = v128, the first two and the second two), by one method M, with
// money that is added or factors that are multiplied (A): one source, of which the compiler makes a loop for each.

import { at, put } from "../core/columns";
import { PATH_CHUNK } from "../core/codes";
import { block } from "./block";
import { bootstrap } from "./bootstrap";
import { draw } from "./draws";
import { PathJob } from "./job";
import { shuffle, startOver } from "./shuffle";
import { skip } from "./skip";
import { higher, laneOf, lower, minus, over, plus, splat, times } from "./vary";

export class Shuffle {}
export class Bootstrap {}
export class Block {}
export class Skip {}
/** Units that are there already. */
export class Given {}

export class Added {}
export class Multiplied {}

// the scratch: streams (draws.ts), places of blocks, words
const PLACES: usize = 64;
const WORDS: usize = 128;

/** `row`: place of the first path among the outputs. Its stream is open. */
export function walk<T, M, A>(job: PathJob, row: i32): void {
  const n = job.n;
  const units = job.units;
  const work = job.work;
  const scratch = job.scratch;
  const words = scratch + WORDS;
  const wordBytes: usize = isVector<T>() ? 16 : 4;
  const points = job.points;
  const nothing: f64 = is<A, Added>() ? 0 : 1;
  if (is<M, Shuffle>()) startOver<T>(units, n, work);

  let equity = splat<T>(job.start);
  let peak = equity;
  let lowest = equity;
  // least equity / peak; with factors, equity / peak is carried on by itself and needs no division
  let least = splat<T>(1);
  let share = least;
  let drop = splat<T>(0);
  let equity2 = equity;
  let peak2 = equity;
  let lowest2 = equity;
  let least2 = least;
  let share2 = least;
  let drop2 = drop;
  const one = splat<T>(1);

  let threshold: u32 = is<M, Block>() ? 0xffffffff : job.threshold;
  let point = 0;
  let mark = points > 0 ? i32(at(job.marks, 0)) : n;
  for (let done = 0; done < n; ) {
    const count = min(PATH_CHUNK, mark - done);
    if (!is<M, Given>()) draw<T>(scratch, words, count);
    for (let k = 0; k < count; k++) {
      const i = done + k;
      const unit = choose<T, M>(units, work, n, i, words + usize(k) * wordBytes, threshold, nothing, scratch + PLACES, 0);
      if (is<A, Added>()) {
        equity = plus<T>(equity, unit);
        peak = higher<T>(peak, equity);
        drop = higher<T>(drop, minus<T>(peak, equity));
        least = lower<T>(least, over<T>(equity, peak));
      } else {
        equity = times<T>(equity, unit);
        share = lower<T>(one, times<T>(share, unit));
        least = lower<T>(least, share);
      }
      lowest = lower<T>(lowest, equity);
      if (isVector<T>()) {
        const unit2 = choose<T, M>(units, work, n, i, words + usize(k) * wordBytes, threshold, nothing, scratch + PLACES, 1);
        if (is<A, Added>()) {
          equity2 = plus<T>(equity2, unit2);
          peak2 = higher<T>(peak2, equity2);
          drop2 = higher<T>(drop2, minus<T>(peak2, equity2));
          least2 = lower<T>(least2, over<T>(equity2, peak2));
        } else {
          equity2 = times<T>(equity2, unit2);
          share2 = lower<T>(one, times<T>(share2, unit2));
          least2 = lower<T>(least2, share2);
        }
        lowest2 = lower<T>(lowest2, equity2);
      }
      if (is<M, Block>()) threshold = job.threshold;
    }
    done += count;
    if (done == mark && points > 0) {
      const to = row * points + point;
      put(job.fan, to, laneOf<T>(equity, 0));
      if (isVector<T>()) {
        put(job.fan, to + points, laneOf<T>(equity, 1));
        put(job.fan, to + 2 * points, laneOf<T>(equity2, 0));
        put(job.fan, to + 3 * points, laneOf<T>(equity2, 1));
      }
      point++;
      mark = point < points ? i32(at(job.marks, point)) : n;
    }
  }
  close<T>(job, row, 0, equity, lowest, least, drop);
  if (isVector<T>()) {
    close<T>(job, row + 1, 1, equity, lowest, least, drop);
    close<T>(job, row + 2, 0, equity2, lowest2, least2, drop2);
    close<T>(job, row + 3, 1, equity2, lowest2, least2, drop2);
  }
}

/** Unit i of the path, or of two. */
@inline
function choose<T, M>(
  units: usize, work: usize, n: i32, i: i32, word: usize, threshold: u32, nothing: f64, places: usize, half: i32,
): T {
  if (is<M, Shuffle>()) return shuffle<T>(work, n - 1 - i, word, half);
  if (is<M, Bootstrap>()) return bootstrap<T>(units, n, word, half);
  if (is<M, Block>()) return block<T>(units, n, word, threshold, places, half);
  if (is<M, Skip>()) return skip<T>(units, i, word, threshold, nothing, half);
  return load<T>(units + (usize(i) << 3));
}

/** Writes what a path came to. */
@inline
function close<T>(job: PathJob, k: i32, lane: i32, equity: T, lowest: T, least: T, drop: T): void {
  put(job.finals, k, laneOf<T>(equity, lane));
  put(job.lowest, k, laneOf<T>(lowest, lane) / job.start);
  put(job.deepest, k, 1.0 - laneOf<T>(least, lane));
  put(job.drops, k, laneOf<T>(drop, lane));
}

@inline
function is<A, B>(): bool {
  return idof<A>() == idof<B>();
}
