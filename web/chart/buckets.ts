import type { Stretch } from "../../src/runtime/browser/index.js";

/**
 * Which bars the chart asks the worker for. What is in view, and as much again on either side, comes in buckets that give
 * about a candle for `PIXELS` pixels; the rest of the series comes coarsely, so that one can always move and zoom out.
 */

const PIXELS = 4;
/** Candles in view at most. */
const IN_VIEW = 900;
/** Candles of the coarse rest, on either side. */
const SHOULDER = 250;

export interface View {
  /** Bars [from, to) in view, as fractional positions. */
  from: number;
  to: number;
}

export function bucketsInView(width: number): number {
  return Math.max(60, Math.min(IN_VIEW, Math.floor(width / PIXELS)));
}

/** Bars a bucket for a view. */
export function stepFor({ from, to }: View, width: number): number {
  return Math.max(1, Math.ceil((to - from) / bucketsInView(width)));
}

export function stretchesFor(view: View, bars: number, width: number): Stretch[] {
  const span = view.to - view.from;
  const step = stepFor(view, width);
  const from = Math.max(0, Math.floor((view.from - span) / step) * step);
  const to = Math.min(bars, Math.ceil((view.to + span) / step) * step);
  const stretches: Stretch[] = [
    { from: 0, to: from, buckets: SHOULDER },
    { from, to, buckets: Math.ceil((to - from) / step) },
    { from: to, to: bars, buckets: SHOULDER },
  ];
  return stretches.filter((stretch) => stretch.to > stretch.from);
}

/** Positions of a chart's points in the series: point k holds the bars from `first[k]` to before `first[k + 1]`. */
export class Positions {
  constructor(
    private readonly first: Float64Array,
    private readonly bars: number,
  ) {}

  get length(): number {
    return this.first.length;
  }

  /** Bar at a fractional point, its left edge; beyond the ends it goes on at the pace of the last bucket there. */
  barAt(point: number): number {
    const k = Math.max(0, Math.min(this.first.length - 1, Math.floor(point)));
    return this.start(k) + (point - k) * (this.start(k + 1) - this.start(k));
  }

  /** The inverse of `barAt`. */
  pointAt(bar: number): number {
    const k = this.indexOf(bar);
    return k + (bar - this.start(k)) / (this.start(k + 1) - this.start(k));
  }

  /** Point that holds a bar. */
  indexOf(bar: number): number {
    let low = 0;
    let high = this.first.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.first[middle] as number) <= bar) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private start(k: number): number {
    return k < this.first.length ? (this.first[k] as number) : this.bars;
  }
}
