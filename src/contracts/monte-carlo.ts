/** Monte Carlo: what could have come of a run, had its trades, days, prices or entries been others. Plain data. */

export const MONTE_CARLO_METHODS = ["shuffle", "bootstrap", "block", "skip", "noise", "null"] as const;
export type MonteCarloMethod = (typeof MONTE_CARLO_METHODS)[number];

export interface MonteCarloOptions {
  /**
   * `shuffle`: the trades in another order. `bootstrap`: trades drawn with replacement (Efron 1979). `block`: UTC days drawn in runs (the
   * stationary bootstrap of Politis and Romano 1994). `skip`: trades left out at random. `noise`: the strategy run again on prices with noise.
   * `null`: the positions begun on random bars.
   */
  method: MonteCarloMethod;
  /** 1 to 1,000,000 (10,000; of `noise` 1,000, because each is a backtest). */
  paths?: number;
  /** 0 to 2^32 - 1 (1). */
  seed?: number;
  /** Number of the trial that the run belongs to, 0 to 2^32 - 1 (0): trials share no random numbers. */
  trial?: number;
  /** skip: probability that a trade is left out, [0, 1) (0.1). */
  probability?: number | undefined;
  /** block: mean length of a run of days, at least 1 (the cube root of their number). */
  meanBlock?: number | undefined;
  /** noise: its deviation as a fraction of that of the closes' log returns, (0, 10] (0.2). */
  noise?: number | undefined;
  /** Ruin is an equity at or under this share of the start, (0, 1) (0.5). */
  ruin?: number;
}

/** Options with their defaults; those that the method does not read are absent. */
export interface MonteCarloSettings {
  readonly method: MonteCarloMethod;
  readonly paths: number;
  readonly seed: number;
  readonly trial: number;
  readonly probability?: number;
  readonly meanBlock?: number;
  readonly noise?: number;
  readonly ruin: number;
}

/** Quantiles by linear interpolation. */
export interface Quantiles {
  readonly p5: number;
  readonly p25: number;
  readonly median: number;
  readonly p75: number;
  readonly p95: number;
}

/** Equal bins: edges (nBins + 1), counts (nBins); the last bin holds its upper edge. */
export interface Histogram {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

/** Equity along the paths, quote currency: a quantile a point, the first point is the start (nPoints). */
export interface Fan {
  /** Trades, days or bars done. */
  readonly step: Float64Array;
  readonly p5: Float64Array;
  readonly p25: Float64Array;
  readonly median: Float64Array;
  readonly p75: Float64Array;
  readonly p95: Float64Array;
  /** It rests on the first of the paths, 2,000 at most. */
  readonly paths: number;
}

/** What the paths came to. What is not defined is null, and `reasons` says why by the same name. */
export interface MonteCarlo {
  readonly settings: MonteCarloSettings;
  /** What a step is. */
  readonly unit: "trade" | "day" | "bar";
  /** Steps of a path. */
  readonly steps: number;
  /** Profits are fractions of the equity at entry, and multiplied; false: money is added (sizer fixed-amount). */
  readonly compounded: boolean;
  /** Quote currency. */
  readonly start: number;
  /** The run itself, by its closed trades (of block and noise by its equity). */
  readonly actual: { readonly finalEquity: number; readonly maxDrawdown: number };
  /** Quote currency; null for shuffle, whose end is always the same. */
  readonly finalEquity: Quantiles | null;
  /** Share of paths that end below the start; null for shuffle. */
  readonly probabilityOfLoss: number | null;
  /** Positive fractions of the peak; above 1 where added money takes the account below 0, which no path is stopped for. */
  readonly maxDrawdown: Quantiles | null;
  readonly maxDrawdownHistogram: Histogram | null;
  /** Deepest falls from a peak, quote currency; null unless money is added. */
  readonly maxDrawdownMoney: Quantiles | null;
  /** Share of paths whose equity was at or under `ruin` of the start. */
  readonly riskOfRuin: number | null;
  /** null: (1 + paths that end at or above the run) / (1 + paths), Davison and Hinkley 1997, 4.2; else null. */
  readonly pValue: number | null;
  readonly fan: Fan | null;
  /** (nPaths); empty where there is nothing to draw from. */
  readonly columns: {
    readonly finalEquity: Float64Array;
    readonly maxDrawdown: Float64Array;
    readonly lowestShare: Float64Array;
    readonly maxDrawdownMoney: Float64Array;
  };
  readonly reasons: Readonly<Record<string, string>>;
  /** Fingerprint of the run. */
  readonly run: string;
  /** SHA-256 over kernel, run, settings and columns: the same in every host, for any number of workers. */
  readonly fingerprint: string;
}
