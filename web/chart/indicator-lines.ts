import type { IChartApi, UTCTimestamp } from "lightweight-charts";
import { indicatorNamed } from "../../src/index.js";
import { format, type IndicatorBuckets } from "../../src/runtime/browser/index.js";
import { h } from "../dom.js";
import { type LineSpec, Lines } from "./lines.js";
import { colourClass, isPriced, type ShownIndicator, shortName } from "./shown-indicator.js";
import type { ChartColours } from "./theme.js";

/** An indicator's outputs as lines. */
export class IndicatorLines {
  private readonly lines: Lines;
  private readonly outputs: readonly string[];
  /** Indices of the outputs that are drawn. */
  private readonly drawn: readonly number[];

  constructor(
    chart: IChartApi,
    private readonly shown: ShownIndicator,
    /** Index of its pane. */
    pane: number,
    colours: ChartColours,
  ) {
    const { outputs, sparse = false } = indicatorNamed(shown.request.name);
    this.outputs = outputs;
    const all = outputs.map((_, k) => k);
    this.drawn = pane === 0 && isPriced(shown.request) ? all.filter((k) => this.isPrice(k)) : all;
    const specs = this.drawn.map((k): LineSpec => {
      const scale = this.scaleOf(k, pane);
      return { pane, colour: shown.colour + k, dots: sparse, ...(scale && { scale }) };
    });
    this.lines = new Lines(chart, specs, colours);
  }

  draw(times: readonly UTCTimestamp[], buckets: IndicatorBuckets | undefined): void {
    const columns = buckets && "columns" in buckets ? buckets.columns : [];
    this.lines.draw(
      times,
      this.drawn.map((k) => columns[k]),
    );
  }

  /** Its name, and every output's value at a candle. */
  legend(point: number, buckets: IndicatorBuckets | undefined, digits: number): HTMLElement {
    const columns = buckets && "columns" in buckets ? buckets.columns : [];
    const values = this.outputs.map((output, k) => {
      const value = columns[k]?.[point] ?? Number.NaN;
      const text = this.isPrice(k) ? format.fixed(value, digits) : format.plain(value);
      const key = h("span", { class: `key ${colourClass(this.shown, k)}` }, this.keyOf(output));
      return h("span", { class: "value" }, key, text);
    });
    const name = this.outputs.length > 1 && h("span", { class: "key" }, shortName(this.shown));
    return h("span", { class: "values", testid: `legend-${this.shown.request.name}` }, name, values);
  }

  recolour(colours: ChartColours): void {
    this.lines.recolour(colours);
  }

  remove(): void {
    this.lines.remove();
  }

  /** An only output goes by the indicator's name. */
  private keyOf(output: string): string {
    return this.outputs.length > 1 ? format.words(output) : shortName(this.shown);
  }

  private isPrice(k: number): boolean {
    return isPriced(this.shown.request, this.outputs[k]);
  }

  /** What is in other units than what it is drawn with would squeeze that flat. */
  private scaleOf(k: number, pane: number): string | undefined {
    const { id, request } = this.shown;
    if (!isPriced(request)) return pane === 0 ? `indicator-${id}` : undefined;
    return this.isPrice(k) ? undefined : `indicator-${id}-${this.outputs[k]}`;
  }
}
