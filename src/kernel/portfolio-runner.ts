import {
  ACCOUNT_FILL_COLUMNS,
  ACCOUNT_MARK_COLUMNS,
  ACCOUNT_SYMBOL,
  BINDING,
  CHUNK,
  EQUITY_SUMMARY,
  FILL_COLUMNS,
  PHASE_ORDER,
  PORTFOLIO,
  ROWS_PER_SLEEVE,
  SIMULATION,
  SLEEVE,
  STATUS_OK,
  TRADE_COLUMNS,
  TRANSFER_COLUMNS,
} from "../../dist/layout.js";
import { ColumnLog } from "./column-log.js";
import type { Dataset } from "./dataset.js";
import type { Column, Kernel } from "./kernel.js";
import type { Handle } from "./node.js";
import { Program } from "./program.js";
import { KernelRecord } from "./record.js";
import {
  barAddresses,
  type EquityFacts,
  equityFactsOf,
  fillColumnsOf,
  RUN_COLUMNS,
  type RunColumn,
  releaseRoom,
  roomAfterOne,
  type SimulationOutput,
  stateAtStart,
  TIER_VALUES,
  tradeColumnsOf,
} from "./simulation.js";

/** Rows of a sleeve's trade and fill columns in the kernel, and of the account's beside those that its sleeves need. */
const SLEEVE_ROWS = 512 + 24;
const ACCOUNT_ROWS = 2048 + 24;

type Settings<Layout extends { fields: object }> = {
  [Field in keyof Layout["fields"]]?: number | boolean | undefined;
};

/** One sleeve, or one leg of a pair. */
export interface SleeveInput {
  readonly dataset: Dataset;
  /** What the run reads: graphs, or columns that are in the kernel. */
  readonly columns: { readonly [Name in RunColumn]?: Handle | Column };
  readonly settings: { [Field in keyof (typeof SIMULATION)["fields"]]?: number | boolean };
  readonly tiers: Float64Array;
  readonly finerCount: number;
  readonly symbol: number;
  /** Sleeves of one series share its volume. */
  readonly series: number;
  /** Index of the other leg; -1 = none. Legs stand one after the other. */
  readonly other: number;
  readonly weight: number;
  /** ms UTC, opens. */
  readonly timestamp: Float64Array;
}

export interface PortfolioInput {
  readonly sleeves: readonly SleeveInput[];
  readonly symbols: number;
  readonly series: number;
  readonly settings: Settings<typeof PORTFOLIO>;
  /** Returns of every symbol by UTC days, one symbol after the other (nSymbols x nDays); NaN = none. */
  readonly dayReturns: Float64Array;
}

/** The account at every moment at which bars have ended; columns (nMarks). */
export interface AccountColumns {
  readonly length: number;
  /** ms UTC, the open of the bar that the mark is of. */
  readonly timestamp: Float64Array;
  /** ms UTC, when it is. */
  readonly moment: Float64Array;
  /** Quote currency. */
  readonly equity: Float64Array;
  /** Values of the net positions, and their sum with signs, quote currency. */
  readonly exposure: Float64Array;
  readonly netExposure: Float64Array;
  /** What would be lost at the stops, quote currency. */
  readonly heat: Float64Array;
  readonly positions: Float64Array;
}

/** What the account has traded, after netting; columns (nFills). */
export interface AccountFills {
  readonly length: number;
  /** Index of the first mark that knows of it. */
  readonly mark: Float64Array;
  /** Index of the symbol. */
  readonly symbol: Float64Array;
  /** Signed base units. */
  readonly quantity: Float64Array;
  readonly price: Float64Array;
  readonly commission: Float64Array;
}

/** Cash that has gone to a slice, or from it; columns (nTransfers). */
export interface Transfers {
  readonly length: number;
  /** ms UTC. */
  readonly moment: Float64Array;
  readonly sleeve: Float64Array;
  /** The first bar of the sleeve's series whose equity knows of it. */
  readonly bar: Float64Array;
  /** Quote currency. */
  readonly amount: Float64Array;
}

export interface PortfolioOutput {
  readonly account: AccountColumns;
  readonly fills: AccountFills;
  readonly transfers: Transfers;
  readonly summary: EquityFacts;
  /** Of each sleeve; `equity` is its slice. */
  readonly sleeves: readonly SimulationOutput[];
  tally(field: keyof (typeof PORTFOLIO)["fields"]): number;
}

interface SleeveRun {
  readonly input: SleeveInput;
  readonly program: Program;
  readonly state: KernelRecord<typeof SIMULATION>;
  readonly binding: KernelRecord<typeof BINDING>;
  readonly record: KernelRecord<typeof SLEEVE>;
  readonly equity: Column;
  readonly tiers: Column | null;
  readonly tradeRows: Column;
  readonly fillRows: Column;
  readonly trades: ColumnLog;
  readonly fills: ColumnLog;
  readonly blocks: readonly number[];
}

/** One account with its sleeves under way in the kernel. */
export class PortfolioRunner {
  private readonly account: KernelRecord<typeof PORTFOLIO>;
  private readonly runs: SleeveRun[] = [];
  private readonly columns: Column[] = [];
  private readonly blocks: number[] = [];
  private readonly rows: { column: Column; log: ColumnLog; count: "markRows" | "fillRows" | "transferRows" }[];
  private readonly rowCount: number;
  private readonly bars: number;
  private disposed = false;

  constructor(
    private readonly kernel: Kernel,
    private readonly input: PortfolioInput,
  ) {
    const { sleeves, settings } = input;
    const count = sleeves.length;
    this.bars = sleeves.reduce((sum, { timestamp }) => sum + timestamp.length, 0);
    this.rowCount = ACCOUNT_ROWS + ROWS_PER_SLEEVE * count;
    this.account = kernel.record(PORTFOLIO);
    const table = this.block(count * SLEEVE.bytes);
    const rows = (columns: number) => this.column(this.rowCount * columns);
    this.rows = [
      { column: rows(ACCOUNT_MARK_COLUMNS), log: new ColumnLog(ACCOUNT_MARK_COLUMNS, "marks"), count: "markRows" },
      { column: rows(ACCOUNT_FILL_COLUMNS), log: new ColumnLog(ACCOUNT_FILL_COLUMNS, "fills"), count: "fillRows" },
      { column: rows(TRANSFER_COLUMNS), log: new ColumnLog(TRANSFER_COLUMNS, "transfers"), count: "transferRows" },
    ];
    try {
      sleeves.forEach((sleeve, k) => {
        this.runs.push(this.sleeveRun(sleeve, table + k * SLEEVE.bytes, k));
      });
    } catch (error) {
      this.dispose();
      throw error;
    }
    const capital = Number(settings.capital);
    // what is nobody's slice
    const reserve = sleeves.reduce((rest, sleeve) => rest - Number(sleeve.settings.capital), capital);
    this.account.set({
      sleeves: table,
      count,
      symbols: this.block(input.symbols * ACCOUNT_SYMBOL.bytes),
      symbolCount: input.symbols,
      budgets: this.block(8 * input.series),
      orders: this.block(2 * count * PHASE_ORDER.bytes),
      dayReturns: this.copied(input.dayReturns),
      dayCount: input.dayReturns.length / input.symbols,
      returns: this.block(8 * Math.max(1, Number(settings.window ?? 0))),
      marks: this.rows[0]?.column.address,
      fills: this.rows[1]?.column.address,
      transfers: this.rows[2]?.column.address,
      rows: this.rowCount,
      reserve,
      peak: capital,
      scale: 1,
      equityBefore: capital,
      stampBefore: Number.NEGATIVE_INFINITY,
      bankruptMark: -1,
      ...settings,
    });
  }

  private block(bytes: number): number {
    const address = this.kernel.allocate(bytes, true);
    this.blocks.push(address);
    return address;
  }

  private column(length: number): Column {
    const column = this.kernel.column("series", length);
    this.columns.push(column);
    return column;
  }

  private copied(values: Float64Array): number {
    if (values.length === 0) return 0;
    const column = this.kernel.columnOf(values);
    this.columns.push(column);
    return column.address;
  }

  private sleeveRun(input: SleeveInput, address: number, k: number): SleeveRun {
    const { kernel } = this;
    const { dataset, columns, settings, tiers, timestamp } = input;
    dataset.hold();
    const handles = Object.values(columns).filter((column): column is Handle => "node" in column);
    const program = new Program(kernel, dataset, handles, true);
    const run: SleeveRun = {
      input,
      program,
      state: kernel.record(SIMULATION),
      binding: kernel.record(BINDING),
      record: new KernelRecord(kernel.call.memory, SLEEVE, address),
      equity: roomAfterOne(kernel, timestamp.length),
      tiers: tiers.length > 0 ? kernel.columnOf(tiers) : null,
      tradeRows: kernel.column("series", SLEEVE_ROWS * TRADE_COLUMNS),
      fillRows: kernel.column("series", SLEEVE_ROWS * FILL_COLUMNS),
      trades: new ColumnLog(settings.carries ? TRADE_COLUMNS : TRADE_COLUMNS - 1, "trades"),
      fills: new ColumnLog(FILL_COLUMNS - 1, "fills"),
      blocks: [kernel.allocate(SIMULATION.bytes, false), kernel.allocate(SIMULATION.bytes, false)],
    };
    for (let from = 0; from < timestamp.length; from += CHUNK) {
      program.evaluate(from, Math.min(from + CHUNK, timestamp.length));
    }
    run.state.set({ ...stateAtStart(settings), shared: true });
    run.binding.set({
      bars: timestamp.length,
      ...barAddresses(dataset),
      tiers: run.tiers?.address,
      tierCount: tiers.length / TIER_VALUES,
      finerCount: input.finerCount,
      equity: run.equity.address,
      trades: run.tradeRows.address,
      fills: run.fillRows.address,
      rows: SLEEVE_ROWS,
    });
    for (const name of RUN_COLUMNS) {
      const source = columns[name];
      if (source) run.binding.setWord(name, "node" in source ? program.column(source).address : source.address);
    }
    run.record.set({
      state: run.state.address,
      binding: run.binding.address,
      saved: run.blocks[0],
      tried: run.blocks[1],
      symbol: input.symbol,
      series: input.series,
      other: input.other,
      first: input.other > k,
      weight: input.weight,
      next: timestamp[0] ?? Number.POSITIVE_INFINITY,
      trades: run.tradeRows.address,
      fills: run.fillRows.address,
    });
    return run;
  }

  /** Share of the bars taken, 0 to 1. */
  get progress(): number {
    const done = this.runs.reduce((sum, { state }) => sum + state.get("nextBar"), 0);
    return done / this.bars;
  }

  /** Takes up to so many moments; false when none is left. */
  advance(moments: number): boolean {
    const { call } = this.kernel;
    while (call.runPortfolio(this.account.address, moments) !== STATUS_OK) this.drain();
    return this.account.get("ended") === 0;
  }

  private drain(): void {
    for (const { column, log, count } of this.rows) {
      log.append(this.kernel.series(column), this.rowCount, this.account.get(count));
    }
    this.account.set({ markRows: 0, fillRows: 0, transferRows: 0 });
    for (const { state, record, trades, fills, tradeRows, fillRows } of this.runs) {
      trades.append(this.kernel.series(tradeRows), SLEEVE_ROWS, state.get("tradeRows"));
      fills.append(this.kernel.series(fillRows), SLEEVE_ROWS, state.get("fillRows"));
      state.set({ tradeRows: 0, fillRows: 0 });
      record.set({ seen: 0 });
    }
  }

  finish(): PortfolioOutput {
    this.drain();
    const tally = this.account.snapshot();
    const [marks, fills, transfers] = this.rows.map(({ log }) => log.finish()) as [Marks, Fills, Moves];
    const equity = marks[2];
    const sleeves = this.runs.map((run) => this.outputOf(run));
    const summary = equityFacts(this.kernel, equity, Number(this.input.settings.capital));
    for (const { program } of this.runs) program.finish();
    this.dispose();
    return {
      tally,
      sleeves,
      summary,
      account: {
        length: equity.length,
        timestamp: marks[0],
        moment: marks[1],
        equity,
        exposure: marks[3],
        netExposure: marks[4],
        heat: marks[5],
        positions: marks[6],
      },
      fills: {
        length: fills[0].length,
        mark: fills[0],
        symbol: fills[1],
        quantity: fills[2],
        price: fills[3],
        commission: fills[4],
      },
      transfers: {
        length: transfers[0].length,
        moment: transfers[0],
        sleeve: transfers[1],
        bar: transfers[2],
        amount: transfers[3],
      },
    };
  }

  private outputOf({ state, equity, trades, fills, input }: SleeveRun): SimulationOutput {
    const slice = new Float64Array(this.kernel.series(equity));
    return {
      equity: slice,
      summary: equityFacts(this.kernel, slice, Number(input.settings.capital)),
      tally: state.snapshot(),
      trades: tradeColumnsOf(trades.finish()),
      fills: fillColumnsOf(fills.finish()),
    };
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    const { kernel } = this;
    for (const run of this.runs) {
      run.program.dispose();
      run.input.dataset.letGo();
      kernel.freeRecord(run.state);
      kernel.freeRecord(run.binding);
      releaseRoom(kernel, run.equity);
      kernel.free(run.tiers, run.tradeRows, run.fillRows);
      for (const block of run.blocks) kernel.call.release(block);
    }
    kernel.freeRecord(this.account);
    kernel.free(...this.columns);
    for (const block of this.blocks) kernel.call.release(block);
  }
}

type Marks = [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
type Fills = [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
type Moves = [Float64Array, Float64Array, Float64Array, Float64Array];

/** Sums of the returns of an equity curve, and its deepest drawdown, as the bar loop takes them. */
export function equityFacts(kernel: Kernel, equity: Float64Array, capital: number): EquityFacts {
  const summary = kernel.record(EQUITY_SUMMARY);
  const room = roomAfterOne(kernel, equity.length);
  kernel.series(room).set(equity);
  summary.set({ before: capital, peak: capital, trough: capital });
  for (let from = 0; from < equity.length; from += CHUNK) {
    kernel.call.summarise(summary.address, room.address, from, Math.min(from + CHUNK, equity.length));
  }
  const facts = equityFactsOf(summary.snapshot());
  kernel.freeRecord(summary);
  releaseRoom(kernel, room);
  return facts;
}
