import type {
  AutoscaleInfo,
  IChartApi,
  IPrimitivePaneRenderer,
  ISeriesApi,
  ISeriesPrimitive,
  Logical,
  SeriesAttachedParameter,
  Time,
} from "lightweight-charts";
import type { Candles, LevelBuckets } from "../../src/runtime/browser/index.js";
import type { ChartColours } from "./theme.js";

type CanvasRenderingTarget2D = Parameters<IPrimitivePaneRenderer["draw"]>[0];

/** Part of the space between two candles that a dash takes. */
const DASH = 0.9;
/** Levels further from the candles in view than this share of their range do not widen the price scale. */
const REACH = 0.5;

/** Stops and targets that bars were tested with, a dash a candle, and a question mark on bars whose order was a guess. */
export class LevelMarks implements ISeriesPrimitive<Time> {
  private chart: IChartApi | undefined;
  private series: ISeriesApi<"Candlestick"> | undefined;
  private update: () => void = () => {};
  private levels: LevelBuckets | undefined;
  private candles: Candles | undefined;

  constructor(private colours: ChartColours) {}

  attached({ chart, series, requestUpdate }: SeriesAttachedParameter<Time>): void {
    this.chart = chart as IChartApi;
    this.series = series as ISeriesApi<"Candlestick">;
    this.update = requestUpdate;
  }

  /** Levels of these candles, or none. */
  show(levels: LevelBuckets | undefined, candles: Candles | undefined): void {
    this.levels = levels;
    this.candles = candles;
    this.update();
  }

  recolour(colours: ChartColours): void {
    this.colours = colours;
  }

  /** What a candle was tested with, and how many of its bars were ambiguous. */
  at(k: number): { stop: number; target: number; ambiguous: number } | undefined {
    const { levels } = this;
    if (levels === undefined) return undefined;
    const value = (column: Float64Array) => column[k] ?? Number.NaN;
    return { stop: value(levels.stop), target: value(levels.target), ambiguous: levels.ambiguous[k] ?? 0 };
  }

  /** What of them is in view. */
  inView(): { stop: boolean; target: boolean; ambiguous: number } {
    const { levels } = this;
    const range = this.chart?.timeScale().getVisibleLogicalRange();
    const found = { stop: false, target: false, ambiguous: 0 };
    if (!levels || !range) return found;
    const [from, to] = this.within(range.from, range.to);
    for (let k = from; k <= to; k++) {
      if (Number.isFinite(levels.stop[k])) found.stop = true;
      if (Number.isFinite(levels.target[k])) found.target = true;
      found.ambiguous += levels.ambiguous[k] as number;
    }
    return found;
  }

  paneViews() {
    const renderer = () => ({ draw: (target: CanvasRenderingTarget2D) => this.draw(target) });
    return [{ zOrder: () => "top" as const, renderer }];
  }

  /** Room on the price scale for the levels in view. */
  autoscaleInfo(first: Logical, last: Logical): AutoscaleInfo | null {
    const { levels, candles } = this;
    if (!levels || !candles) return null;
    const [from, to] = this.within(first, last);
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let k = from; k <= to; k++) {
      low = Math.min(low, candles.low[k] as number);
      high = Math.max(high, candles.high[k] as number);
    }
    const reach = REACH * (high - low);
    const [least, most] = [low - reach, high + reach];
    for (let k = from; k <= to; k++) {
      for (const level of [levels.stop[k] as number, levels.target[k] as number]) {
        if (!(level >= least && level <= most)) continue;
        if (level < low) low = level;
        if (level > high) high = level;
      }
    }
    return low <= high ? { priceRange: { minValue: low, maxValue: high } } : null;
  }

  private within(from: number, to: number): [from: number, to: number] {
    const last = (this.levels?.stop.length ?? 0) - 1;
    return [Math.max(0, Math.floor(from)), Math.min(last, Math.ceil(to))];
  }

  private draw(target: CanvasRenderingTarget2D): void {
    const { chart, series, levels, candles, colours } = this;
    const range = chart?.timeScale().getVisibleLogicalRange();
    if (!chart || !series || !levels || !candles || !range) return;
    const [from, to] = this.within(range.from, range.to);
    target.useMediaCoordinateSpace(({ context }) => {
      const half = (DASH * chart.timeScale().options().barSpacing) / 2;
      context.lineWidth = 1.5;
      context.textAlign = "center";
      context.font = `bold 12px ${getComputedStyle(document.body).fontFamily}`;
      for (let k = from; k <= to; k++) {
        const x = chart.timeScale().logicalToCoordinate(k as Logical);
        if (x === null) continue;
        const dash = (level: number, colour: string) => {
          const y = Number.isFinite(level) ? series.priceToCoordinate(level) : null;
          if (y === null) return;
          context.strokeStyle = colour;
          context.beginPath();
          context.moveTo(x - half, y);
          context.lineTo(x + half, y);
          context.stroke();
        };
        dash(levels.stop[k] as number, colours.loss);
        dash(levels.target[k] as number, colours.gain);
        const top = (levels.ambiguous[k] as number) > 0 ? series.priceToCoordinate(candles.high[k] as number) : null;
        if (top === null) continue;
        context.fillStyle = colours.ink;
        context.fillText("?", x, top - 6);
      }
    });
  }
}
