import { type IChartApi, type ISeriesApi, LineSeries, LineStyle, type UTCTimestamp } from "lightweight-charts";
import { format } from "../../src/runtime/browser/index.js";
import { type ChartColours, faded } from "./theme.js";

/** How a column is drawn. */
export interface LineSpec {
  /** Index of its pane; 0 is the price's. */
  readonly pane: number;
  /** Index of its colour; a level has none. */
  readonly colour: number | undefined;
  /** Only points: between two of them there may be bars without a value. */
  readonly dots?: boolean;
  /** A price scale of its own, by name, that has no axis. */
  readonly scale?: string;
}

/** Lines of a chart that come and go together. */
export class Lines {
  private readonly series: ISeriesApi<"Line">[];

  constructor(
    private readonly chart: IChartApi,
    private readonly specs: readonly LineSpec[],
    colours: ChartColours,
  ) {
    const quiet = { priceLineVisible: false, lastValueVisible: false, crosshairMarkerVisible: false } as const;
    this.series = specs.map((spec) =>
      chart.addSeries(LineSeries, { ...styleOf(spec), ...colourOf(spec, colours), ...quiet }, spec.pane),
    );
  }

  /** A column of values for each line, (nPoints); a line without one is empty. */
  draw(times: readonly UTCTimestamp[], columns: readonly (Float64Array | undefined)[]): void {
    this.series.forEach((series, p) => {
      const values = columns[p];
      const point = (time: UTCTimestamp, k: number) => {
        const value = values?.[k] as number;
        return Number.isFinite(value) ? { time, value } : { time };
      };
      series.setData(values ? times.map(point) : []);
    });
  }

  recolour(colours: ChartColours): void {
    this.series.forEach((series, p) => {
      series.applyOptions(colourOf(this.specs[p] as LineSpec, colours));
    });
  }

  remove(): void {
    for (const series of this.series) this.chart.removeSeries(series);
  }
}

function styleOf({ pane, colour, dots, scale }: LineSpec) {
  const foreign = pane > 0 || scale !== undefined;
  return {
    lineWidth: 1 as const,
    lineStyle: colour === undefined ? LineStyle.Dashed : LineStyle.Solid,
    ...(dots && { lineVisible: false, pointMarkersVisible: true, pointMarkersRadius: 1.5 }),
    ...(scale !== undefined && { priceScaleId: scale }),
    ...(foreign && { priceFormat: { type: "custom" as const, formatter: format.plain, minMove: 1e-8 } }),
  };
}

function colourOf({ colour }: LineSpec, { plots, muted }: ChartColours) {
  return { color: colour === undefined ? faded(muted, 0.8) : (plots[colour % plots.length] as string) };
}
