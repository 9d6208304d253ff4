import type { Bars } from "../contracts/bars.js";
import { canonicalColumns, canonicalJson, sha256, sha256Text } from "../contracts/canonical.js";
import type { BacktestConfig } from "../contracts/config.js";
import type { FillColumns, Metrics, Provenance, TradeColumns } from "../contracts/result.js";
import type { Engine } from "../kernel/engine.js";
import { Kernel } from "../kernel/kernel.js";
import {
  type AccountColumns,
  type AccountFills,
  equityFacts,
  type PortfolioOutput,
  type Transfers,
} from "../kernel/portfolio-runner.js";
import type { EquityFacts, SimulationOutput } from "../kernel/simulation.js";
import { formatTime } from "../market/times.js";
import { runMetrics } from "../metrics/run-metrics.js";
import { fillsSha256 } from "./fills.js";
import type { Leg } from "./portfolio.js";
import { accountBars, marksOfBars } from "./portfolio-bars.js";
import { hashedConfig, type ResolvedPortfolio } from "./portfolio-config.js";
import { Result } from "./result.js";
import type { Trace } from "./trace.js";
import { VERSION } from "./version.js";

/** One sleeve of a portfolio, or one leg of a pair, as a run of its own. */
export interface SleeveResult {
  readonly name: string;
  /** Share of the account; of a leg, that of its pair. */
  readonly weight: number;
  /** Index of the sleeve in the configuration; both legs of a pair have the same. */
  readonly index: number;
  /** Trades, fills and metrics; its equity is the first slice grown by the sleeve's own returns, as if nothing had been moved between slices. */
  readonly result: Result;
  /** Its slice at every close of its own bars, quote currency (nBars). */
  readonly slice: Float64Array;
  /** Its own profit so far in money, quote currency (nBars). */
  readonly profit: Float64Array;
}

/** One fill of the account. */
export interface AccountFill {
  /** ISO, UTC: the open of the bar that it falls into. */
  time: string;
  symbol: string;
  /** Signed base units: above 0 bought. */
  quantity: number;
  price: number;
  commission: number;
}

/**
 * What a portfolio found: the account at every moment at which bars have ended, its fills after netting, and every sleeve as a run of its
 * own. Metrics, hashes and JSON are computed when first read.
 */
export class PortfolioResult {
  /** Columns (nMarks). */
  readonly account: AccountColumns;
  /** After netting; columns (nFills). */
  readonly fills: AccountFills;
  /** Cash that has gone to slices, or from them. */
  readonly transfers: Transfers;
  readonly sleeves: readonly SleeveResult[];
  /** All sleeves' trades in the order of their exits; bars are indices of the account's marks. */
  readonly trades: TradeColumns;
  /** Index of the sleeve of each trade (nTrades). */
  readonly sleeveOfTrade: Float64Array;
  /** How often slices were set back to their weights. */
  readonly rebalanced: number;
  /** How often new entries were halted. */
  readonly halts: number;
  /** Index of the mark on which equity was gone, or null. */
  readonly bankruptMark: number | null;
  /** Loss beyond the account at a liquidation, quote currency. */
  readonly badDebt: number;
  /** Cash at the end that is nobody's slice, quote currency. */
  readonly reserve: number;
  /** Largest relative error of: start + realised - costs + transfers + open profit = slice, of any sleeve on any bar. */
  readonly conservationError: number;
  /** Sums of the account's returns, and its deepest drawdown. */
  readonly summary: EquityFacts;
  private computedBenchmark: Bars | undefined;
  private computedMetrics: Metrics | undefined;
  private computedProvenance: Provenance | undefined;

  constructor(
    private readonly engine: Engine,
    private readonly resolved: ResolvedPortfolio,
    private readonly legs: readonly Leg[],
    /** Names that the fills' `symbol` is an index of. */
    readonly symbols: readonly string[],
    private readonly finest: Bars,
    output: PortfolioOutput,
  ) {
    const { account, fills, transfers, summary, tally } = output;
    this.account = account;
    this.fills = fills;
    this.transfers = transfers;
    this.summary = summary;
    this.sleeves = legs.map((leg, k) => this.sleeveOf(leg, k, output.sleeves[k] as SimulationOutput));
    this.rebalanced = tally("rebalanced");
    this.halts = tally("halts");
    this.bankruptMark = tally("bankruptMark") < 0 ? null : tally("bankruptMark");
    this.reserve = tally("reserve");
    const badDebt = this.sleeves.reduce((sum, { result }) => sum + result.badDebt, tally("reserveDebt"));
    this.badDebt = Math.max(0, badDebt);
    this.conservationError = Math.max(...this.sleeves.map(({ result }) => result.conservationError));
    const { trades, sleeveOf } = tradesOfAll(this.sleeves, account);
    this.trades = trades;
    this.sleeveOfTrade = sleeveOf;
  }

  private sleeveOf(leg: Leg, k: number, output: SimulationOutput): SleeveResult {
    const slice = output.equity;
    const { profit, equity } = ownCurves(slice, leg.config.capital, this.transfers, k);
    const summary = equity === slice ? output.summary : equityFacts(this.engine.kernel, equity, leg.config.capital);
    const { source, decision, config, sleeve } = leg;
    const { signals, strategy, given, finer } = source;
    const result = new Result(
      this.engine,
      source.bars,
      config,
      { ...output, equity, summary },
      {
        sha256: () => decision.sha256(given),
        plots: decision.plots ?? [],
        options: {
          ...(signals ? { signals } : {}),
          ...(strategy ? { strategy } : {}),
          ...(given ? { given } : {}),
          ...(finer && config.intrabar === "lower-timeframe" ? { finer } : {}),
        },
        // levels are noted by runs on their own alone
        trace: () => noTrace(source.bars.length),
      },
    );
    return { name: leg.name, weight: sleeve.weight, index: leg.index, result, slice, profit };
  }

  /** After defaults: what is hashed. */
  get config(): ReturnType<typeof hashedConfig> {
    return hashedConfig(this.resolved);
  }

  /** Of the account, on its equity; trades are those of all sleeves. The benchmark holds every sleeve's symbol by its weight. */
  get metrics(): Metrics {
    this.computedMetrics ??= runMetrics(this.engine.statistics, this.asRun());
    return this.computedMetrics;
  }

  /** Every sleeve's symbol held by its weight, as a series of bars (nMarks). */
  get benchmark(): Bars {
    this.computedBenchmark ??= accountBars(this.legs, this.account, this.finest);
    return this.computedBenchmark;
  }

  /** Marks with a position; the bar of a bankruptcy is one, as it is in a run by itself. */
  private get marksInMarket(): number {
    const [only, ...others] = this.sleeves;
    if (only && others.length === 0) return only.result.barsInMarket;
    return this.account.positions.reduce((count, positions) => count + (positions > 0 ? 1 : 0), 0);
  }

  private asRun() {
    const { account, fills, trades, summary, sleeves } = this;
    const bars = this.benchmark;
    const paid = sleeves.map(({ result }) => result.costs);
    const total = (pick: (costs: (typeof paid)[number]) => number) => paid.reduce((sum, costs) => sum + pick(costs), 0);
    const config = (this.sleeves[0] as SleeveResult).result.config;
    return {
      bars,
      config: { ...config, capital: this.resolved.account.capital } satisfies BacktestConfig,
      trades,
      fills: {
        length: fills.length,
        bar: fills.mark,
        quantity: fills.quantity,
        price: fills.price,
        commission: fills.commission,
        kind: new Float64Array(fills.length),
        order: null,
      } satisfies FillColumns,
      equity: account.equity,
      costs: {
        commission: total(({ commission }) => commission),
        slippage: total(({ slippage }) => slippage),
        funding: total(({ funding }) => funding),
      },
      summary,
      barsInMarket: this.marksInMarket,
      positions: sleeves.reduce((sum, { result }) => sum + result.positions, 0),
      ...(bars === this.finest ? {} : { heldNotional: this.engine.statistics.sums(account.exposure).sum }),
    };
  }

  get provenance(): Provenance {
    this.computedProvenance ??= {
      dataSha256: joined(this.sleeves.map(({ result }) => result.provenance.dataSha256)),
      configSha256: sha256Text(canonicalJson(this.config)),
      kernelSha256: Kernel.sha256,
      strategySha256: joined(this.sleeves.map(({ result }) => result.provenance.strategySha256)),
      fillsSha256: joined([
        sha256(canonicalColumns([this.fills.mark, this.fills.symbol, this.fills.quantity, this.fills.price])),
        ...this.sleeves.map(({ result }) => fillsSha256(result.fills)),
      ]),
    };
    return this.computedProvenance;
  }

  /** SHA-256 over the five hashes of `provenance`, joined by "|": equal fingerprints are equal portfolios, in any host. */
  get fingerprint(): string {
    const p = this.provenance;
    return sha256Text([p.dataSha256, p.configSha256, p.kernelSha256, p.strategySha256, p.fillsSha256].join("|"));
  }

  /** What a reader has to know before believing it, one plain sentence each. */
  get warnings(): string[] {
    const own: string[] = [];
    if (this.bankruptMark !== null) own.push("The account was bankrupt; the rest of the curve is 0.");
    if (this.badDebt > 0) own.push(`A liquidation left a bad debt of ${this.badDebt.toFixed(2)}.`);
    if (this.halts > 0)
      own.push(`New entries were halted ${this.halts} ${this.halts === 1 ? "time" : "times"} after a drawdown.`);
    const ofSleeves = this.sleeves.flatMap(({ name, result }) =>
      result.warnings.filter((text) => !text.startsWith("The account was bankrupt")).map((text) => `${name}: ${text}`),
    );
    return [...own, ...ofSleeves];
  }

  /** Fill k of the account as an object. */
  fill(k: number): AccountFill {
    const { mark, symbol, quantity, price, commission } = this.fills;
    const row = Math.min(mark[k] as number, this.account.length - 1);
    return {
      time: formatTime(this.account.timestamp[row] as number),
      symbol: this.symbols[symbol[k] as number] as string,
      quantity: quantity[k] as number,
      price: price[k] as number,
      commission: commission[k] as number,
    };
  }

  toJSON(options: { equity?: boolean } = {}) {
    const { account, sleeves } = this;
    return {
      fingerprint: this.fingerprint,
      provenance: this.provenance,
      engine: { version: VERSION, kernelSha256: Kernel.sha256 },
      config: this.config,
      data: { marks: account.length, from: stampOf(account, 0), to: stampOf(account, account.length - 1) },
      metrics: this.metrics,
      sleeves: sleeves.map(({ name, weight, result, slice, profit }) => ({
        name,
        weight,
        profit: profit.at(-1),
        data: result.data,
        metrics: result.metrics,
        trades: Array.from({ length: result.trades.length }, (_, k) => result.trade(k)),
        openPosition: result.openPosition,
        ...(options.equity ? { equity: Array.from(result.equity), slice: Array.from(slice) } : {}),
        conflicts: result.conflicts,
        ambiguousBars: result.ambiguousBars,
        rejected: result.rejected,
      })),
      fills: Array.from({ length: this.fills.length }, (_, k) => this.fill(k)),
      ...(options.equity
        ? {
            account: {
              time: Array.from(account.timestamp, formatTime),
              equity: Array.from(account.equity),
              exposure: Array.from(account.exposure),
              netExposure: Array.from(account.netExposure),
              heat: Array.from(account.heat),
              positions: Array.from(account.positions),
            },
          }
        : {}),
      rebalanced: this.rebalanced,
      halts: this.halts,
      reserve: this.reserve,
      bankruptMark: this.bankruptMark,
      badDebt: this.badDebt,
      conservationError: this.conservationError,
      warnings: this.warnings,
    };
  }
}

function noTrace(bars: number): Trace {
  const none = () => new Float64Array(bars).fill(Number.NaN);
  return { stop: none(), target: none(), ambiguous: new Uint8Array(bars) };
}

function joined(hashes: readonly string[]): string {
  return hashes.length === 1 ? (hashes[0] as string) : sha256Text(hashes.join("|"));
}

function stampOf({ timestamp }: AccountColumns, row: number): string {
  return formatTime(timestamp[row] as number);
}

/** Of one sleeve, its own: what it has earned, and what its first slice would have become. Both (nBars). */
interface OwnCurves {
  readonly profit: Float64Array;
  readonly equity: Float64Array;
}

/**
 * The sleeve's own profit in money, without what was moved between slices; and its first slice, grown by its returns bar by bar (time-weighted,
 * as a fund's unit is), so that money moved in or out is no return. A bar that begins with nothing left has no return.
 */
function ownCurves(slice: Float64Array, capital: number, transfers: Transfers, sleeve: number): OwnCurves {
  const moves: { bar: number; amount: number }[] = [];
  for (let k = 0; k < transfers.length; k++) {
    if (transfers.sleeve[k] !== sleeve) continue;
    moves.push({ bar: transfers.bar[k] as number, amount: transfers.amount[k] as number });
  }
  if (moves.length === 0) return { profit: slice.map((value) => value - capital), equity: slice };
  const profit = new Float64Array(slice.length);
  const equity = new Float64Array(slice.length);
  let next = 0;
  let moved = 0;
  let before = capital;
  let grown = capital;
  slice.forEach((value, bar) => {
    let start = before;
    for (; (moves[next]?.bar ?? Number.POSITIVE_INFINITY) <= bar; next++) {
      start += moves[next]?.amount ?? 0;
      moved += moves[next]?.amount ?? 0;
    }
    if (start > 0) grown *= value / start;
    equity[bar] = grown;
    profit[bar] = value - moved - capital;
    before = value;
  });
  return { profit, equity };
}

function tradesOfAll(
  sleeves: readonly SleeveResult[],
  account: AccountColumns,
): { trades: TradeColumns; sleeveOf: Float64Array } {
  const rows = sleeves.map(({ result }) => marksOfBars(result.bars, account));
  const order = sleeves
    .flatMap(({ result }, sleeve) => Array.from({ length: result.trades.length }, (_, k) => ({ sleeve, k })))
    .map((place) => ({ ...place, exit: markOf(place, "exitBar") }))
    .sort((a, b) => a.exit - b.exit || a.sleeve - b.sleeve || a.k - b.k);
  function markOf({ sleeve, k }: { sleeve: number; k: number }, name: "entryBar" | "exitBar"): number {
    const bar = sleeves[sleeve]?.result.trades[name][k] as number;
    return rows[sleeve]?.[bar] as number;
  }
  type Named = Exclude<keyof TradeColumns, "length">;
  const column = (name: Named) =>
    Float64Array.from(order, ({ sleeve, k }) => (sleeves[sleeve]?.result.trades[name]?.[k] as number | undefined) ?? 0);
  const funded = sleeves.some(({ result }) => result.trades.funding !== null);
  return {
    sleeveOf: Float64Array.from(order, ({ sleeve }) => sleeve),
    trades: {
      length: order.length,
      side: column("side"),
      entryBar: Float64Array.from(order, (place) => markOf(place, "entryBar")),
      entryPrice: column("entryPrice"),
      exitBar: Float64Array.from(order, ({ exit }) => exit),
      exitPrice: column("exitPrice"),
      quantity: column("quantity"),
      pnl: column("pnl"),
      commission: column("commission"),
      exitReason: column("exitReason"),
      mae: column("mae"),
      mfe: column("mfe"),
      funding: funded ? column("funding") : null,
    },
  };
}
