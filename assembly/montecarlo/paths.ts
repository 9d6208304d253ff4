// Monte Carlo paths: for every path a stream of its own, the run's own order to start from, and an account. Any range of paths
// can be computed by anybody, one at a time or four: the same bits.

import { at, put } from "../core/columns";
import {
  METHOD_BLOCK, METHOD_BOOTSTRAP, METHOD_RANDOM_ENTRIES, METHOD_SHUFFLE, PATH_CHUNK,
} from "../core/codes";
import { PURPOSE_METHOD, Stream } from "../core/random";
import { add, close, compound, equityOf, openAccount } from "./account";
import { block } from "./block";
import { bootstrap } from "./bootstrap";
import { draw, open, STREAM_BYTES } from "./draws";
import { PathJob } from "./job";
import { randomEntries } from "./random-entries";
import { layOut, shuffle } from "./shuffle";
import { skip } from "./skip";

// the scratch: stream, places of blocks, accounts, then draws and what they chose
const PLACES: usize = STREAM_BYTES;
const ACCOUNTS: usize = PLACES + 16;
const DRAWS: usize = 320;
const CHOSEN: usize = DRAWS + 16 * PATH_CHUNK;

/** Computes paths [from, to); outputs are counted from `from`. */
export function walkPaths(address: usize, from: i32, to: i32): void {
  const job = changetype<PathJob>(address);
  let path = from;
  if (job.single == 0 && job.method != METHOD_RANDOM_ENTRIES) {
    for (; path + 4 <= to; path += 4) walk<v128>(job, path, path - from);
  }
  for (; path < to; path++) walk<f64>(job, path, path - from);
}

/** One path, or four. `row`: place of the first among the outputs. */
function walk<T>(job: PathJob, path: i32, row: i32): void {
  const method = job.method;
  const n = job.n;
  const scratch = job.scratch;
  const points = job.points;
  const added = job.added != 0;
  const account = scratch + ACCOUNTS;
  open<T>(scratch, job.seed, PURPOSE_METHOD + method, job.trial, path);
  openAccount<T>(account, job.start, added);
  if (method == METHOD_SHUFFLE) layOut<T>(job.units, n, job.work);
  let drawn: usize = 0;
  if (method == METHOD_RANDOM_ENTRIES) drawn = randomEntries(job, changetype<Stream>(scratch));

  let point = 0;
  let mark = points > 0 ? i32(at(job.marks, 0)) : n;
  for (let done = 0; done < n; ) {
    const count = min(PATH_CHUNK, mark - done);
    let chosen = scratch + CHOSEN;
    if (method == METHOD_RANDOM_ENTRIES) chosen = drawn + (usize(done) << 3);
    else choose<T>(job, done, count);
    if (added) add<T>(account, chosen, count);
    else compound<T>(account, chosen, count);
    done += count;
    if (done == mark && points > 0) {
      for (let lane: usize = 0; lane < (isVector<T>() ? 4 : 1); lane++) {
        put(job.fan, (row + i32(lane)) * points + point, equityOf(account, lane));
      }
      point++;
      mark = point < points ? i32(at(job.marks, point)) : n;
    }
  }
  for (let lane: usize = 0; lane < (isVector<T>() ? 4 : 1); lane++) {
    const k = row + i32(lane);
    close(account, lane, k, job.start, job.finals, job.deepest, job.lowest, job.drops);
  }
}

/** Draws the path's next trades. */
@inline
function choose<T>(job: PathJob, done: i32, count: i32): void {
  const method = job.method;
  const n = job.n;
  const units = job.units;
  const scratch = job.scratch;
  const draws = scratch + DRAWS;
  const chosen = scratch + CHOSEN;
  draw<T>(scratch, draws, count);
  if (method == METHOD_SHUFFLE) shuffle<T>(job.work, n - done, draws, chosen, count);
  else if (method == METHOD_BOOTSTRAP) bootstrap<T>(units, n, draws, chosen, count);
  else if (method == METHOD_BLOCK) block<T>(units, n, draws, chosen, count, job.threshold, done == 0, scratch + PLACES);
  else skip<T>(units, done, draws, chosen, count, job.threshold, job.added != 0 ? 0 : 1);
}
