import { BINDING, CHUNK, EQUITY_SUMMARY, RUN_COUNTS, SIMULATION } from "../../dist/layout.js";
import type { Dataset } from "./dataset.js";
import type { Column, Kernel } from "./kernel.js";
import { type Handle, isSource } from "./node.js";
import { Program } from "./program.js";
import type { KernelRecord } from "./record.js";
import {
  barAddresses,
  type EquityFacts,
  equityFactsOf,
  RUN_COLUMNS,
  type RunColumn,
  releaseRoom,
  roomAfterOne,
  type SimulationInput,
  stateAtStart,
  TIER_VALUES,
} from "./simulation.js";

/** Bars that graph, loop and summary take at a time: their columns fit the nearest caches. */
const SLICE = 8_192;
/** Shared columns that stay in memory, at most, of all workers together: a sweep of any size runs in bounded memory. */
const SHARED_BYTES = 128 * 1024 * 1024;
/** Rows of trades and fills that are never full. */
const ENDLESS = 2_000_000_000;

/** What is kept of one run of a sweep. */
export interface RunSummary {
  finalEquity: number;
  /** Positive fraction; the start capital counts as the first peak. */
  maxDrawdown: number;
  trades: number;
  fills: number;
  /** Number, sum and sum of squares of the simple returns per period. */
  periods: number;
  sum: number;
  squares: number;
}

export interface SweepInput {
  settings: SimulationInput["settings"] & { capital: number };
  tiers: Float64Array;
  /** Finer bars in a whole bar; 0 without a lower timeframe. */
  finerCount: number;
  /** Columns that are the same for all runs. */
  columns: { readonly [Name in RunColumn]?: Handle | Column };
  /** Returns by UTC day, Sunday's hours as Monday's or not; else by bar. */
  days: { sundayIsMonday: boolean } | undefined;
  /** Workers that share the memory for shared columns. */
  workers?: number | undefined;
}

/** Many runs over one series, one after the other, in memory that is set aside once. Columns of graphs are shared from run to run. */
export class SweepRunner {
  private readonly state: KernelRecord<typeof SIMULATION>;
  private readonly binding: KernelRecord<typeof BINDING>;
  private readonly summary: KernelRecord<typeof EQUITY_SUMMARY>;
  private readonly counts: KernelRecord<typeof RUN_COUNTS>;
  private readonly fresh: { state: Uint8Array; summary: Uint8Array };
  private readonly window: Column;
  private readonly tiers: Column | null;
  /** Equity at the ends of days, their returns, and sums. */
  private readonly daily: Column[];

  constructor(
    private readonly kernel: Kernel,
    private readonly dataset: Dataset,
    private readonly input: SweepInput,
  ) {
    const { settings, tiers, days } = input;
    dataset.hold();
    this.state = kernel.record(SIMULATION);
    this.binding = kernel.record(BINDING);
    this.summary = kernel.record(EQUITY_SUMMARY);
    this.counts = kernel.record(RUN_COUNTS);
    this.window = roomAfterOne(kernel, days ? dataset.length : SLICE);
    this.tiers = tiers.length > 0 ? kernel.columnOf(tiers) : null;
    this.daily = days ? [0, 1].map(() => kernel.column("series", dataset.length)) : [];
    this.daily.push(kernel.column("series", 2));
    this.state.set(stateAtStart(settings));
    const { capital } = settings;
    this.summary.set({ before: capital, peak: capital, trough: capital });
    this.binding.set({
      bars: dataset.length,
      ...barAddresses(dataset),
      tiers: this.tiers?.address,
      tierCount: tiers.length / TIER_VALUES,
      finerCount: input.finerCount,
      // nobody wants to see them: they are counted
      rows: ENDLESS,
    });
    kernel.call.survey(this.binding.address, this.counts.address);
    this.fresh = { state: this.state.bytes().slice(), summary: this.summary.bytes().slice() };
  }

  /** One run with these columns beside those that are the same for all. */
  run(own: { readonly [Name in RunColumn]?: Handle | Column | null }): RunSummary {
    const { kernel, dataset } = this;
    const columns = { ...this.input.columns, ...own };
    const handles = Object.values(columns).filter((column): column is Handle => column !== null && "node" in column);
    this.share(handles);
    const program = new Program(kernel, dataset, handles, true);
    try {
      for (const name of RUN_COLUMNS) {
        const source = columns[name];
        const column = source && ("node" in source ? program.column(source) : source);
        this.binding.setWord(name, column ? column.address : 0);
      }
      this.state.bytes().set(this.fresh.state);
      this.summary.bytes().set(this.fresh.summary);
      const { address, count } = program.instructions;
      kernel.call.sweep(
        address,
        count,
        this.state.address,
        this.binding.address,
        this.summary.address,
        this.counts.address,
        this.window.address,
        this.input.days !== undefined,
        SLICE,
      );
      return this.read();
    } finally {
      program.dispose();
    }
  }

  /** Columns of numbers are computed over all bars and kept: other runs read the same ones. Flags are of this run alone. */
  private share(handles: readonly Handle[]): void {
    const { kernel, dataset } = this;
    // between two runs this one reads no column
    dataset.trim(SHARED_BYTES / (this.input.workers ?? 1), 1);
    const missing = numbersOf(handles).filter(({ node }) => dataset.cached(node.key) === undefined);
    if (missing.length === 0) return;
    const program = new Program(kernel, dataset, missing, true);
    const { length } = dataset;
    for (let from = 0; from < length; from += CHUNK) program.evaluate(from, Math.min(from + CHUNK, length));
    program.finish();
  }

  dispose(): void {
    this.dataset.letGo();
    for (const record of [this.state, this.binding, this.summary, this.counts]) this.kernel.freeRecord(record);
    releaseRoom(this.kernel, this.window);
    this.kernel.free(this.tiers, ...this.daily);
  }

  private read(): RunSummary {
    const { summary, counts } = this;
    const facts = equityFactsOf((field) => summary.get(field));
    return {
      finalEquity: summary.get("before"),
      maxDrawdown: facts.maxDrawdown,
      trades: counts.get("trades"),
      fills: counts.get("fills"),
      ...this.returns(facts),
    };
  }

  private returns({ sum, squares }: EquityFacts): Pick<RunSummary, "periods" | "sum" | "squares"> {
    const { kernel, dataset, window } = this;
    const { days, settings } = this.input;
    if (!days) return { periods: dataset.length, sum, squares };
    const [ends, returns, sums] = this.daily as [Column, Column, Column];
    const stamps = dataset.source("timestamp").address;
    const { call } = kernel;
    const periods = call.dailyLast(stamps, window.address, dataset.length, days.sundayIsMonday, ends.address);
    call.simpleReturns(ends.address, periods, settings.capital, returns.address);
    call.sums(returns.address, periods, sums.address);
    const [sumOfDays, squaresOfDays] = kernel.series(sums) as unknown as [number, number];
    return { periods, sum: sumOfDays, squares: squaresOfDays };
  }
}

/** The columns that are worth sharing among those that some handles need: numbers, and what is of a longer timeframe. */
function numbersOf(handles: readonly Handle[]): Handle[] {
  const found = new Map<string, Handle>();
  const visit = (handle: Handle | null): void => {
    if (handle === null || isSource(handle.node) || found.has(handle.node.key)) return;
    if (handle.kind === "series" || handle.node.higher) found.set(handle.node.key, handle);
    else handle.node.inputs.forEach(visit);
  };
  handles.forEach(visit);
  return [...found.values()];
}
