import {
  METHOD_BLOCK,
  METHOD_BOOTSTRAP,
  METHOD_RANDOM_ENTRIES,
  METHOD_SHUFFLE,
  METHOD_SKIP,
  PATH_JOB,
  PATH_SCRATCH,
} from "../../dist/layout.js";
import type { Column, Kernel } from "./kernel.js";
import type { KernelRecord } from "./record.js";

const METHODS = {
  shuffle: METHOD_SHUFFLE,
  bootstrap: METHOD_BOOTSTRAP,
  block: METHOD_BLOCK,
  skip: METHOD_SKIP,
  null: METHOD_RANDOM_ENTRIES,
} as const;
export type PathMethod = keyof typeof METHODS;

/** What paths are drawn from. Plain data. */
export interface PathSource {
  readonly method: PathMethod;
  readonly seed: number;
  readonly trial: number;
  /** Units are money that is added; else factors (1 + return) that are multiplied. */
  readonly added: boolean;
  /** Start capital, quote currency. */
  readonly start: number;
  /** Of every trade, or day (n). */
  readonly units: Float64Array;
  /** skip: probability that a trade is dropped, [0, 1); block: that a block begins, (0, 1]. */
  readonly probability?: number | undefined;
  /** null: what random entries need in place of the units. */
  readonly entries?: RandomEntries | undefined;
}

/** The positions of a run, to be begun on other bars. */
export interface RandomEntries {
  /** Signed: quantity where money is added, else notional over equity, both at entry (nTrades). */
  readonly weight: Float64Array;
  /** Costs, fraction of the value traded at both ends (nTrades). */
  readonly cost: Float64Array;
  /** Bars from entry to exit (nTrades). */
  readonly held: Float64Array;
  /** 1 = left inside a bar (nTrades). */
  readonly inside: Float64Array;
  /** First trade of every position, then the number of trades (nPositions + 1). */
  readonly first: Float64Array;
  /** What orders fill at, and closes, quote currency (nBars). */
  readonly price: Float64Array;
  readonly close: Float64Array;
}

/** Every column (nPaths). */
export interface PathColumns {
  /** Last equity, quote currency. */
  readonly finalEquity: Float64Array;
  /** Positive fraction of the peak; the start counts as the first. */
  readonly maxDrawdown: Float64Array;
  /** Lowest equity as a share of the start capital. */
  readonly lowestShare: Float64Array;
  /** Deepest fall from a peak, quote currency; 0 where units are multiplied. */
  readonly maxDrawdownMoney: Float64Array;
}

const TWO_32 = 4_294_967_296;

/** Monte Carlo paths in the kernel. A path depends on its number alone: any range gives the same bytes, wherever it is computed. */
export class Paths {
  private readonly job: KernelRecord<typeof PATH_JOB>;
  private readonly columns: Column[] = [];

  /** `single`: one path at a time in place of four, for comparison. */
  constructor(
    private readonly kernel: Kernel,
    source: PathSource,
    single = false,
  ) {
    const { method, seed, trial, added, start, units, entries } = source;
    const n = units.length;
    this.job = kernel.record(PATH_JOB);
    const work = this.keep(kernel.column("series", workOf(source)));
    this.job.set({
      method: METHODS[method],
      added,
      single,
      n,
      seed,
      trial,
      threshold: thresholdOf(source),
      start,
      units: this.copied(units),
      scratch: this.keep(kernel.column("flags", PATH_SCRATCH)),
      work,
    });
    if (entries === undefined) return;
    const { weight, cost, held, inside, first, price, close } = entries;
    this.job.set({
      positions: first.length - 1,
      bars: close.length,
      weight: this.copied(weight),
      cost: this.copied(cost),
      held: this.copied(held),
      inside: this.copied(inside),
      first: this.copied(first),
      price: this.copied(price),
      close: this.copied(close),
    });
  }

  /** Paths [from, to). */
  take(from: number, to: number): PathColumns {
    const outputs = Array.from({ length: 4 }, () => this.kernel.column("series", to - from));
    const [finals, deepest, lowest, drops] = outputs.map(({ address }) => address) as [number, number, number, number];
    this.job.set({ finals, deepest, lowest, drops, points: 0 });
    this.kernel.call.walkPaths(this.job.address, from, to);
    const [finalEquity, maxDrawdown, lowestShare, maxDrawdownMoney] = outputs.map((column) =>
      this.kernel.copy(column),
    ) as [Float64Array, Float64Array, Float64Array, Float64Array];
    this.kernel.free(...outputs);
    return { finalEquity, maxDrawdown, lowestShare, maxDrawdownMoney };
  }

  /** Equity of paths [from, to) after so many steps (rising, the last is n): row-major (to - from, marks). */
  equityAt(marks: Float64Array, from: number, to: number): Float64Array {
    const { kernel } = this;
    const fan = kernel.column("series", (to - from) * marks.length);
    const steps = kernel.columnOf(marks);
    const outputs = Array.from({ length: 4 }, () => kernel.column("series", to - from));
    const [finals, deepest, lowest, drops] = outputs.map(({ address }) => address) as [number, number, number, number];
    const points = marks.length;
    this.job.set({ finals, deepest, lowest, drops, points, marks: steps.address, fan: fan.address });
    kernel.call.walkPaths(this.job.address, from, to);
    const values = kernel.copy(fan);
    kernel.free(fan, steps, ...outputs);
    return values;
  }

  dispose(): void {
    this.kernel.free(...this.columns.splice(0));
    this.kernel.freeRecord(this.job);
  }

  private copied(values: Float64Array): number {
    return this.keep(this.kernel.columnOf(values));
  }

  private keep(column: Column): number {
    this.columns.push(column);
    return column.address;
  }
}

/** Values that a path works on (see assembly/montecarlo/job.ts). */
function workOf({ method, units, entries }: PathSource): number {
  if (method === "shuffle") return 8 * units.length;
  return entries ? 2 * entries.first.length - 1 : 0;
}

/** skip: words below it, of 2^32, are dropped; block: those up to it begin a block. */
function thresholdOf({ method, probability = 0 }: PathSource): number {
  return method === "block" ? Math.ceil(probability * TWO_32) - 1 : Math.floor(probability * TWO_32);
}
