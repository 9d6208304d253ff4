import type { Bars } from "../contracts/bars.js";
import type { Dataset } from "./dataset.js";
import type { Column, Kernel } from "./kernel.js";
import type { Grid } from "./node.js";

const PRICES = ["timestamp", "open", "high", "low", "close", "volume"] as const;
export type BarValues = Readonly<Record<(typeof PRICES)[number], number>>;
type Columns = Readonly<Record<(typeof PRICES)[number], Float64Array>>;

/**
 * The bars of a longer timeframe made of those of a shorter one. A bar belongs to the period in which it opens; a period is a bar once a
 * bar that closes at its end or later has closed: what is not over is not there.
 */
export class Higher {
  readonly dataset: Dataset;
  /** On each of the shorter bars the last longer bar that has ended, -1 before the first. */
  readonly index: Column;
  private readonly length: number;
  private ended = 0;
  private end = Number.NEGATIVE_INFINITY;
  private open: { -readonly [Name in keyof BarValues]: number } | undefined;

  /** `settle` gives a series of bars its place in the kernel's memory. */
  constructor(
    private readonly kernel: Kernel,
    settle: (bars: Bars) => Dataset,
    private readonly grid: Grid,
    timeframe: string,
    columns: Columns,
    count: number,
    capacity?: number,
  ) {
    this.length = grid.lengthOf(timeframe);
    const index = new Float64Array(capacity ?? count);
    const made: BarValues[] = [];
    for (let i = 0; i < count; i++) {
      const { timestamp, open, high, low, close, volume } = columns;
      const at = (column: Float64Array) => column[i] as number;
      const bar = {
        timestamp: at(timestamp),
        open: at(open),
        high: at(high),
        low: at(low),
        close: at(close),
        volume: at(volume),
      };
      this.take(bar, (ended) => made.push(ended));
      index[i] = this.ended - 1;
    }
    this.index = kernel.columnOf(index);
    const column = (name: (typeof PRICES)[number]) => Float64Array.from(made, (bar) => bar[name]);
    const bars = Object.fromEntries(PRICES.map((name) => [name, column(name)]));
    this.dataset = settle({ ...bars, timeframe: grid.name, length: made.length } as unknown as Bars);
  }

  /** The next bar of a series that grows. */
  put(i: number, bar: BarValues): void {
    this.take(bar, (ended) => this.dataset.put(this.ended - 1, ended));
    this.kernel.series(this.index)[i] = this.ended - 1;
  }

  /** Longer bars that have ended when shorter bar i closes. */
  endedBy(i: number): number {
    return (this.kernel.series(this.index)[i] as number) + 1;
  }

  dispose(): void {
    this.dataset.dispose();
    this.kernel.free(this.index);
  }

  private take(bar: BarValues, onEnd: (ended: BarValues) => void): void {
    if (this.open && bar.timestamp >= this.end) this.finish(onEnd);
    if (!this.open) {
      this.open = { ...bar };
      this.end = this.grid.endOf(bar.timestamp);
    } else {
      this.open.high = Math.max(this.open.high, bar.high);
      this.open.low = Math.min(this.open.low, bar.low);
      this.open.close = bar.close;
      this.open.volume += bar.volume;
    }
    if (bar.timestamp + this.length >= this.end) this.finish(onEnd);
  }

  private finish(onEnd: (ended: BarValues) => void): void {
    const { open } = this;
    this.open = undefined;
    if (!open) return;
    this.ended++;
    onEnd(open);
  }
}
