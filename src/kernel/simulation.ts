import {
  ABI_VERSION,
  BINDING,
  CHUNK,
  END_FINALIZE,
  END_FLATTEN,
  EQUITY_SUMMARY,
  FILL_COLUMNS,
  FILL_SAME_OPEN,
  MOST_ACTIONS,
  MOST_ORDERS,
  ORDER,
  SIMULATION,
  STATE_MAGIC,
  TRADE_COLUMNS,
} from "../../dist/layout.js";
import { VaranusError } from "../contracts/errors.js";
import type { FillColumns, TradeColumns } from "../contracts/result.js";
import { ColumnLog } from "./column-log.js";
import type { Dataset } from "./dataset.js";
import { Forks } from "./forks.js";
import type { Column, Kernel } from "./kernel.js";
import type { Handle } from "./node.js";
import type { Program } from "./program.js";
import type { KernelRecord } from "./record.js";
import type { Recycled } from "./recycle.js";

/**
 * Rows of the kernel's trade and fill columns: few, so that they stay in its cache; they are copied out when they are full. Not a multiple of
 * 512: columns that start at one offset of a page fight for one set of the cache.
 */
const ROWS = 8192 + 24;

type Settings = { [Field in keyof (typeof SIMULATION)["fields"]]?: number | boolean };

/** Columns that a run can read, by their names in the kernel's binding. */
export const RUN_COLUMNS = [
  "signals",
  "stop",
  "target",
  "size",
  "atr",
  "input",
  "sar",
  "chandelierLong",
  "chandelierShort",
  "bandLong",
  "bandShort",
  "fundingAtOpen",
  "fundingLater",
  "charged",
  "finerOpen",
  "finerHigh",
  "finerLow",
  "finerFrom",
  "finerComplete",
] as const;
export type RunColumn = (typeof RUN_COLUMNS)[number];

export interface SimulationInput {
  program: Program;
  /** What the run reads, computed by the program or given; the packed signals are a byte a bar. */
  columns: { [Name in RunColumn]?: Handle | Column };
  /** Margin tiers, TIER_VALUES values each; none if empty. */
  tiers: Float64Array;
  settings: Settings;
  /** Finer bars in a whole bar; 0 without a lower timeframe. */
  finerCount?: number;
  /** Called by the kernel on every bar, where the settings say `events`. */
  onBar?: ((bar: number) => void) | undefined;
}

/** Values of a margin tier: notional, maintenance rate and deduction, initial rate and deduction. */
export const TIER_VALUES = 5;

/** What every run is asked for, of its equity at every close. */
export interface EquityFacts {
  /** Sum of simple returns per bar, the first against the start capital, and of their squares. */
  sum: number;
  squares: number;
  /** Positive fraction; the start capital counts as the first peak. */
  maxDrawdown: number;
}

/** What a finished simulation leaves, copied out of the kernel. */
export interface SimulationOutput {
  trades: TradeColumns;
  fills: FillColumns;
  equity: Float64Array;
  summary: EquityFacts;
  tally(field: keyof (typeof SIMULATION)["fields"]): number;
}

/**
 * Everything that a simulation carries over from the bars it has taken: the account in the kernel's own layout, and what it has put out so
 * far. Settings and columns are not in it: a run that goes on from here brings its own, so that a changed one shows from here on only.
 */
export interface SimulationSnapshot {
  /** Bars taken. */
  readonly position: number;
  /** The kernel's state block from `nextBar` on. */
  readonly account: Uint8Array;
  /** Of the equity up to the last full chunk. */
  readonly summary: Uint8Array;
  /** Bars so far on which the intrabar rule decided what came first. */
  readonly ambiguous: number;
  /** (position) */
  readonly equity: Float64Array;
  /** Columns of the trades and fills so far, in the order of the kernel. */
  readonly trades: readonly Float64Array[];
  readonly fills: readonly Float64Array[];
  /** The kernel's table of working orders; empty where nobody can place any. */
  readonly orders: Uint8Array;
}

/** Bars of a series that grows: none of them is the last. */
const ENDLESS = 2_147_483_647;

/** Where the account begins in the state block; what lies before it are settings. */
const ACCOUNT = SIMULATION.fields.nextBar.offset;

/** What the state says of an account that nobody shares. */
const ALONE = { costShare: 1, slipSize: Number.NaN, settledSize: Number.NaN, liquidatedAt: Number.NaN };

/** The kernel's state before the first bar. */
export function stateAtStart(settings: SimulationInput["settings"]) {
  return {
    magic: STATE_MAGIC,
    abi: ABI_VERSION,
    bytes: SIMULATION.bytes,
    bankruptBar: -1,
    entryBar: -1,
    levelLow: Number.NEGATIVE_INFINITY,
    levelHigh: Number.POSITIVE_INFINITY,
    orderRest: Number.NaN,
    nextOrder: 1,
    ...ALONE,
    ...settings,
    cash: settings.capital,
  };
}

/** Where the kernel finds the bars. */
export function barAddresses(dataset: Dataset) {
  const at = (name: string) => dataset.source(name).address;
  return {
    open: at("open"),
    high: at("high"),
    low: at("low"),
    close: at("close"),
    timestamp: at("timestamp"),
    volume: at("volume"),
  };
}

/** One simulation under way in the kernel: graph and bar loop go through the bars chunk by chunk. */
export class Simulation {
  private readonly state: KernelRecord<typeof SIMULATION>;
  private readonly binding: KernelRecord<typeof BINDING>;
  private readonly summary: KernelRecord<typeof EQUITY_SUMMARY>;
  /** Equity of the chunk under way; it is copied out chunk by chunk, while it is in the cache. */
  private readonly window: Column;
  private readonly equity: Float64Array;
  private readonly tiers: Column | null;
  private readonly tradeRows: Column;
  private readonly fillRows: Column;
  private readonly trades: ColumnLog;
  private readonly fills: ColumnLog;
  private readonly orders: number;
  /** Where `onBar` writes what it does with orders. */
  readonly actions: number;
  private position = 0;
  /** The summary without the last chunk, if that was taken in and is not full. */
  private summaryBefore: Uint8Array | undefined;
  private disposed = false;
  /** Bars are being taken; and one of them could not be. */
  private advancing = false;
  private failed = false;

  constructor(
    private readonly kernel: Kernel,
    private readonly dataset: Dataset,
    private readonly input: SimulationInput,
    recycled?: Recycled,
  ) {
    const { settings } = input;
    dataset.hold();
    this.state = kernel.record(SIMULATION);
    this.binding = kernel.record(BINDING);
    this.summary = kernel.record(EQUITY_SUMMARY);
    this.window = roomAfterOne(kernel, CHUNK);
    this.equity = ofLength(recycled?.take("equity", dataset.length), dataset.length);
    // the last column, funding, only where there can be some
    this.trades = new ColumnLog(settings.carries ? TRADE_COLUMNS : TRADE_COLUMNS - 1, "trades", recycled);
    this.fills = new ColumnLog(settings.events ? FILL_COLUMNS : FILL_COLUMNS - 1, "fills", recycled);
    this.orders = settings.events ? kernel.allocate(MOST_ORDERS * ORDER.bytes, true) : 0;
    this.actions = settings.events ? kernel.allocate(MOST_ACTIONS * ORDER.bytes, true) : 0;
    this.tradeRows = kernel.column("series", ROWS * TRADE_COLUMNS);
    this.fillRows = kernel.column("series", ROWS * FILL_COLUMNS);
    this.tiers = input.tiers.length > 0 ? kernel.columnOf(input.tiers) : null;
    this.state.set(stateAtStart(settings));
    this.binding.set({
      bars: dataset.grows ? ENDLESS : dataset.length,
      ...barAddresses(dataset),
      tiers: this.tiers?.address,
      finerCount: input.finerCount,
      tierCount: input.tiers.length / TIER_VALUES,
      equity: this.window.address,
      trades: this.tradeRows.address,
      fills: this.fillRows.address,
      rows: ROWS,
      orders: this.orders,
      actions: this.actions,
    });
    const { capital } = settings;
    this.summary.set({ before: capital, peak: capital, trough: capital });
    this.bindGraph();
  }

  /** Where the columns are now. */
  private bindGraph(): void {
    const { program, columns } = this.input;
    for (const name of RUN_COLUMNS) {
      const source = columns[name];
      if (source) this.binding.setWord(name, "node" in source ? program.column(source).address : source.address);
    }
  }

  /** Bars done, of all. */
  get progress(): number {
    return this.position / this.dataset.length;
  }

  /** Takes up to `bars` further bars; false when there are none left. */
  advance(bars: number): boolean {
    this.requireUsable();
    this.advancing = true;
    try {
      return this.kernel.listening(this.input.onBar, () => this.take(bars));
    } catch (error) {
      this.failed = true;
      throw error;
    } finally {
      this.advancing = false;
    }
  }

  /** Refuses a run that is over, that stands in the middle of a bar, or that is calling somebody just now. */
  requireUsable(): void {
    this.requireAtRest();
    if (this.disposed) throw refusal("the run is over: its memory has been given back", "start another one");
    if (this.failed) throw refusal("the run has failed inside a bar", "start another one, or go on from a snapshot");
  }

  private requireAtRest(): void {
    if (this.advancing) throw refusal("the run is in the middle of a bar", "onBar has its turn alone to act with");
  }

  private take(bars: number): boolean {
    const { call } = this.kernel;
    const end = Math.min(this.dataset.length, this.position + bars);
    while (this.position < end) {
      const chunk = this.chunkOf(this.position);
      const to = Math.min(chunk + CHUNK, end);
      this.input.program.evaluate(this.position, to);
      if (this.input.program.moves) this.bindGraph();
      if (this.position === chunk) this.binding.setWord("equity", this.window.address - 8 * chunk);
      while (call.run(this.state.address, this.binding.address, to) !== 0) this.drain();
      if (to === chunk + CHUNK || to === this.dataset.length) this.takeEquity(chunk, to);
      this.position = to;
    }
    return this.position < this.dataset.length;
  }

  /** A whole chunk, or the last: its equity goes into the summary and out. */
  private takeEquity(from: number, to: number): void {
    const { address } = this.window;
    // a last chunk that is not full: somebody may go on from here over more bars, and take it in again
    if (to < from + CHUNK) this.summaryBefore = this.summary.bytes().slice();
    this.kernel.call.summarise(this.summary.address, address - 8 * from, from, to);
    this.equity.set(new Float64Array(this.kernel.call.memory.buffer, address, to - from), from);
  }

  /** This simulation, which has not begun, as one that can be taken on in many states; its program has whole columns. */
  forks(): Forks {
    return new Forks(this.kernel, this.dataset.length, this.input.program, this.state, this.binding);
  }

  /** One field of the state as it is now. */
  peek(field: keyof (typeof SIMULATION)["fields"]): number {
    return this.state.get(field);
  }

  /** How many actions of `onBar` the kernel has to take in. */
  setActions(count: number): void {
    this.binding.setWord("actionCount", count);
  }

  /** The working orders, in the kernel's layout. */
  orderTable(): { bytes: DataView; count: number } {
    const count = this.state.get("orderCount");
    return { bytes: new DataView(this.kernel.call.memory.buffer, this.orders, count * ORDER.bytes), count };
  }

  /** Fills so far. */
  get fillCount(): number {
    return this.fills.count + this.state.get("fillRows");
  }

  /** Value of fill k in one of the kernel's columns. */
  fillValue(k: number, column: number): number {
    if (k < this.fills.count) return this.fills.value(k, column);
    return this.kernel.series(this.fillRows)[column * ROWS + k - this.fills.count] as number;
  }

  /** Trades and fills since the last call, or since the first bar, a row each; for portions of few bars. */
  takeRows(): { trades: Float64Array[]; fills: Float64Array[] } {
    const rows = (source: Column, columns: number, count: number) => {
      const all = this.kernel.series(source);
      return Array.from({ length: count }, (_, row) =>
        Float64Array.from({ length: columns }, (__, k) => all[k * ROWS + row] as number),
      );
    };
    const taken = {
      trades: rows(this.tradeRows, TRADE_COLUMNS, this.state.get("tradeRows")),
      fills: rows(this.fillRows, FILL_COLUMNS, this.state.get("fillRows")),
    };
    this.drain();
    return taken;
  }

  /** What has been carried over so far; the simulation goes on as if nothing had happened. */
  snapshot(): SimulationSnapshot {
    this.requireUsable();
    this.drain();
    const { position } = this;
    const chunk = this.chunkOf(position);
    const equity = this.equity.slice(0, position);
    equity.set(this.kernel.series(this.window).subarray(0, position - chunk), chunk);
    return {
      position,
      ambiguous: this.state.get("ambiguous"),
      account: this.state.bytes().slice(ACCOUNT),
      summary: this.summaryBefore ?? this.summary.bytes().slice(),
      equity,
      trades: this.trades.copy(),
      fills: this.fills.copy(),
      orders: new Uint8Array(this.kernel.call.memory.buffer).slice(
        this.orders,
        this.orders + this.state.get("orderCount") * ORDER.bytes,
      ),
    };
  }

  /** Goes on from a snapshot, before the first bar is taken. The graph is evaluated again up to there: it is the same to the bit. */
  restore({ position, account, summary, equity, trades, fills, orders }: SimulationSnapshot): void {
    while (this.position < position) {
      const to = Math.min(this.chunkOf(this.position) + CHUNK, position);
      this.input.program.evaluate(this.position, to);
      this.position = to;
    }
    this.state.bytes().set(account, ACCOUNT);
    this.takeOrders();
    if (this.orders > 0) new Uint8Array(this.kernel.call.memory.buffer).set(orders, this.orders);
    this.summary.bytes().set(summary);
    const chunk = this.chunkOf(position);
    this.equity.set(equity);
    this.kernel.series(this.window).set(equity.subarray(chunk));
    this.trades.take(trades);
    this.fills.take(fills);
    // a portion that begins inside a chunk does not bind its window
    if (position > chunk) this.binding.setWord("equity", this.window.address - 8 * chunk);
    if (this.input.program.moves) this.bindGraph();
    if (position === this.dataset.length && position > chunk) this.takeEquity(chunk, position);
  }

  /** What another run has left of its orders needs the rules that they were placed by. */
  private takeOrders(): void {
    const { settings } = this.input;
    if (this.peek("orderCount") > 0 && this.orders === 0) {
      throw new VaranusError({
        code: "config",
        path: "from",
        message: "orders work in the snapshot, and there is no onBar that could look after them",
        hint: "cancel them before, or go on with a strategy that has onBar",
      });
    }
    const rest = this.peek("orderRest");
    const isPart = !Number.isNaN(rest) || this.peek("orderProtective") !== 0;
    const addsTo = this.peek("quantity") !== 0 && this.peek("orderCloses") === 0;
    if (settings.working || this.peek("orderQueued") === 0 || !(isPart || addsTo)) return;
    const sameOrder = settings.fill !== FILL_SAME_OPEN && !settings.markBeforeCloseFill;
    if (!sameOrder || settings.endOfData === END_FLATTEN || settings.endOfData === END_FINALIZE) {
      throw new VaranusError({
        code: "config",
        path: "from",
        message: "part of an order is still to be filled in the snapshot",
        hint: "choose fill next-open or close, markCloseFills after, and endOfData mark or close",
      });
    }
    this.state.set({ working: true });
  }

  private chunkOf(bar: number): number {
    return bar - (bar % CHUNK);
  }

  /** Copies everything out and gives the kernel's memory back; every bar has been taken. */
  finish(): SimulationOutput {
    this.requireUsable();
    // columns that are not whole would be kept for later runs
    const left = this.dataset.length - this.position;
    if (left > 0) throw refusal(`${left} bars have not been taken yet`, "advance until it returns false");
    this.drain();
    const tally = this.state.snapshot();
    const summary = equityFactsOf(this.summary.snapshot());
    this.input.program.finish();
    this.release();
    return {
      equity: this.equity,
      summary,
      tally,
      trades: tradeColumnsOf(this.trades.finish()),
      fills: fillColumnsOf(this.fills.finish()),
    };
  }

  /** Gives the memory back without a result. */
  dispose(): void {
    this.requireAtRest();
    if (this.disposed) return;
    this.input.program.dispose();
    this.release();
  }

  private release(): void {
    this.disposed = true;
    this.dataset.letGo();
    this.kernel.freeRecord(this.state);
    this.kernel.freeRecord(this.binding);
    this.kernel.freeRecord(this.summary);
    this.kernel.free(this.tiers, this.tradeRows, this.fillRows);
    releaseRoom(this.kernel, this.window);
    for (const block of [this.orders, this.actions]) if (block > 0) this.kernel.call.release(block);
  }

  private drain(): void {
    this.trades.append(this.kernel.series(this.tradeRows), ROWS, this.state.get("tradeRows"));
    this.fills.append(this.kernel.series(this.fillRows), ROWS, this.state.get("fillRows"));
    this.state.set({ tradeRows: 0, fillRows: 0 });
  }
}

/** The kernel's columns by their names. */
export function tradeColumnsOf(columns: readonly Float64Array[]): TradeColumns {
  const t = columns as [Float64Array, ...Float64Array[]];
  return {
    length: t[0].length,
    side: t[0],
    entryBar: t[1],
    entryPrice: t[2],
    exitBar: t[3],
    exitPrice: t[4],
    quantity: t[5],
    pnl: t[6],
    commission: t[7],
    exitReason: t[8],
    mae: t[9],
    mfe: t[10],
    funding: t[11] ?? null,
  } as TradeColumns;
}

export function fillColumnsOf(columns: readonly Float64Array[]): FillColumns {
  const f = columns as [Float64Array, ...Float64Array[]];
  return {
    length: f[0].length,
    bar: f[0],
    quantity: f[1],
    price: f[2],
    commission: f[3],
    kind: f[4],
    order: f[5] ?? null,
  } as FillColumns;
}

/** What a summary that the kernel has taken says of the equity curve. */
export function equityFactsOf(fact: (field: keyof (typeof EQUITY_SUMMARY)["fields"]) => number): EquityFacts {
  return {
    sum: fact("sumEven") + fact("sumOdd"),
    squares: fact("squaresEven") + fact("squaresOdd"),
    maxDrawdown: Math.max(fact("deepest"), 1 - fact("trough") / fact("peak")),
  };
}

function refusal(message: string, hint: string): VaranusError {
  return new VaranusError({ code: "host", message, hint });
}

/** Room before a window of equity, bytes: the summary writes the value before there. */
const BEFORE = 64;

/** A column with room for one value before its first; it is released by the address before that room. */
export function roomAfterOne(kernel: Kernel, length: number): Column {
  return { kind: "series", length, address: kernel.allocate(BEFORE + 8 * length + 32, false) + BEFORE };
}

export function releaseRoom(kernel: Kernel, { address }: Column): void {
  kernel.call.release(address - BEFORE);
}

function ofLength(array: Float64Array | undefined, length: number): Float64Array {
  return array === undefined ? new Float64Array(length) : array.subarray(0, length);
}
