// Monte Carlo paths: for every path a stream of its own, the run's own order to start from, and an account. Any range of paths
// can be computed by anybody, one at a time or four: the same bits.

import { METHOD_BLOCK, METHOD_BOOTSTRAP, METHOD_RANDOM_ENTRIES, METHOD_SHUFFLE } from "../core/codes";
import { PURPOSE_METHOD, Stream } from "../core/random";
import { open } from "./draws";
import { PathJob } from "./job";
import { randomEntries } from "./random-entries";
import { layOut } from "./shuffle";
import { Added, Block, Bootstrap, Given, Multiplied, Shuffle, Skip, walk } from "./walk";

/** Computes paths [from, to); outputs are counted from `from`. */
export function walkPaths(address: usize, from: i32, to: i32): void {
  const job = changetype<PathJob>(address);
  if (job.method == METHOD_RANDOM_ENTRIES) {
    for (let path = from; path < to; path++) {
      open<f64>(job.scratch, job.seed, PURPOSE_METHOD + job.method, job.trial, path);
      randomEntries(job, changetype<Stream>(job.scratch));
      if (job.added != 0) walk<f64, Given, Added>(job, path - from);
      else walk<f64, Given, Multiplied>(job, path - from);
    }
  } else if (job.method == METHOD_SHUFFLE) {
    layOut(job.units, job.n, job.work);
    walkBy<Shuffle>(job, from, to);
  } else if (job.method == METHOD_BOOTSTRAP) walkBy<Bootstrap>(job, from, to);
  else if (job.method == METHOD_BLOCK) walkBy<Block>(job, from, to);
  else walkBy<Skip>(job, from, to);
}

function walkBy<M>(job: PathJob, from: i32, to: i32): void {
  let path = from;
  if (job.single == 0) {
    for (; path + 4 <= to; path += 4) walkAs<v128, M>(job, path, path - from);
  }
  for (; path < to; path++) walkAs<f64, M>(job, path, path - from);
}

@inline
function walkAs<T, M>(job: PathJob, path: i32, row: i32): void {
  open<T>(job.scratch, job.seed, PURPOSE_METHOD + job.method, job.trial, path);
  if (job.added != 0) walk<T, M, Added>(job, row);
  else walk<T, M, Multiplied>(job, row);
}
