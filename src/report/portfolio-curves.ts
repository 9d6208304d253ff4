import type { PortfolioResult } from "../backtest/portfolio-result.js";

/** What the charts of a portfolio are drawn from: plain columns, so that a page has them from a worker as well. */
export interface PortfolioCurves {
  /** Columns (nMarks). */
  readonly account: {
    readonly length: number;
    /** ms UTC. */
    readonly timestamp: Float64Array;
    /** Quote currency, as the others. */
    readonly equity: Float64Array;
    readonly exposure: Float64Array;
    readonly netExposure: Float64Array;
    readonly heat: Float64Array;
  };
  readonly sleeves: readonly SleeveCurve[];
  readonly rebalanced: number;
}

/** Columns (nBars), by the sleeve's own bars. */
export interface SleeveCurve {
  readonly name: string;
  /** Its first slice, quote currency. */
  readonly capital: number;
  /** ms UTC, opens. */
  readonly timestamp: Float64Array;
  /** The first slice and the sleeve's own profit, quote currency. */
  readonly equity: Float64Array;
  /** With what was moved between slices. */
  readonly slice: Float64Array;
}

export function portfolioCurves({ account, sleeves, rebalanced }: PortfolioResult): PortfolioCurves {
  return {
    account,
    rebalanced,
    sleeves: sleeves.map(({ name, slice, result: { bars, equity, config } }) => {
      return { name, slice, equity, timestamp: bars.timestamp, capital: config.capital };
    }),
  };
}
