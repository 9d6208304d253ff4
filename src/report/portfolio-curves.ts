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
  /** ms UTC, opens. */
  readonly timestamp: Float64Array;
  /** Its own profit so far, quote currency, without what was moved between slices. */
  readonly profits: Float64Array;
  /** With what was moved between slices. */
  readonly slice: Float64Array;
}

export function portfolioCurves({ account, sleeves, rebalanced }: PortfolioResult): PortfolioCurves {
  return {
    account,
    rebalanced,
    sleeves: sleeves.map(({ name, slice, profit, result }) => {
      return { name, slice, profits: profit, timestamp: result.bars.timestamp };
    }),
  };
}
