import type { Bars } from "../contracts/bars.js";
import { canonicalJson, sha256Text } from "../contracts/canonical.js";
import type { BacktestConfig } from "../contracts/config.js";
import {
  type AmbiguityBounds,
  type DataSummary,
  EXIT_REASONS,
  type FillColumns,
  type Metrics,
  type OpenPosition,
  type Plot,
  type PlotTitle,
  type Provenance,
  REJECT_REASONS,
  type RejectReason,
  type Replay,
  type ResultJson,
  type Trade,
  type TradeColumns,
} from "../contracts/result.js";
import type { GivenColumns, SignalColumns } from "../contracts/signals.js";
import type { Engine } from "../kernel/engine.js";
import { Kernel } from "../kernel/kernel.js";
import type { EquityFacts, SimulationOutput } from "../kernel/simulation.js";
import { formatTime } from "../market/times.js";
import { profileStatistics } from "../metrics/profile.js";
import { runMetrics } from "../metrics/run-metrics.js";
import { tradedValue } from "../metrics/trade-metrics.js";
import type { AnyStrategy } from "../strategies/define.js";
import { fillsSha256 } from "./fills.js";
import { evaluatePlots, type PlotSource } from "./signals.js";
import type { Trace } from "./trace.js";
import { VERSION } from "./version.js";
import { warningsOf } from "./warnings.js";

const REJECT_TALLIES = {
  "zero-size": "rejectedZeroSize",
  "insufficient-margin": "rejectedInsufficientMargin",
  "invalid-atr": "rejectedInvalidAtr",
  "invalid-price": "rejectedInvalidPrice",
  "below-minimum": "rejectedBelowMinimum",
  "no-edge": "rejectedNoEdge",
  "no-confidence": "rejectedNoConfidence",
  "invalid-volatility": "rejectedInvalidVolatility",
  "no-volume": "rejectedNoVolume",
  "post-only": "rejectedPostOnly",
  "nothing-to-reduce": "rejectedNothingToReduce",
  "too-many-orders": "rejectedTooManyOrders",
  halted: "rejectedHalted",
  "too-many-positions": "rejectedTooManyPositions",
  "heat-limit": "rejectedHeatLimit",
  "exposure-limit": "rejectedExposureLimit",
  "other-leg": "rejectedOtherLeg",
} as const;

/** What a run is given beside bars and configuration. */
export interface RunOptions {
  readonly signals?: SignalColumns;
  readonly strategy?: AnyStrategy;
  readonly given?: GivenColumns;
  readonly finer?: Bars;
}

/** What a result is asked for later, which the run alone can tell. */
export interface Origin {
  /** SHA-256 of what decided: the strategy's graph, or the given signals. */
  sha256(): string;
  readonly plots: readonly PlotSource[];
  /** What it was run with beside bars and configuration; of a lower timeframe the bars, if it was asked for. */
  readonly options: RunOptions;
  /** Runs the backtest again and looks at it bar by bar. */
  trace(): Trace;
}

/**
 * What a backtest found. Trades, fills and equity are columns; metrics, hashes and JSON are computed when first read.
 */
export class Result {
  readonly trades: TradeColumns;
  readonly fills: FillColumns;
  /** Marked equity at every close, quote currency (nBars). */
  readonly equity: Float64Array;
  /** Bars on which both entries were true. */
  readonly conflicts: number;
  /** Bars on which the intrabar rule decided what came first. */
  readonly ambiguousBars: number;
  /** With `intrabar: lower-timeframe`: how far the finer bars settled what came first. */
  readonly replay: Replay | undefined;
  readonly rejected: Partial<Record<RejectReason, number>>;
  /** Bar on which equity was gone, or null. */
  readonly bankruptBar: number | null;
  /** Loss beyond the account at a liquidation, quote currency. */
  readonly badDebt: number;
  /** Largest relative error of: start + realised - costs + open profit = equity. */
  readonly conservationError: number;
  readonly openPosition: OpenPosition | null;
  /** Positions that were closed to their end; one that was closed in parts is a trade for each of them. */
  readonly positions: number;
  private readonly paid: { readonly commission: number; readonly slippage: number; readonly funding: number };
  /** Sums of bar returns and deepest drawdown, as the kernel took them on the way. */
  readonly summary: EquityFacts;
  /** Bars that end with a position. */
  readonly barsInMarket: number;

  private computedMetrics: Metrics | undefined;
  private computedProvenance: Provenance | undefined;

  constructor(
    private readonly engine: Engine,
    readonly bars: Bars,
    /** After defaults: what is hashed. */
    readonly config: BacktestConfig,
    output: SimulationOutput,
    private readonly origin: Origin,
  ) {
    const { tally } = output;
    this.trades = output.trades;
    this.fills = output.fills;
    this.equity = output.equity;
    this.conflicts = tally("conflicts");
    this.ambiguousBars = tally("ambiguous");
    this.replay = origin.options.finer && replayOf(tally("withoutFiner"), tally("ambiguousFiner"));
    this.badDebt = tally("badDebt");
    this.conservationError = tally("conservationError");
    this.bankruptBar = tally("bankruptBar") < 0 ? null : tally("bankruptBar");
    this.rejected = Object.fromEntries(
      REJECT_REASONS.map((reason) => [reason, tally(REJECT_TALLIES[reason])] as const).filter(([, count]) => count > 0),
    );
    this.paid = { commission: tally("commissionPaid"), slippage: tally("slippagePaid"), funding: tally("fundingPaid") };
    this.summary = output.summary;
    this.barsInMarket = tally("barsInMarket");
    this.openPosition = openPosition(bars, output);
    this.positions = closedPositions(output);
  }

  /** Quote currency: what was paid (funding may have been received), and the value of all fills. */
  get costs(): {
    readonly commission: number;
    readonly slippage: number;
    /** Funding and borrow cost. */
    readonly funding: number;
    readonly turnover: number;
  } {
    return { ...this.paid, turnover: tradedValue(this.fills) };
  }

  /** What the strategy gives to be drawn. */
  get plotTitles(): readonly PlotTitle[] {
    return this.origin.plots.map(({ column: _, ...title }) => title);
  }

  /**
   * The columns that the strategy gives to be drawn, computed anew at every call; none with signals of one's own. They are no
   * part of the JSON and of no hash.
   */
  plots(): Plot[] {
    return evaluatePlots(this.engine, this.bars, this.origin.plots);
  }

  /** What the run was given beside bars and configuration: with these it can be made again. */
  get options(): RunOptions {
    return this.origin.options;
  }

  /** The levels and the ambiguous bars of the run, found by running it again; computed anew at every call. */
  trace(): Trace {
    return this.origin.trace();
  }

  /** Every column of the result, by what it belongs to. */
  get columns(): { trades: Float64Array[]; fills: Float64Array[]; equity: Float64Array[] } {
    const of = (columns: TradeColumns | FillColumns) =>
      Object.values(columns).filter((column) => column instanceof Float64Array);
    return { trades: of(this.trades), fills: of(this.fills), equity: [this.equity] };
  }

  /** Every metric, each group computed when one of it is first read; undefined ones are null, with the reason in `reasons`. */
  get metrics(): Metrics {
    this.computedMetrics ??= runMetrics(this.engine.statistics, this);
    return this.computedMetrics;
  }

  /** With a foreign profile: its statistics by that engine's own definitions. */
  get profileStats(): Metrics | undefined {
    return profileStatistics(this.engine.statistics, this);
  }

  get provenance(): Provenance {
    this.computedProvenance ??= {
      dataSha256: this.options.finer
        ? sha256Text(`${this.bars.sha256}|${this.options.finer.sha256}`)
        : this.bars.sha256,
      configSha256: sha256Text(canonicalJson(this.config)),
      kernelSha256: Kernel.sha256,
      strategySha256: this.origin.sha256(),
      fillsSha256: fillsSha256(this.fills),
    };
    return this.computedProvenance;
  }

  /** SHA-256 over the five hashes of `provenance`, joined by "|": equal fingerprints are equal runs, in any host. */
  get fingerprint(): string {
    const p = this.provenance;
    return sha256Text([p.dataSha256, p.configSha256, p.kernelSha256, p.strategySha256, p.fillsSha256].join("|"));
  }

  get warnings(): string[] {
    return warningsOf(this);
  }

  get data(): DataSummary {
    const { symbol, timeframe, timestamp, length, sha256, quality } = this.bars;
    return {
      symbol,
      timeframe,
      from: formatTime(timestamp[0] as number),
      to: formatTime(timestamp[length - 1] as number),
      bars: length,
      sha256,
      quality,
    };
  }

  /** Trade k as an object, for tables and JSON. */
  trade(k: number): Trade {
    const t = this.trades;
    const value = (column: Float64Array) => column[k] as number;
    const time = (bar: number) => formatTime(this.bars.timestamp[bar] as number);
    return {
      side: value(t.side) > 0 ? "long" : "short",
      entryBar: value(t.entryBar),
      entryTime: time(value(t.entryBar)),
      entryPrice: value(t.entryPrice),
      exitBar: value(t.exitBar),
      exitTime: time(value(t.exitBar)),
      exitPrice: value(t.exitPrice),
      quantity: value(t.quantity),
      pnl: value(t.pnl),
      pnlPct: (100 * value(t.pnl)) / (value(t.entryPrice) * value(t.quantity)),
      commission: value(t.commission),
      exitReason: EXIT_REASONS[value(t.exitReason)] as Trade["exitReason"],
      mae: value(t.mae),
      mfe: value(t.mfe),
      ...(t.funding ? { funding: value(t.funding) } : {}),
    };
  }

  toJSON(options: { equity?: boolean; bounds?: AmbiguityBounds | undefined } = {}): ResultJson {
    const profileStats = this.profileStats;
    return {
      fingerprint: this.fingerprint,
      provenance: this.provenance,
      engine: { version: VERSION, kernelSha256: Kernel.sha256 },
      config: this.config,
      data: this.data,
      metrics: this.metrics,
      ...(profileStats ? { profileStats } : {}),
      trades: Array.from({ length: this.trades.length }, (_, k) => this.trade(k)),
      openPosition: this.openPosition,
      ...(options.equity ? { equity: Array.from(this.equity) } : {}),
      conflicts: this.conflicts,
      ambiguousBars: this.ambiguousBars,
      ...(this.replay ? { replay: this.replay } : {}),
      ...(options.bounds ? { ambiguityBounds: options.bounds } : {}),
      rejected: this.rejected,
      bankruptBar: this.bankruptBar,
      badDebt: this.badDebt,
      conservationError: this.conservationError,
      warnings: this.warnings,
    };
  }
}

function replayOf(withoutFiner: number, ambiguousFiner: number): Replay {
  return { withoutFiner, ambiguousFiner, exact: withoutFiner === 0 && ambiguousFiner === 0 };
}

/** The kernel counts the positions opened where they can be closed in parts (simulation/ORDERS.md). */
function closedPositions({ tally, trades }: SimulationOutput): number {
  if (tally("working") === 0) return trades.length;
  return tally("position") - (tally("quantity") === 0 ? 0 : 1);
}

function openPosition(bars: Bars, { tally }: SimulationOutput): OpenPosition | null {
  const quantity = tally("quantity");
  if (quantity === 0) return null;
  const entryPrice = tally("entryPrice");
  const close = bars.close[bars.length - 1] as number;
  return {
    side: quantity > 0 ? "long" : "short",
    entryBar: tally("entryBar"),
    entryTime: formatTime(bars.timestamp[tally("entryBar")] as number),
    entryPrice,
    quantity: Math.abs(quantity),
    openPnl: quantity * (close - entryPrice) - tally("entryCommission"),
  };
}
