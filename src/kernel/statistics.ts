import type { Column, Kernel } from "./kernel.js";

/** Depths as fractions, indices counted from the start (0) over the values (k-th value = k). */
export interface Drawdowns {
  deepest: number;
  peakIndex: number;
  troughIndex: number;
  /** Periods from a peak to the first value back at or above it, or to the end. */
  longest: number;
  count: number;
  averageDepth: number;
  /** Sum of squared percent drawdowns. */
  squaredPercent: number;
  /** Highest value, the start included. */
  peak: number;
}

/** Statistics of the kernel on columns of numbers. Everything that a result rests on is summed here, in two lanes. */
export class Statistics {
  constructor(private readonly kernel: Kernel) {}

  sums(x: Float64Array): { sum: number; squares: number } {
    const [sum, squares] = this.outputs(2, (out) => this.on(x, (c) => this.kernel.call.sums(c.address, c.length, out)));
    return { sum, squares } as { sum: number; squares: number };
  }

  /** Sums of the powers 2 to 4 of x - mean. */
  centralSums(x: Float64Array, mean: number): [number, number, number] {
    return this.outputs(3, (out) =>
      this.on(x, (c) => this.kernel.call.centralSums(c.address, c.length, mean, out)),
    ) as [number, number, number];
  }

  partialSums(x: Float64Array, threshold: number) {
    const [gains, losses, squaredLosses, lossCount] = this.outputs(4, (out) =>
      this.on(x, (c) => this.kernel.call.partialSums(c.address, c.length, threshold, out)),
    ) as [number, number, number, number];
    return { gains, losses, squaredLosses, lossCount };
  }

  coSums(x: Float64Array, y: Float64Array, meanX: number, meanY: number) {
    const [xy, xx, difference] = this.outputs(3, (out) =>
      this.on(x, (a) => this.on(y, (b) => this.kernel.call.coSums(a.address, b.address, a.length, meanX, meanY, out))),
    ) as [number, number, number];
    return { xy, xx, difference };
  }

  /** Pearson's correlation of two columns of one length, -1 to 1; NaN where one of them does not vary. */
  correlation(x: Float64Array, y: Float64Array): number {
    const [meanX, meanY] = [this.sums(x).sum / x.length, this.sums(y).sum / y.length];
    const { xy, xx } = this.coSums(x, y, meanX, meanY);
    const [yy] = this.centralSums(y, meanY);
    return Math.max(-1, Math.min(1, xy / (Math.sqrt(xx) * Math.sqrt(yy))));
  }

  /** Simple returns, the first against `start`. */
  returns(values: Float64Array, start: number): Float64Array {
    return this.into(values.length, (out) =>
      this.on(values, (c) => {
        this.kernel.call.simpleReturns(c.address, c.length, start, out.address);
        return c.length;
      }),
    );
  }

  /** The last value of every UTC day that has bars; with `sundayIsMonday` Sunday's hours belong to Monday. */
  dailyLast(stamps: Float64Array, values: Float64Array, sundayIsMonday: boolean): Float64Array {
    return this.into(values.length, (out) =>
      this.on(stamps, (t) =>
        this.on(values, (c) => this.kernel.call.dailyLast(t.address, c.address, c.length, sundayIsMonday, out.address)),
      ),
    );
  }

  drawdowns(values: Float64Array, start: number): Drawdowns {
    const [deepest, peakIndex, troughIndex, longest, count, averageDepth, squaredPercent, peak] = this.outputs(
      8,
      (out) => this.on(values, (c) => this.kernel.call.drawdowns(c.address, c.length, start, out)),
    ) as [number, number, number, number, number, number, number, number];
    return { deepest, peakIndex, troughIndex, longest, count, averageDepth, squaredPercent, peak };
  }

  /** Sum over bars of |quantity| x close, quantity as after each bar's last fill. */
  heldNotional(close: Float64Array, bars: Float64Array, quantities: Float64Array): number {
    const { call } = this.kernel;
    return this.on(close, (c) =>
      this.on(bars, (b) =>
        this.on(quantities, (q) => call.heldNotional(c.address, c.length, b.address, q.address, q.length)),
      ),
    );
  }

  /** A sorted copy; no NaN in it. */
  sorted(x: Float64Array): Float64Array {
    return this.into(x.length, (out) => {
      this.kernel.series(out).set(x);
      this.kernel.call.sort(out.address, x.length);
      return x.length;
    });
  }

  /** Quantile of sorted values by linear interpolation. */
  quantile(sorted: Float64Array, p: number): number {
    return this.on(sorted, (c) => this.kernel.call.quantile(c.address, c.length, p));
  }

  pow(x: number, y: number): number {
    return this.kernel.call.pow(x, y);
  }

  exp(x: number): number {
    return this.kernel.call.exp(x);
  }

  log(x: number): number {
    return this.kernel.call.log(x);
  }

  normalCdf(x: number): number {
    return this.kernel.call.normalCdf(x);
  }

  normalQuantile(p: number): number {
    return this.kernel.call.normalQuantile(p);
  }

  private on<T>(x: Float64Array, use: (column: Column) => T): T {
    return this.kernel.withSeries(x, use);
  }

  private outputs(count: number, call: (out: number) => void): number[] {
    const column = this.kernel.column("series", count);
    call(column.address);
    const values = [...this.kernel.series(column)];
    this.kernel.free(column);
    return values;
  }

  private into(length: number, call: (out: Column) => number): Float64Array {
    const column = this.kernel.column("series", length);
    const count = call(column);
    const values = this.kernel.copy(column, 0, count);
    this.kernel.free(column);
    return values;
  }
}
