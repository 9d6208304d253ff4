import indicators from "../../dist/indicators.wasm";
import {
  ABI_VERSION,
  ARENA_BASE,
  BINDING,
  EQUITY_SUMMARY,
  EXTENSION_BASE,
  INSTRUCTION,
  OP_EXTENDED,
  ORDER,
  PATH_JOB,
  PORTFOLIO,
  RUN_COUNTS,
  SIMULATION,
  SLEEVE,
} from "../../dist/layout.js";
import wasm from "../../dist/varanus.wasm";
import { sha256 } from "../contracts/canonical.js";
import { invariant, VaranusError } from "../contracts/errors.js";
import { KernelRecord, type RecordLayout } from "./record.js";

/** What the WebAssembly module exports; addresses are byte offsets into its memory. */
interface KernelExports {
  memory: WebAssembly.Memory;
  abiVersion(): number;
  layoutSize(record: number): number;
  allocate(bytes: number, clear: boolean): number;
  release(address: number): void;
  bytesUsed(): number;
  staticEnd(): number;
  evaluate(program: number, count: number, from: number, to: number): void;
  stateBytes(op: number, n: number): number;
  run(state: number, binding: number, to: number): number;
  step(state: number, binding: number): void;
  survey(binding: number, counts: number): void;
  sweep(
    program: number,
    count: number,
    state: number,
    binding: number,
    summary: number,
    counts: number,
    window: number,
    whole: boolean,
    slice: number,
  ): void;
  sums(x: number, n: number, out: number): void;
  centralSums(x: number, n: number, mean: number, out: number): void;
  partialSums(x: number, n: number, threshold: number, out: number): void;
  coSums(x: number, y: number, n: number, meanX: number, meanY: number, out: number): void;
  simpleReturns(equity: number, n: number, start: number, out: number): void;
  dailyLast(stamps: number, equity: number, n: number, sundayIsMonday: boolean, out: number): number;
  drawdowns(equity: number, n: number, start: number, out: number): void;
  heldNotional(close: number, n: number, bars: number, quantities: number, fills: number): number;
  summarise(state: number, equity: number, from: number, to: number): void;
  sort(x: number, n: number): void;
  quantile(x: number, n: number, p: number): number;
  exp(x: number): number;
  log(x: number): number;
  pow(x: number, y: number): number;
  normalCdf(x: number): number;
  normalQuantile(p: number): number;
  runPortfolio(portfolio: number, moments: number): number;
  walkPaths(job: number, from: number, to: number): void;
  perturb(
    stream: number,
    seed: number,
    trial: number,
    path: number,
    n: number,
    scale: number,
    open: number,
    high: number,
    low: number,
    close: number,
    newOpen: number,
    newHigh: number,
    newLow: number,
    newClose: number,
  ): void;
  synthesise(
    seed: number,
    trial: number,
    n: number,
    start: number,
    barMs: number,
    price: number,
    pull: number,
    inverseTick: number,
    stamps: number,
    open: number,
    high: number,
    low: number,
    close: number,
    volume: number,
  ): void;
}

/** What the indicators' module exports; it works in the kernel's memory. */
interface IndicatorsExports {
  execute(instruction: number, from: number, to: number): void;
  stateBytes(op: number, n: number, p: number): number;
  staticEnd(): number;
}

/** Columns of float64 values ("series") or of bytes 0 and 1 ("flags") in the kernel's memory. */
export interface Column {
  readonly kind: "series" | "flags";
  readonly address: number;
  readonly length: number;
}

/** Vector loops may touch this many bytes beyond a column's last value. */
const OVERRUN = 32;

/** Series from this length on stay in memory after a statistic of them. */
const RESIDENT = 100_000;

const LAYOUTS = [SIMULATION, BINDING, INSTRUCTION, EQUITY_SUMMARY, ORDER, RUN_COUNTS, PATH_JOB, PORTFOLIO, SLEEVE];

/**
 * One instance of the WebAssembly kernel and its memory. Nobody outside src/kernel sees an address: they hold columns.
 * Views are made anew at every use, because memory moves when it grows.
 */
export class Kernel {
  static readonly bytes = wasm;
  private static hash: string | undefined;

  /** SHA-256 of the bytes of both modules, the kernel's before the indicators', the same in every host. */
  static get sha256(): string {
    Kernel.hash ??= sha256(Uint8Array.from([...wasm, ...indicators]));
    return Kernel.hash;
  }

  static async load(): Promise<Kernel> {
    const host: { onBar(bar: number): void; extend: IndicatorsExports["execute"] } = {
      onBar: () => {},
      extend: () => {},
    };
    const { instance } = await WebAssembly.instantiate(wasm, {
      host: {
        onBar: (bar: number) => host.onBar(bar),
        extend: (instruction: number, from: number, to: number) => host.extend(instruction, from, to),
      },
    });
    const call = instance.exports as unknown as KernelExports;
    const extension = await WebAssembly.instantiate(indicators, { env: { memory: call.memory } });
    const extended = extension.instance.exports as unknown as IndicatorsExports;
    const kernel = new Kernel(call, extended);
    host.onBar = (bar) => kernel.onBar?.(bar);
    host.extend = extended.execute;
    return kernel;
  }

  /** Who is called on every bar of the simulation that is running now. */
  private onBar: ((bar: number) => void) | undefined;

  /** Calls `run`, during which the kernel calls `onBar`; one run can be inside another's. */
  listening<T>(onBar: ((bar: number) => void) | undefined, run: () => T): T {
    const before = this.onBar;
    this.onBar = onBar;
    try {
      return run();
    } finally {
      this.onBar = before;
    }
  }

  /** The series that was brought in last: several statistics of one series bring it in once. */
  private resident: { values: Float64Array; column: Column } | undefined;
  private borrowers = 0;

  private constructor(
    readonly call: KernelExports,
    private readonly extended: IndicatorsExports,
  ) {
    invariant(call.abiVersion() === ABI_VERSION, "the kernel and dist/layout.ts come from one build");
    invariant(call.staticEnd() <= EXTENSION_BASE, "the kernel's static data ends before the indicators'");
    invariant(extended.staticEnd() <= ARENA_BASE, "the indicators' static data ends before the arena");
    LAYOUTS.forEach((layout, k) => {
      const last = Object.values(layout.fields).at(-1);
      const expected = (layout.bytes * 4096) | (last?.offset ?? 0);
      invariant(call.layoutSize(k) === expected, `kernel record ${k} is laid out as dist/layout.ts has it`);
    });
  }

  /** Working memory of an operation, bytes. */
  stateBytes(op: number, n: number, p: number): number {
    return op >= OP_EXTENDED ? this.extended.stateBytes(op, n, p) : this.call.stateBytes(op, n);
  }

  /** A new column; `clear` makes it zeros, otherwise its content is whatever was there. */
  column(kind: Column["kind"], length: number, clear = false): Column {
    const bytes = kind === "series" ? length * 8 : length;
    return { kind, length, address: this.allocate(bytes + OVERRUN, clear) };
  }

  /** A column that holds a copy of `values`. */
  columnOf(values: Float64Array | Uint8Array): Column {
    const column = this.column(values instanceof Float64Array ? "series" : "flags", values.length);
    if (values instanceof Float64Array) this.series(column).set(values);
    else this.flags(column).set(values);
    return column;
  }

  free(...columns: readonly (Column | null | undefined)[]): void {
    for (const column of columns) if (column) this.call.release(column.address);
  }

  /** The values in place; valid until the next allocation. */
  series(column: Column): Float64Array {
    return new Float64Array(this.call.memory.buffer, column.address, column.length);
  }

  /** A copy of the values, or of those in [from, to). `new` of a view writes the new memory once; `slice` and `set` clear it before. */
  copy(column: Column, from = 0, to = column.length): Float64Array {
    return new Float64Array(new Float64Array(this.call.memory.buffer, column.address + 8 * from, to - from));
  }

  /** The values of [from, to) in place; valid until the next allocation. */
  part(column: Column, from: number, to: number): Float64Array {
    return new Float64Array(this.call.memory.buffer, column.address + 8 * from, to - from);
  }

  flags(column: Column): Uint8Array {
    return new Uint8Array(this.call.memory.buffer, column.address, column.length);
  }

  record<Layout extends RecordLayout>(layout: Layout): KernelRecord<Layout> {
    return new KernelRecord(this.call.memory, layout, this.allocate(layout.bytes, true));
  }

  freeRecord(record: KernelRecord<RecordLayout>): void {
    this.call.release(record.address);
  }

  allocate(bytes: number, clear: boolean): number {
    // beyond 2^32 the number would wrap round on its way in
    const address = bytes < 4_294_967_296 ? this.call.allocate(bytes, clear) : 0;
    if (address === 0) {
      throw new VaranusError({
        code: "host",
        message: `the kernel's memory cannot grow by ${Math.ceil(bytes / 1048576)} MB (WebAssembly holds at most 4 GB)`,
        hint: "use fewer bars (--from, --to) or a coarser timeframe",
      });
    }
    return address;
  }

  /** Calls `use` with a column that holds `values`. */
  withSeries<T>(values: Float64Array, use: (column: Column) => T): T {
    if (this.resident?.values === values) return this.borrowed(this.resident.column, use);
    const column = this.columnOf(values);
    // a resident that somebody is using stays where it is
    if (values.length >= RESIDENT && this.borrowers === 0) {
      this.dropResident();
      this.resident = { values, column };
      return this.borrowed(column, use);
    }
    try {
      return use(column);
    } finally {
      this.free(column);
    }
  }

  private borrowed<T>(column: Column, use: (column: Column) => T): T {
    this.borrowers++;
    try {
      return use(column);
    } finally {
      this.borrowers--;
    }
  }

  /** Gives up the series that was brought in last. */
  dropResident(): void {
    this.free(this.resident?.column);
    this.resident = undefined;
  }

  /** Bytes of linear memory, and of it in use. */
  get memory(): { total: number; used: number } {
    return { total: this.call.memory.buffer.byteLength, used: this.call.bytesUsed() };
  }
}
