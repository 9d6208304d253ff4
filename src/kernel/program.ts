import {
  CHUNK,
  INSTRUCTION,
  MODE_UNREAD,
  OP_BOLLINGER,
  OP_EMA_CROSS,
  OP_EXTENDED,
  OP_HIGHEST,
  OP_LOWEST,
  OP_SHIFT,
  OP_SHIFT_FLAG,
  OP_SMA,
  OP_STDDEV,
} from "../../dist/layout.js";
import { invariant } from "../contracts/errors.js";
import type { Dataset } from "./dataset.js";
import { crossSignals, type Fused, fuse, widthOf } from "./fuse.js";
import type { Higher } from "./higher.js";
import type { Column, Kernel } from "./kernel.js";
import { type GraphNode, type Handle, isSource } from "./node.js";
import { KernelRecord } from "./record.js";

/** Series longer than this are worked on through a window: their columns would only push each other out of the cache. */
const WHOLE = 4 * CHUNK;

/** What every window keeps of the bars before the chunk. */
const LEAST_BACK = 8;

/** Operations of the kernel that read their inputs n bars back; its others read one at most, those of the indicators' module n + 1. */
const LOOK_BACK = new Set([OP_SMA, OP_STDDEV, OP_BOLLINGER, OP_HIGHEST, OP_LOWEST, OP_SHIFT, OP_SHIFT_FLAG]);

const INPUTS = ["in0", "in1", "in2", "in3"] as const;
const OUTPUTS = ["out0", "out1", "out2", "out3"] as const;
type Place = (typeof INPUTS)[number] | (typeof OUTPUTS)[number];

/** A column of which only the chunk under way and what its readers look back to are in memory. */
interface Window {
  /** Where bar 0 would be: bar i is at address + i x size. */
  column: { kind: Column["kind"]; address: number; length: number };
  buffer: number;
  size: 1 | 8;
  back: number;
  /** First bar in the buffer. */
  base: number;
}

/**
 * The nodes that some handles need and that are not in the data set's cache yet, in the order of their dependencies, ready to run
 * range by range. Columns of short series are whole, and `finish` keeps them for later runs; those of long ones are windows.
 */
export class Program {
  private readonly columns = new Map<string, Column[]>();
  private readonly windows: Window[] = [];
  private readonly windowOf = new Map<Column, Window>();
  /** Instruction fields (as indices of 32-bit words) that hold the address of a window. */
  private readonly cells: { word: number; window: Window }[] = [];
  private readonly scratch: number[] = [];
  /** What is computed on the bars of longer timeframes, and how many of these are done. */
  private readonly higher = new Map<string, { bars: Higher; program: Program; done: number }>();
  private memory: { bytes: Uint8Array; words: Int32Array } | undefined;
  private readonly plan: readonly Fused[];
  /** What is evaluated as one: so many instructions, and the nodes that are ready after them. */
  private readonly steps: readonly { width: number; nodes: readonly GraphNode[] }[];
  /** Buffers of windows whose columns have been taken when they are needed again. */
  private readonly lent: number[] = [];
  private readonly address: number = 0;

  /**
   * `whole` columns even for a long series, for those who want to read them afterwards. With `passing`, who asked takes every column as soon as
   * `evaluateEach` names it: windows that nothing else reads are then used again by what comes after, and all of them stay in the cache.
   */
  constructor(
    private readonly kernel: Kernel,
    private readonly dataset: Dataset,
    handles: readonly Handle[],
    private readonly whole = dataset.length <= WHOLE,
    passing = false,
  ) {
    const nodes = crossSignals(this.missing(handles), handles);
    const plan = fuse(nodes);
    this.plan = plan;
    this.steps = stepsOf(plan);
    const readers = readersOf(nodes, handles);
    if (plan.length === 0) return;
    this.prepareHigher(nodes);
    const back = lookBacks(nodes);
    const isRead = new Set(nodes.flatMap((node) => node.inputs.map((input) => input?.node.key)));
    for (const { nodes: together } of this.steps) {
      for (const node of together) this.allocateColumns(node, back.get(node.key) ?? LEAST_BACK);
      if (passing) for (const node of together) if (!isRead.has(node.key)) this.lend(node);
    }
    this.address = kernel.allocate(plan.length * INSTRUCTION.bytes, true);
    this.scratch.push(this.address);
    plan.forEach((fused, k) => {
      // whole columns are kept for later readers
      const unread =
        !this.whole &&
        fused.op === OP_EMA_CROSS &&
        fused.nodes.slice(0, 2).every((node) => readers.get(node.key) === 2);
      this.write(this.address + k * INSTRUCTION.bytes, fused, unread);
    });
  }

  /** Whether columns move in memory from range to range. */
  get moves(): boolean {
    return this.windows.length > 0;
  }

  /** Computes bars [from, to); ranges follow each other from 0, and hold at most CHUNK bars if columns are windows. */
  evaluate(from: number, to: number): void {
    if (this.plan.length === 0) return;
    this.prepareRange(from, to);
    this.kernel.call.evaluate(this.address, this.plan.length, from, to);
  }

  /** The same, but `ready` is called with the key of every node right after it, while its columns are in the nearest cache. */
  evaluateEach(from: number, to: number, ready: (key: string) => void): void {
    this.prepareRange(from, to);
    let address = this.address;
    for (const { width, nodes } of this.steps) {
      this.kernel.call.evaluate(address, width, from, to);
      for (const { key } of nodes) ready(key);
      address += width * INSTRUCTION.bytes;
    }
  }

  /** What the instructions read of longer timeframes, and where their windows are. */
  private prepareRange(from: number, to: number): void {
    for (const each of this.higher.values()) {
      const end = each.bars.endedBy(to - 1);
      if (end > each.done) each.program.evaluate(each.done, end);
      each.done = Math.max(end, each.done);
    }
    if (this.moves) this.slide(from);
  }

  /** The instructions, for somebody who evaluates all of them at once; only where no column moves or is of a longer timeframe. */
  get instructions(): { address: number; count: number } {
    return { address: this.address, count: this.plan.length };
  }

  /** Whether a handle's columns are computed here; others are there already. */
  computes(handle: Handle): boolean {
    return this.columns.has(handle.node.key);
  }

  /** The column of a handle as far as `evaluate` has come; of a window the address holds for the range under way. */
  column(handle: Handle): Column {
    const { node } = handle;
    if (isSource(node)) return this.dataset.source(node.key);
    const column = (this.columns.get(node.key) ?? this.dataset.cached(node.key))?.[handle.output];
    invariant(column !== undefined, `the program holds node ${node.key}`);
    return column;
  }

  /** Every bar has been evaluated: whole columns go into the cache. */
  finish(): void {
    for (const { program } of this.higher.values()) program.finish();
    this.higher.clear();
    if (this.whole) for (const [key, columns] of this.columns) this.dataset.keep(key, columns);
    this.columns.clear();
    this.dispose();
  }

  dispose(): void {
    for (const { program } of this.higher.values()) program.dispose();
    this.higher.clear();
    if (this.whole) for (const columns of this.columns.values()) this.kernel.free(...columns);
    this.columns.clear();
    for (const address of this.scratch.splice(0)) this.kernel.call.release(address);
  }

  /** Moves every window on to the bars from `from`, with what lies before them. */
  private slide(from: number): void {
    const { bytes, words } = this.views();
    for (const window of this.windows) {
      const base = from - window.back;
      const start = window.buffer + (base - window.base) * window.size;
      if (from > 0) bytes.copyWithin(window.buffer, start, start + window.back * window.size);
      window.base = base;
      window.column.address = window.buffer - base * window.size;
    }
    for (const { word, window } of this.cells) words[word] = window.column.address;
  }

  /** Memory as bytes and as words, made anew when it has moved. */
  private views(): { bytes: Uint8Array; words: Int32Array } {
    const { buffer } = this.kernel.call.memory;
    if (this.memory?.bytes.buffer !== buffer) {
      this.memory = { bytes: new Uint8Array(buffer), words: new Int32Array(buffer) };
    }
    return this.memory;
  }

  private missing(handles: readonly Handle[]): GraphNode[] {
    const order: GraphNode[] = [];
    const seen = new Set<string>();
    const visit = (handle: Handle | null): void => {
      if (handle === null || isSource(handle.node) || seen.has(handle.node.key)) return;
      seen.add(handle.node.key);
      if (this.dataset.cached(handle.node.key) !== undefined) return;
      handle.node.inputs.forEach(visit);
      order.push(handle.node);
    };
    handles.forEach(visit);
    return order;
  }

  /** A program for each longer timeframe; its columns are whole. */
  private prepareHigher(nodes: readonly GraphNode[]): void {
    const wanted = new Map<string, { bars: Higher; handles: Handle[] }>();
    for (const { higher } of nodes) {
      if (!higher) continue;
      const { grid, handle } = higher;
      const group = wanted.get(grid.name) ?? { bars: this.dataset.higher(grid), handles: [] };
      group.handles.push(handle);
      wanted.set(grid.name, group);
    }
    try {
      for (const [name, { bars, handles }] of wanted) {
        this.higher.set(name, { bars, program: new Program(this.kernel, bars.dataset, handles, true), done: 0 });
      }
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  /** The columns that an instruction reads. */
  private inputsOf(node: GraphNode): (Column | undefined)[] {
    if (!node.higher) return node.inputs.map((handle) => (handle ? this.column(handle) : undefined));
    const { grid, handle } = node.higher;
    const { bars, program } = this.higher.get(grid.name) as { bars: Higher; program: Program };
    return [program.column(handle), bars.index];
  }

  private allocateColumns(node: GraphNode, back: number): void {
    const columns = Array.from({ length: node.outputs }, () =>
      this.whole ? this.kernel.column(node.kind, this.dataset.length) : this.allocateWindow(node.kind, back),
    );
    this.columns.set(node.key, columns);
  }

  private allocateWindow(kind: Column["kind"], back: number): Column {
    const size = kind === "series" ? 8 : 1;
    const buffer = this.lentBuffer(size, back) ?? this.newBuffer(size, back);
    const window: Window = {
      column: { kind, address: buffer + back * size, length: this.dataset.length },
      buffer,
      size,
      back,
      base: -back,
    };
    this.windows.push(window);
    this.windowOf.set(window.column, window);
    return window.column;
  }

  private newBuffer(size: number, back: number): number {
    const buffer = this.kernel.allocate((back + CHUNK) * size + 32, false);
    this.scratch.push(buffer);
    return buffer;
  }

  private lentBuffer(size: number, back: number): number | undefined {
    return size === 8 && back === LEAST_BACK ? this.lent.pop() : undefined;
  }

  /** The node's windows, which nothing reads, to what is computed after it. */
  private lend(node: GraphNode): void {
    for (const column of this.columns.get(node.key) as Column[]) {
      const window = this.windowOf.get(column);
      if (window?.size === 8 && window.back === LEAST_BACK) this.lent.push(window.buffer);
    }
  }

  private write(address: number, { op, nodes }: Fused, unread: boolean): void {
    const [node, partner] = nodes as [GraphNode, GraphNode?];
    const stateBytes = this.kernel.stateBytes(op, node.n, node.p);
    const state = stateBytes > 0 ? this.kernel.allocate(stateBytes, true) : 0;
    if (state > 0) this.scratch.push(state);
    const inputs = this.inputsOf(node);
    const outputs = nodes.flatMap((each) => this.columns.get(each.key) as Column[]);
    const record = new KernelRecord(this.kernel.call.memory, INSTRUCTION, address);
    const place = (field: Place, column: Column | undefined): void => {
      if (column === undefined) return;
      record.setWord(field, column.address);
      const window = this.windowOf.get(column);
      if (window) this.cells.push({ word: (address + INSTRUCTION.fields[field].offset) >> 2, window });
    };
    for (const [k, field] of INPUTS.entries()) place(field, inputs[k]);
    for (const [k, field] of OUTPUTS.entries()) place(field, outputs[k]);
    record.set({
      op,
      state,
      n0: node.n,
      n1: partner?.n,
      mode: node.mode + (unread ? MODE_UNREAD : 0),
      p0: node.p,
      p1: partner ? partner.p : node.q,
    });
  }
}

/** How often each node is read by the others and by those who asked. */
function readersOf(nodes: readonly GraphNode[], asked: readonly Handle[]): Map<string, number> {
  const readers = new Map<string, number>();
  for (const handle of [...nodes.flatMap((node) => node.inputs), ...asked]) {
    if (handle) readers.set(handle.node.key, (readers.get(handle.node.key) ?? 0) + 1);
  }
  return readers;
}

function stepsOf(plan: readonly Fused[]): { width: number; nodes: GraphNode[] }[] {
  const steps = [];
  for (let k = 0; k < plan.length; ) {
    const width = widthOf(plan[k] as Fused);
    steps.push({ width, nodes: plan.slice(k, k + width).flatMap(({ nodes }) => nodes) });
    k += width;
  }
  return steps;
}

/** How far back, in bars, the readers of each node look; a multiple of LEAST_BACK. */
function lookBacks(nodes: readonly GraphNode[]): Map<string, number> {
  const back = new Map<string, number>(nodes.map((node) => [node.key, LEAST_BACK]));
  for (const reader of nodes) {
    const window = reader.op >= OP_EXTENDED || LOOK_BACK.has(reader.op) ? reader.n + 2 : 1;
    const needed = LEAST_BACK * Math.ceil(window / LEAST_BACK);
    for (const input of reader.inputs) {
      const key = input?.node.key ?? "";
      if (back.has(key)) back.set(key, Math.max(back.get(key) as number, needed));
    }
  }
  return back;
}
