import type {
  IChartApi,
  IPrimitivePaneRenderer,
  ISeriesApi,
  ISeriesPrimitive,
  Logical,
  SeriesAttachedParameter,
  Time,
} from "lightweight-charts";
import { isFurtherPart } from "../../src/index.js";
import type { BacktestOutput } from "../../src/runtime/browser/index.js";
import type { Positions } from "./buckets.js";
import { type ChartColours, faded } from "./theme.js";

type CanvasRenderingTarget2D = Parameters<IPrimitivePaneRenderer["draw"]>[0];

/** Room that a trade needs to be drawn in full, and as a small mark of its entry, px. */
const FULL = 12;
const SMALL = 3.5;
const HALF = 5;
type Room = "full" | "small" | "none";

/** Trades on the price: a triangle at the entry, a ring at the exit, a line between them in the colour of what it brought. */
export class TradeMarks implements ISeriesPrimitive<Time> {
  private chart: IChartApi | undefined;
  private series: ISeriesApi<"Candlestick"> | undefined;
  private update: () => void = () => {};
  private output: BacktestOutput | undefined;
  private positions: Positions | undefined;
  private selected = -1;

  constructor(private colours: ChartColours) {}

  attached({ chart, series, requestUpdate }: SeriesAttachedParameter<Time>): void {
    this.chart = chart as IChartApi;
    this.series = series as ISeriesApi<"Candlestick">;
    this.update = requestUpdate;
  }

  show(output: BacktestOutput | undefined): void {
    this.output = output;
    this.selected = -1;
    this.update();
  }

  place(positions: Positions): void {
    this.positions = positions;
  }

  select(trade: number): void {
    this.selected = trade;
    this.update();
  }

  recolour(colours: ChartColours): void {
    this.colours = colours;
  }

  paneViews() {
    return [
      {
        zOrder: () => "top" as const,
        renderer: () => ({ draw: (target: CanvasRenderingTarget2D) => this.draw(target) }),
      },
    ];
  }

  /** The trades in view, and how much room there is to draw them. */
  consider(): { first: number; inView: number; room: Room } {
    const range = this.chart?.timeScale().getVisibleLogicalRange();
    if (!this.chart || !this.positions || !range) return { first: 0, inView: 0, room: "full" };
    const [first, end] = this.between(this.positions.barAt(range.from), this.positions.barAt(range.to + 1));
    const inView = Math.max(0, end - first);
    const each = this.chart.timeScale().width() / Math.max(1, inView);
    return { first, inView, room: each >= FULL ? "full" : each >= SMALL ? "small" : "none" };
  }

  /** The trades that ended on bars `from` to before `to`. */
  exits(from: number, to: number): number[] {
    const { output } = this;
    if (output === undefined) return [];
    const { exitBar } = output.trades;
    const [first, end] = [firstAtOrAfter(exitBar, from), firstAtOrAfter(exitBar, to)];
    return Array.from({ length: end - first }, (_, k) => first + k);
  }

  private draw(target: CanvasRenderingTarget2D): void {
    const { chart, series, output, positions } = this;
    if (!chart || !series || !output || !positions) return;
    const { first, inView, room } = this.consider();
    target.useMediaCoordinateSpace(({ context }) => {
      const drawn = room === "none" ? [] : Array.from({ length: inView }, (_, k) => first + k);
      if (this.selected >= 0 && !drawn.includes(this.selected)) drawn.push(this.selected);
      for (const k of drawn) {
        // the parts of one position have one entry
        const entry = k === this.selected || k === first || !isFurtherPart(output.trades, k);
        this.drawTrade(context, chart, series, output, positions, k, { small: room === "small", entry });
      }
    });
  }

  private drawTrade(
    context: CanvasRenderingContext2D,
    chart: IChartApi,
    series: ISeriesApi<"Candlestick">,
    { trades }: BacktestOutput,
    positions: Positions,
    k: number,
    { small, entry }: { small: boolean; entry: boolean },
  ): void {
    const at = (column: Float64Array) => column[k] as number;
    const x = (bar: number) => chart.timeScale().logicalToCoordinate(positions.indexOf(bar) as unknown as Logical);
    const [x1, x2] = [x(at(trades.entryBar)), x(at(trades.exitBar))];
    const [y1, y2] = [series.priceToCoordinate(at(trades.entryPrice)), series.priceToCoordinate(at(trades.exitPrice))];
    if (x1 === null || x2 === null || y1 === null || y2 === null) return;
    const { colours, selected } = this;
    const long = at(trades.side) > 0;
    const result = at(trades.pnl) > 0 ? colours.gain : colours.loss;
    const opacity = selected >= 0 && selected !== k ? 0.45 : 1;
    if (small && k !== selected) {
      context.fillStyle = faded(long ? colours.long : colours.short, opacity);
      if (entry) triangle(context, x1, y1, long ? 1 : -1, HALF - 2);
      return;
    }
    context.lineWidth = k === selected ? 2.5 : 1.25;
    context.strokeStyle = faded(result, k === selected ? 1 : 0.75 * opacity);
    context.setLineDash(k === selected ? [] : [4, 3]);
    line(context, x1, y1, x2, y2);
    context.setLineDash([]);
    if (entry) {
      context.fillStyle = faded(long ? colours.long : colours.short, opacity);
      context.strokeStyle = colours.paper;
      context.lineWidth = 1;
      triangle(context, x1, y1, long ? 1 : -1, HALF);
      context.stroke();
    }
    context.beginPath();
    context.arc(x2, y2, HALF - 1, 0, 2 * Math.PI);
    context.fillStyle = colours.paper;
    context.fill();
    context.strokeStyle = faded(result, opacity);
    context.lineWidth = 2;
    context.stroke();
  }

  /** Trades [first, end) that were held at some time between two bars; entries and exits both only go forward. */
  private between(from: number, to: number): [number, number] {
    const { output } = this;
    if (output === undefined) return [0, 0];
    return [firstAtOrAfter(output.trades.exitBar, from), firstAtOrAfter(output.trades.entryBar, to)];
  }
}

function firstAtOrAfter(column: Float64Array, bar: number): number {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((column[middle] as number) < bar) low = middle + 1;
    else high = middle;
  }
  return low;
}

function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}

/** Points at the price from below (direction 1) or from above (-1). */
function triangle(context: CanvasRenderingContext2D, x: number, y: number, direction: number, half: number): void {
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x - half, y + 2 * half * direction);
  context.lineTo(x + half, y + 2 * half * direction);
  context.closePath();
  context.fill();
}
