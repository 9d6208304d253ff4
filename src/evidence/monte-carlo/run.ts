import type { RunOptions } from "../../backtest/result.js";
import { Result } from "../../backtest/result.js";
import type { Bars, Quality } from "../../contracts/bars.js";
import type { BacktestConfig } from "../../contracts/config.js";
import { EXIT_REASONS, type ResultJson, type Trade, type TradeColumns } from "../../contracts/result.js";

/** What Monte Carlo has to know of a run: a Result has all of it, a result.json the first part. Plain data, but for strategies of one's own. */
export interface MonteCarloRun {
  readonly fingerprint: string;
  /** After defaults. */
  readonly config: BacktestConfig;
  readonly trades: TradeColumns;
  /** Quote currency, over all fills. */
  readonly slippagePaid: number;
  /** Value of the position still open at its entry, quote currency; 0 without. */
  readonly openValue: number;
  /** Of the equity at every close: the last, quote currency, and the deepest drawdown, fraction. */
  readonly marked: { readonly finalEquity: number; readonly maxDrawdown: number };
  /** For block: the equity at every close. */
  readonly curve?: EquityCurve | undefined;
  /** For noise and null. */
  readonly bars?: Bars | undefined;
  /** For noise: what the run was given beside bars and configuration. */
  readonly options?: RunOptions | undefined;
}

export interface EquityCurve {
  /** ms UTC, bar open (nBars). */
  readonly timestamp: Float64Array;
  /** Quote currency (nBars). */
  readonly equity: Float64Array;
  readonly calendar: Quality["calendar"];
}

/** Of a Result, what Monte Carlo takes. */
export function monteCarloRun(run: Result | MonteCarloRun): MonteCarloRun {
  if (!(run instanceof Result)) return run;
  const { config, trades, bars, equity, options, costs, openPosition } = run;
  return {
    get fingerprint() {
      return run.fingerprint;
    },
    config,
    trades,
    slippagePaid: costs.slippage,
    openValue: openPosition ? openPosition.quantity * openPosition.entryPrice : 0,
    marked: { finalEquity: equity[equity.length - 1] as number, maxDrawdown: run.summary.maxDrawdown },
    curve: { timestamp: bars.timestamp, equity, calendar: bars.quality.calendar },
    bars,
    options,
  };
}

/** A run as its result.json has it; `further` is what no such file holds. */
export function monteCarloRunOf(
  json: ResultJson,
  further: Pick<MonteCarloRun, "curve" | "bars" | "options"> = {},
): MonteCarloRun {
  const { fingerprint, config, trades, openPosition, metrics } = json;
  return {
    fingerprint,
    config,
    trades: tradeColumns(trades),
    slippagePaid: metrics["slippageCost"] as number,
    openValue: openPosition ? openPosition.quantity * openPosition.entryPrice : 0,
    marked: { finalEquity: metrics["finalEquity"] as number, maxDrawdown: metrics["maxDrawdown"] as number },
    ...further,
  };
}

function tradeColumns(trades: readonly Trade[]): TradeColumns {
  const column = (value: (trade: Trade) => number) => Float64Array.from(trades, value);
  return {
    length: trades.length,
    side: column(({ side }) => (side === "long" ? 1 : -1)),
    entryBar: column(({ entryBar }) => entryBar),
    entryPrice: column(({ entryPrice }) => entryPrice),
    exitBar: column(({ exitBar }) => exitBar),
    exitPrice: column(({ exitPrice }) => exitPrice),
    quantity: column(({ quantity }) => quantity),
    pnl: column(({ pnl }) => pnl),
    commission: column(({ commission }) => commission),
    exitReason: column(({ exitReason }) => EXIT_REASONS.indexOf(exitReason)),
    mae: column(({ mae }) => mae),
    mfe: column(({ mfe }) => mfe),
    funding: trades.some(({ funding }) => funding !== undefined) ? column(({ funding = 0 }) => funding) : null,
  };
}
