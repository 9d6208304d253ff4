import type { Bars } from "../contracts/bars.js";
import { type BarValues, Higher } from "./higher.js";
import type { Column, Kernel } from "./kernel.js";
import type { Grid } from "./node.js";

/** Columns that stay in memory after a run, at most; the least recently used go first. */
const CACHE_BYTES = 512 * 1024 * 1024;

interface Entry {
  columns: Column[];
  bytes: number;
  used: number;
}

/** One series of bars in the kernel's memory, with the columns computed from it. */
export class Dataset {
  /** Bars, or room for them in a series that grows. */
  readonly length: number;
  /** How many bars there will be is not known. */
  readonly grows: boolean;
  private readonly sources: ReadonlyMap<string, Column>;
  private readonly cache = new Map<string, Entry>();
  private readonly timeframe: string;
  private readonly higherBars = new Map<string, Higher>();
  /** Bars that are there. */
  private count: number;
  private cachedBytes = 0;
  private clock = 0;
  /** Runs under way: while there are any, nothing is given back. */
  private users = 0;
  private owed: "nothing" | "clear" | "dispose" = "nothing";

  /** With a `capacity` the series grows: `put` adds bars after those given. `own`: columns (nBars) beside the bars'. */
  constructor(
    private readonly kernel: Kernel,
    bars: Bars,
    { capacity, own = {} }: { capacity?: number | undefined; own?: Readonly<Record<string, Float64Array>> } = {},
  ) {
    this.length = capacity ?? bars.length;
    this.grows = capacity !== undefined;
    this.timeframe = bars.timeframe;
    this.count = bars.length;
    const { timestamp, open, high, low, close, volume, funding } = bars;
    const charges = funding && {
      fundingAtOpen: funding.atOpen,
      fundingLater: funding.later,
      charged: funding.charged,
    };
    this.sources = new Map(
      Object.entries({ timestamp, open, high, low, close, volume, ...charges, ...own }).map(([name, values]) => [
        name,
        capacity === undefined ? kernel.columnOf(values) : roomFor(kernel, values, capacity),
      ]),
    );
  }

  /** Puts one bar into a series that grows. */
  put(bar: number, values: BarValues): void {
    for (const [name, value] of Object.entries(values)) this.kernel.series(this.source(name))[bar] = value;
    for (const higher of this.higherBars.values()) higher.put(bar, values);
    this.count = bar + 1;
  }

  /** The bars of a longer timeframe that these make up. */
  higher(grid: Grid): Higher {
    let higher = this.higherBars.get(grid.name);
    if (higher === undefined) {
      const column = (name: string) => this.kernel.copy(this.source(name), 0, this.count);
      const columns = {
        timestamp: column("timestamp"),
        open: column("open"),
        high: column("high"),
        low: column("low"),
        close: column("close"),
        volume: column("volume"),
      };
      const room = this.grows ? this.length : undefined;
      const settle = (bars: Bars) => new Dataset(this.kernel, bars, { capacity: room });
      higher = new Higher(this.kernel, settle, grid, this.timeframe, columns, this.count, room);
      this.higherBars.set(grid.name, higher);
    }
    return higher;
  }

  /** A column of the bars themselves: timestamp, open, high, low, close, volume or one of their funding. */
  source(name: string): Column {
    const column = this.sources.get(name);
    if (column === undefined) throw new Error(`Invariant: bars have a column ${name}.`);
    return column;
  }

  cached(key: string): Column[] | undefined {
    const entry = this.cache.get(key);
    if (entry === undefined) return undefined;
    entry.used = ++this.clock;
    return entry.columns;
  }

  /** Keeps a node's finished columns; if another run was first, they go. */
  keep(key: string, columns: Column[]): void {
    if (this.cache.has(key)) {
      this.kernel.free(...columns);
      return;
    }
    const bytes = columns.reduce((sum, column) => sum + column.length * (column.kind === "series" ? 8 : 1), 0);
    this.cache.set(key, { columns, bytes, used: ++this.clock });
    this.cachedBytes += bytes;
  }

  /** Brings the cache under its bound, if no run is under way but so many of the caller's `own`, which read no column now. */
  trim(limit = CACHE_BYTES, own = 0): void {
    if (this.users > own) {
      if (limit === 0 && this.owed === "nothing") this.owed = "clear";
      return;
    }
    for (const higher of this.higherBars.values()) higher.dataset.trim(limit);
    if (this.cachedBytes <= limit) return;
    const oldest = [...this.cache.entries()].sort(([, a], [, b]) => a.used - b.used);
    for (const [key, entry] of oldest) {
      if (this.cachedBytes <= limit) return;
      this.kernel.free(...entry.columns);
      this.cache.delete(key);
      this.cachedBytes -= entry.bytes;
    }
  }

  /** A run begins that reads these columns. */
  hold(): void {
    this.users++;
  }

  /** It has ended; what was asked for meanwhile is done now. */
  letGo(): void {
    this.users--;
    if (this.users > 0 || this.owed === "nothing") return;
    const { owed } = this;
    this.owed = "nothing";
    if (owed === "dispose") this.dispose();
    else this.clear();
  }

  /** Frees everything that was computed. */
  clear(): void {
    this.trim(0);
  }

  dispose(): void {
    if (this.users > 0) {
      this.owed = "dispose";
      return;
    }
    this.clear();
    for (const higher of this.higherBars.values()) higher.dispose();
    this.higherBars.clear();
    this.kernel.free(...this.sources.values());
  }
}

function roomFor(kernel: Kernel, values: Float64Array | Uint8Array, capacity: number): Column {
  const column = kernel.column(values instanceof Float64Array ? "series" : "flags", capacity, true);
  if (values instanceof Float64Array) kernel.series(column).set(values);
  else kernel.flags(column).set(values);
  return column;
}
