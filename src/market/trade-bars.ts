import type { Bars, Timeframe } from "../contracts/bars.js";
import { invariant, VaranusError } from "../contracts/errors.js";
import { createBars } from "./bars.js";
import { isOnGrid, openFrom } from "./timeframes.js";
import { formatTime } from "./times.js";
import type { Trades } from "./trades.js";

/** Who traded in a bar, by the side of the aggressor. */
export type FlowColumns = Readonly<Record<(typeof FLOW_NAMES)[number], Float64Array>>;

/** Base units that buyers and sellers took, how many trades they took them in, and the largest of these in base units; each (nBars). */
export const FLOW_NAMES = ["buyVolume", "sellVolume", "buyTrades", "sellTrades", "largestTrade"] as const;

export interface TradeBars {
  readonly bars: Bars;
  /** Columns beside the bars', as indicators of the order flow take them. */
  readonly columns: FlowColumns;
}

export interface TradeBarsOptions {
  symbol?: string | undefined;
}

/**
 * Bars made of trades: open, high, low and close are prices of trades in their order, the volume is that of both sides. A bar opens on the grid of its
 * timeframe; a time without a trade has no bar. The first and the last bar hold what there is of them.
 */
export function tradeBars(
  trades: Trades,
  timeframe: Timeframe,
  { symbol = "TRADES" }: TradeBarsOptions = {},
): TradeBars {
  const rows = new BarRows();
  const { timestamp, price, amount, buy, length } = trades;
  let end = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < length; k++) {
    const stamp = timestamp[k] as number;
    if (k > 0 && stamp < (timestamp[k - 1] as number)) throw outOfOrder(symbol, k, stamp);
    if (stamp >= end) {
      const start = openBefore(stamp, timeframe);
      end = openFrom(start, timeframe, 1);
      rows.open(start, price[k] as number);
    }
    rows.take(price[k] as number, amount[k] as number, buy[k] === 1);
  }
  const { timestamp: stamps, open, high, low, close, volume, ...flow } = rows.columns();
  const bars = createBars({ symbol, timeframe, timestamp: stamps, open, high, low, close, volume });
  return { bars, columns: flow };
}

/** The open of the bar that a moment belongs to. */
function openBefore(ms: number, timeframe: Timeframe): number {
  return openFrom(ms, timeframe, isOnGrid(ms, timeframe) ? 0 : -1);
}

const PRICE_COLUMNS = ["timestamp", "open", "high", "low", "close", "volume"] as const;
const COLUMNS = [...PRICE_COLUMNS, ...FLOW_NAMES] as const;
type Row = { [Name in (typeof COLUMNS)[number]]: number };

class BarRows {
  private readonly rows: Row[] = [];

  open(timestamp: number, price: number): void {
    const none = { volume: 0, buyVolume: 0, sellVolume: 0, buyTrades: 0, sellTrades: 0, largestTrade: 0 };
    this.rows.push({ timestamp, open: price, high: price, low: price, close: price, ...none });
  }

  take(price: number, amount: number, buy: boolean): void {
    const row = this.rows.at(-1);
    invariant(row, "a bar is open before it takes a trade");
    row.high = Math.max(row.high, price);
    row.low = Math.min(row.low, price);
    row.close = price;
    row.largestTrade = Math.max(row.largestTrade, amount);
    row[buy ? "buyVolume" : "sellVolume"] += amount;
    row[buy ? "buyTrades" : "sellTrades"]++;
    // the sides' volumes add up to the bar's to the bit
    row.volume = row.buyVolume + row.sellVolume;
  }

  columns(): Record<(typeof COLUMNS)[number], Float64Array> {
    const column = (name: (typeof COLUMNS)[number]) => Float64Array.from(this.rows, (row) => row[name]);
    return Object.fromEntries(COLUMNS.map((name) => [name, column(name)])) as ReturnType<BarRows["columns"]>;
  }
}

function outOfOrder(symbol: string, k: number, stamp: number): VaranusError {
  return new VaranusError({
    code: "data",
    path: `${symbol}: trade ${k}`,
    message: `the trade at ${formatTime(stamp)} is before the one above`,
    hint: "give the trades in the exchange's order, oldest first",
  });
}
