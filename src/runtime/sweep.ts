import type { BacktestInput } from "../contracts/config.js";
import {
  type Bars,
  joinSweeps,
  SWEEP_METRICS,
  type SweepColumns,
  type SweepPart,
  type SweepResult,
  type SweepValues,
  sweepGrid,
} from "../index.js";
import type { Pool, RunOptions } from "./pool.js";
import { type Range, rangesOf, runTogether, type Share } from "./ranges.js";
import { holdBars } from "./tasks/kept.js";
import { SWEEP } from "./tasks/names.js";

/** Ranges that the combinations are given out in, for each worker, at most: small enough that none of them waits for long at the end. */
const RANGES = 8;
/** Values of the other parameters that a range has at least, for all values of the last: columns that are in the cache are read so often. */
const ROWS = 12;
/** Ranges of a sweep that keeps what is done: as much is lost at most when it is stopped. */
const KEPT_RANGES = 256;

export interface SweepOnOptions extends Pick<RunOptions, "signal" | "onProgress"> {
  /** Bars of a shorter timeframe, for `intrabar: lower-timeframe`. */
  finer?: Bars | undefined;
  /** Keeps ranges that are done, and has those that were done before. */
  keeping?: SweepKeeping | undefined;
}

type Rows = Omit<SweepColumns, "params">;

/** A finished range: what its combinations came to; their parameters follow from the grid. */
export interface KeptPart extends Pick<SweepPart, "length" | "skipped"> {
  /** Its first combination. */
  readonly from: number;
  readonly rows: Rows;
}

/** Where the finished ranges of a sweep stay, so that one that was stopped can go on. */
export interface SweepKeeping {
  /** In order, without overlaps. */
  readonly done: readonly KeptPart[];
  /** Called with every range that gets done; the sweep ends after it has. */
  keep(kept: KeptPart): Promise<void>;
}

/** A sweep over a pool's workers: the same bytes whatever their number. */
export async function sweepOnPool(
  pool: Pool,
  bars: Bars,
  config: BacktestInput,
  params: SweepValues,
  { signal, onProgress, finer, keeping }: SweepOnOptions = {},
): Promise<SweepResult> {
  const grid = sweepGrid(config, params);
  const { size } = grid;
  const before = keeping?.done ?? [];
  const left = gapsOf(before, size);
  const rest = left.reduce((sum, [from, to]) => sum + to - from, 0);
  const rows = size / grid.last;
  const ranges = pool.size === 1 ? 1 : rangeCount(rows, pool.size);
  const length = Math.ceil(rest / Math.max(ranges, keeping ? KEPT_RANGES : 1));
  const held = [bars, ...(finer ? [finer] : [])].map((each) => holdBars(pool, each));
  const needs = held.map(({ key }) => key);
  const [data, finerData] = needs as [string, string | undefined];
  const filled = new Filled(size);
  for (const each of before) filled.put(each);
  const shares = left
    .flatMap((gap) => rangesOf(gap, Math.ceil((gap[1] - gap[0]) / length)))
    .map(
      ([from, to]): Share<void> => ({
        weight: to - from,
        run: async (options) => {
          const input = {
            data,
            config,
            params,
            from,
            to,
            workers: pool.size,
            ...(finerData === undefined ? {} : { finer: finerData }),
          };
          const part = await pool.run(SWEEP, input, { ...options, needs });
          const { params: _, ...columns } = part.columns;
          const kept = { from, length: part.length, rows: columns, skipped: part.skipped };
          await keeping?.keep(kept);
          filled.put(kept);
        },
      }),
    );
  try {
    await runTogether(shares, { signal, onProgress, done: size - rest });
  } finally {
    for (const { release } of held) release();
  }
  const values = Object.fromEntries(grid.names.map((name) => [name, grid.column(name, 0, size)]));
  return joinSweeps(bars, config, [filled.with(values)]);
}

/** In how many ranges `workers` take so many rows of a grid. */
function rangeCount(rows: number, workers: number): number {
  // with one parameter there is nothing to read again
  if (rows === 1) return RANGES * workers;
  return Math.min(RANGES * workers, workers * Math.max(1, Math.floor(rows / (ROWS * workers))));
}

/** The rows of a whole sweep, filled range by range in any order: of a large one everything is held once. */
class Filled {
  private readonly rows: Rows;
  private readonly skipped: Pick<KeptPart, "from" | "skipped">[] = [];

  constructor(private readonly size: number) {
    this.rows = Object.fromEntries(SWEEP_METRICS.map((name) => [name, new Float64Array(size)])) as Rows;
  }

  put({ from, rows, skipped }: KeptPart): void {
    for (const name of SWEEP_METRICS) this.rows[name].set(rows[name], from);
    if (skipped.count > 0) this.skipped.push({ from, skipped });
  }

  with(params: SweepColumns["params"]): SweepPart {
    const inOrder = this.skipped.sort((a, b) => a.from - b.from).map(({ skipped }) => skipped);
    const count = inOrder.reduce((sum, each) => sum + each.count, 0);
    const skipped = { count, reason: inOrder[0]?.reason ?? "" };
    return { length: this.size, columns: { ...this.rows, params }, skipped };
  }
}

/** What is not done of `size` combinations. */
function gapsOf(done: readonly KeptPart[], size: number): Range[] {
  const gaps: Range[] = [];
  let at = 0;
  for (const { from, length } of done) {
    if (from > at) gaps.push([at, from]);
    at = from + length;
  }
  if (at < size) gaps.push([at, size]);
  return gaps;
}
