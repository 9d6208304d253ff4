import type { Bars } from "../../../src/contracts/bars.js";
import type { IndicatorSeries, Varanus } from "../../../src/index.js";
import type { GoldenFile } from "../../support/golden.js";

export type GoldenColumn = (number | null)[];

export interface Entry {
  function?: string;
  inputs?: string[];
  parameters: Record<string, number>;
  firstValid: number | Record<string, number>;
  absTol: number;
  skip?: number[];
  nullBars?: number[];
  outputs: Record<string, GoldenColumn>;
}

export interface IndicatorsFile extends GoldenFile {
  indicators: Record<string, Entry>;
}

/** The golden market: its bars, and columns beside them (the benchmark). */
export interface Market {
  v: Varanus;
  bars: Bars;
  columns: Record<string, Float64Array>;
}

type Outputs = Record<string, ArrayLike<number> | undefined>;

/** How an entry is asked of us: its outputs by the golden file's names; undefined for an entry that is asked in another way than we can answer. */
export type Ask = (market: Market, entry: Entry) => Outputs | undefined;

/** Entries of TA-Lib by function, of the other file by name (without its parameters, as in ZSCORE_20). */
export interface Asks {
  talib?: Record<string, Ask>;
  other?: Record<string, Ask>;
}

/** The entry's k-th input: a column of the bars, or one beside them. */
export function input({ columns }: Market, entry: Entry, k = 0): IndicatorSeries {
  const name = entry.inputs?.[k] ?? "close";
  return ["open", "high", "low", "close", "volume"].includes(name)
    ? (name as IndicatorSeries)
    : (columns[name] ?? "close");
}

export function parameter(entry: Entry, name: string): number {
  const value = entry.parameters[name];
  if (typeof value !== "number") throw new Error(`the golden entry has no parameter ${name}`);
  return value;
}

/** An indicator with one window and one output; without a parameter where `from` is empty. */
export function one(name: string, output: string, from = "timePeriod"): Ask {
  return (market, entry) => {
    const params = from === "" ? {} : { period: parameter(entry, from) };
    return { [output]: Object.values(market.v.indicator(name, market.bars, params, input(market, entry)))[0] };
  };
}

/** The value of the bar before. */
export function before(values: ArrayLike<number>): number[] {
  return Array.from(values, (_, i) => (i === 0 ? Number.NaN : (values[i - 1] as number)));
}
