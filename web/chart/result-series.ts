import {
  BaselineSeries,
  CandlestickSeries,
  type IChartApi,
  type ISeriesApi,
  LineSeries,
  type UTCTimestamp,
} from "lightweight-charts";
import { type Candles, format } from "../../src/runtime/browser/index.js";
import { type ChartColours, faded } from "./theme.js";

const NONE = "rgba(0, 0, 0, 0)";

/** Equity and drawdown of a result, each in a pane. */
export class ResultSeries {
  /** Where the equity was within a bucket. */
  private readonly range: ISeriesApi<"Candlestick">;
  private readonly equity: ISeriesApi<"Line">;
  private readonly drawdown: ISeriesApi<"Baseline">;

  constructor(
    private readonly chart: IChartApi,
    /** Index of the equity's pane; the drawdown has the next. */
    pane: number,
    colours: ChartColours,
  ) {
    const money = { type: "custom" as const, formatter: (value: number) => format.fixed(value, 0), minMove: 0.01 };
    const quiet = { priceLineVisible: false, lastValueVisible: false, priceFormat: money } as const;
    this.range = chart.addSeries(CandlestickSeries, { ...rangeStyle(colours), ...quiet }, pane);
    this.equity = chart.addSeries(
      LineSeries,
      { color: colours.accent, lineWidth: 2, priceLineVisible: false, priceFormat: money },
      pane,
    );
    this.drawdown = chart.addSeries(BaselineSeries, drawdownStyle(colours), pane + 1);
  }

  draw(times: readonly UTCTimestamp[], { equity }: Candles): void {
    if (!equity) return;
    const { open, high, low, close, drawdown } = equity;
    const at = (column: Float64Array, k: number) => column[k] as number;
    this.range.setData(
      times.map((time, k) => ({ time, open: at(open, k), high: at(high, k), low: at(low, k), close: at(close, k) })),
    );
    this.equity.setData(times.map((time, k) => ({ time, value: at(close, k) })));
    this.drawdown.setData(times.map((time, k) => ({ time, value: 100 * at(drawdown, k) })));
  }

  recolour(colours: ChartColours): void {
    this.range.applyOptions(rangeStyle(colours));
    this.equity.applyOptions({ color: colours.accent });
    this.drawdown.applyOptions(drawdownStyle(colours));
  }

  remove(): void {
    for (const series of [this.drawdown, this.equity, this.range]) this.chart.removeSeries(series);
  }
}

function rangeStyle({ accent }: ChartColours) {
  const colour = faded(accent, 0.3);
  return { upColor: NONE, downColor: NONE, wickUpColor: colour, wickDownColor: colour, borderVisible: false };
}

function drawdownStyle({ loss }: ChartColours) {
  return {
    baseValue: { type: "price" as const, price: 0 },
    topLineColor: NONE,
    topFillColor1: NONE,
    topFillColor2: NONE,
    bottomLineColor: loss,
    bottomFillColor1: faded(loss, 0.06),
    bottomFillColor2: faded(loss, 0.3),
    lineWidth: 1 as const,
    priceLineVisible: false,
    lastValueVisible: false,
    priceFormat: { type: "custom" as const, formatter: (value: number) => format.percent(value, 1), minMove: 0.01 },
  };
}
