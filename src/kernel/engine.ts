import { CHUNK } from "../../dist/layout.js";
import type { Bars } from "../contracts/bars.js";
import { Dataset } from "./dataset.js";
import { type Column, Kernel } from "./kernel.js";
import type { Handle } from "./node.js";
import { Program } from "./program.js";
import type { Recycled } from "./recycle.js";
import { Statistics } from "./statistics.js";

/** Series of bars kept in the kernel's memory at a time. */
const DATASETS = 8;

/** A kernel with the data sets that it holds; each series of bars is copied in once. */
export class Engine {
  readonly statistics: Statistics;
  private readonly datasets = new Map<Bars, Dataset>();

  constructor(readonly kernel: Kernel) {
    this.statistics = new Statistics(kernel);
  }

  static async load(): Promise<Engine> {
    return new Engine(await Kernel.load());
  }

  /** The bars' columns in the kernel; the least recently used series makes room. */
  dataset(bars: Bars): Dataset {
    let dataset = this.datasets.get(bars);
    if (dataset === undefined) {
      const [oldest] = this.datasets.keys();
      if (this.datasets.size >= DATASETS && oldest !== undefined) this.forget(oldest);
      dataset = new Dataset(this.kernel, bars);
    }
    this.datasets.delete(bars);
    this.datasets.set(bars, dataset);
    return dataset;
  }

  forget(bars: Bars): void {
    this.datasets.get(bars)?.dispose();
    this.datasets.delete(bars);
  }

  /** Drops every computed column; bars stay. */
  clear(): void {
    this.kernel.dropResident();
    for (const dataset of this.datasets.values()) dataset.clear();
  }

  /** Evaluates handles over whole series and copies them out. */
  evaluate(bars: Bars, handles: readonly Handle[]): Float64Array[] {
    const dataset = this.dataset(bars);
    dataset.trim();
    const program = new Program(this.kernel, dataset, handles, true);
    for (let from = 0; from < bars.length; from += CHUNK) program.evaluate(from, Math.min(from + CHUNK, bars.length));
    const columns = handles.map((handle) =>
      handle.kind === "series"
        ? this.kernel.copy(program.column(handle))
        : Float64Array.from(this.kernel.flags(program.column(handle))),
    );
    program.finish();
    return columns;
  }

  /**
   * The same for columns of numbers, chunk by chunk while they are in the cache, into memory that is taken over where there is some; of a long series
   * nothing is kept. `own`: columns (nBars) beside the bars', by their names; nothing that is computed of them is kept either.
   */
  columns(bars: Bars, handles: readonly Handle[], { recycled, own = {} }: ColumnOptions = {}): Float64Array[] {
    if (Object.keys(own).length === 0) {
      const dataset = this.dataset(bars);
      dataset.trim();
      return this.copied(dataset, handles, recycled);
    }
    const dataset = new Dataset(this.kernel, bars, { own });
    try {
      return this.copied(dataset, handles, recycled);
    } finally {
      dataset.dispose();
    }
  }

  private copied(dataset: Dataset, handles: readonly Handle[], recycled: Recycled | undefined): Float64Array[] {
    const { length } = dataset;
    const program = new Program(this.kernel, dataset, handles, undefined, true);
    const columns = handles.map(
      () => recycled?.take("columns", length)?.subarray(0, length) ?? new Float64Array(length),
    );
    const readers = new Map<string, Copy[]>();
    handles.forEach((handle, k) => {
      const [source, target] = [program.column(handle), columns[k] as Float64Array];
      if (!program.computes(handle)) target.set(this.kernel.series(source));
      else
        readers.set(handle.node.key, [...(readers.get(handle.node.key) ?? []), new Copy(this.kernel, source, target)]);
    });
    for (let from = 0; from < length; from += CHUNK) {
      const to = Math.min(from + CHUNK, length);
      program.evaluateEach(from, to, (key) => {
        for (const copy of readers.get(key) ?? []) copy.take(from, to);
      });
    }
    program.finish();
    return columns;
  }
}

export interface ColumnOptions {
  recycled?: Recycled;
  own?: Readonly<Record<string, Float64Array>>;
}

/** Values that are copied at a time: longer copies wait for memory. */
const PIECE = CHUNK / 2;

/** A column that is copied out range by range. */
class Copy {
  private readonly views: Float64Array[] = [];

  constructor(
    private readonly kernel: Kernel,
    private readonly source: Column,
    private readonly target: Float64Array,
  ) {}

  take(from: number, to: number): void {
    for (let piece = from; piece < to; piece += PIECE) {
      this.target.set(this.view((piece - from) / PIECE, piece, Math.min(piece + PIECE, to)), piece);
    }
  }

  /** The k-th piece of a range. A window stays where it is, and its views hold for the next chunk. */
  private view(k: number, from: number, to: number): Float64Array {
    const view = this.views[k];
    if (view?.byteOffset === this.source.address + 8 * from && view.length === to - from) return view;
    const made = this.kernel.part(this.source, from, to);
    this.views[k] = made;
    return made;
  }
}
