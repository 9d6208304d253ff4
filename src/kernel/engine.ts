import { CHUNK } from "../../dist/layout.js";
import type { Bars } from "../contracts/bars.js";
import { Dataset } from "./dataset.js";
import { Kernel } from "./kernel.js";
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

  /** The same for columns of numbers, chunk by chunk while they are in the cache, into memory that is taken over where there is some; of a long series nothing is kept. */
  columns(bars: Bars, handles: readonly Handle[], recycled?: Recycled): Float64Array[] {
    const dataset = this.dataset(bars);
    dataset.trim();
    const { length } = bars;
    const program = new Program(this.kernel, dataset, handles);
    const columns = handles.map(
      () => recycled?.take("columns", length)?.subarray(0, length) ?? new Float64Array(length),
    );
    const sources = handles.map((handle) => program.column(handle));
    const views: Float64Array[] = [];
    for (let from = 0; from < length; from += CHUNK) {
      const to = Math.min(from + CHUNK, length);
      program.evaluate(from, to);
      for (const [k, source] of sources.entries()) {
        // a window stays where it is, and its view holds for the next chunk
        let view = views[k];
        if (view?.byteOffset !== source.address + 8 * from || view.length !== to - from) {
          view = this.kernel.part(source, from, to);
          views[k] = view;
        }
        columns[k]?.set(view, from);
      }
    }
    program.finish();
    return columns;
  }
}
