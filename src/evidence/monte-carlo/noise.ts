import { backtest } from "../../backtest/backtest.js";
import type { Result, RunOptions } from "../../backtest/result.js";
import type { Bars } from "../../contracts/bars.js";
import type { BacktestConfig } from "../../contracts/config.js";
import type { Engine } from "../../kernel/engine.js";
import type { PathColumns } from "../../kernel/paths.js";

/** What noisy runs are made of. Plain data, but for a strategy of one's own. */
export interface NoiseSource {
  readonly bars: Bars;
  readonly config: BacktestConfig;
  readonly options: RunOptions;
  readonly seed: number;
  readonly trial: number;
  /** Deviation of the noise, fraction of the price. */
  readonly scale: number;
}

/** Sample deviation of the closes' log returns, fraction; NaN under three bars. */
export function barVolatility({ statistics }: Engine, { close }: Bars): number {
  const returns = new Float64Array(Math.max(0, close.length - 1));
  for (let i = 0; i < returns.length; i++) {
    returns[i] = statistics.log((close[i + 1] as number) / (close[i] as number));
  }
  const { sum } = statistics.sums(returns);
  const [squares] = statistics.centralSums(returns, sum / returns.length);
  return Math.sqrt(squares / (returns.length - 1));
}

/**
 * Runs the whole strategy again on prices with noise: every open, high, low and close of a path is multiplied by exp(scale z), with a z of its own
 * (nearly normal), and highs and lows then hold all four. Stamps, volumes, funding, signals and columns of one's own stay as they are. One
 * path's bars are in memory at a time.
 */
export class NoisyRuns {
  private last: Result | undefined;

  constructor(
    private readonly engine: Engine,
    private readonly source: NoiseSource,
  ) {}

  /** Paths [from, to), and their equity after so many bars (rising): row-major, of paths below `fanPaths`. */
  take(from: number, to: number, marks: Float64Array, fanPaths: number): PathColumns & { points: Float64Array } {
    const column = () => new Float64Array(to - from);
    const columns = { finalEquity: column(), maxDrawdown: column(), lowestShare: column(), maxDrawdownMoney: column() };
    const rows = Math.max(0, Math.min(to, fanPaths) - from);
    const points = new Float64Array(rows * marks.length);
    for (let k = 0; k < to - from; k++) {
      const { equity, config, summary } = this.run(from + k);
      let lowest = config.capital;
      for (let i = 0; i < equity.length; i++) lowest = Math.min(lowest, equity[i] as number);
      columns.finalEquity[k] = equity[equity.length - 1] as number;
      columns.maxDrawdown[k] = summary.maxDrawdown;
      columns.lowestShare[k] = lowest / config.capital;
      for (let m = 0; k < rows && m < marks.length; m++) {
        points[k * marks.length + m] = equity[(marks[m] as number) - 1] as number;
      }
    }
    return { ...columns, points };
  }

  dispose(): void {
    this.last = undefined;
  }

  private run(path: number): Result {
    const bars = noisyBars(this.engine, this.source, path);
    const { config, options } = this.source;
    try {
      this.last = backtest(this.engine, bars, config, { ...options, ...(this.last ? { recycle: this.last } : {}) });
      return this.last;
    } finally {
      this.engine.forget(bars);
    }
  }
}

/** The bars of one path. They are bars still: every price is above 0, and a high or low is that of its bar. */
export function noisyBars({ kernel }: Engine, { bars, seed, trial, scale }: NoiseSource, path: number): Bars {
  const { length, symbol, timeframe, timestamp, volume, funding, quality } = bars;
  const given = [bars.open, bars.high, bars.low, bars.close].map((column) => kernel.columnOf(column));
  const made = given.map(() => kernel.column("series", length));
  const stream = kernel.column("flags", 16);
  const addresses = [...given, ...made].map(({ address }) => address) as Eight;
  kernel.call.perturb(stream.address, seed, trial, path, length, scale, ...addresses);
  const [open, high, low, close] = made.map((column) => kernel.copy(column)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  kernel.free(...given, ...made, stream);
  return {
    ...{ symbol, timeframe, length, timestamp, open, high, low, close, volume, quality },
    ...(funding ? { funding } : {}),
    sha256: "",
  };
}

type Eight = [number, number, number, number, number, number, number, number];
