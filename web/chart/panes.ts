import {
  createTextWatermark,
  type IChartApi,
  type ITextWatermarkPluginApi,
  type UTCTimestamp,
} from "lightweight-charts";
import { type Candles, format } from "../../src/runtime/browser/index.js";
import { IndicatorLines } from "./indicator-lines.js";
import { ResultSeries } from "./result-series.js";
import { type ShownIndicator, shortName } from "./shown-indicator.js";
import { type Plots, StrategyLines } from "./strategy-lines.js";
import type { ChartColours } from "./theme.js";

/** Heights of the panes, relative to each other. */
const HEIGHTS = { price: 5, below: 1.6, equity: 2, drawdown: 1.4 } as const;

/** What is drawn beside price and trades. */
export interface Drawn {
  /** Lines of the result's strategy. */
  readonly titles: Plots;
  readonly indicators: readonly ShownIndicator[];
  /** Whether there is a result. */
  readonly result: boolean;
}

interface Label {
  readonly text: string;
  readonly mark: ITextWatermarkPluginApi<unknown>;
}

/**
 * Lines on the price and the panes under it: from top to bottom what the strategy has below the price, indicators, equity and drawdown.
 * They are made anew when something else is drawn.
 */
export class Panes {
  /** What is there now. */
  drawn: Drawn = { titles: [], indicators: [], result: false };
  private strategy: StrategyLines | undefined;
  private indicators: IndicatorLines[] = [];
  private result: ResultSeries | undefined;
  private labels: Label[] = [];

  constructor(
    private readonly chart: IChartApi,
    private readonly canvas: HTMLElement,
    private colours: ChartColours,
  ) {}

  show(drawn: Drawn): void {
    const same = JSON.stringify(drawn) === JSON.stringify(this.drawn);
    this.drawn = drawn;
    if (same) return;
    this.remove();
    this.build(drawn);
  }

  /** `step`: bars a candle. */
  draw(times: readonly UTCTimestamp[], candles: Candles, step: number): void {
    this.strategy?.draw(times, candles, step);
    this.indicators.forEach((lines, k) => {
      lines.draw(times, candles.indicators?.[k]);
    });
    this.result?.draw(times, candles);
  }

  strategyLegend(k: number, candles: Candles, digits: number, step: number): (HTMLElement | false)[] {
    return this.strategy?.legend(k, candles, digits, step) ?? [];
  }

  indicatorLegend(k: number, candles: Candles, digits: number): HTMLElement[] {
    return this.indicators.map((lines, n) => lines.legend(k, candles.indicators?.[n], digits));
  }

  /** Whether lines of the strategy are left out because the candles have too many bars. */
  hidesLines(step: number): boolean {
    return this.strategy?.hides(step) ?? false;
  }

  recolour(colours: ChartColours): void {
    this.colours = colours;
    for (const part of [this.strategy, ...this.indicators, this.result]) part?.recolour(colours);
    for (const { text, mark } of this.labels) mark.applyOptions(this.label(text));
  }

  private build({ titles, indicators, result }: Drawn): void {
    const { chart, colours } = this;
    const texts: string[] = [];
    const heights: number[] = [HEIGHTS.price];
    const add = (text: string, height: number) => {
      heights.push(height);
      return texts.push(text);
    };
    const below = titles.filter(({ pane }) => pane === "below");
    const names = below.filter(({ level }) => level === undefined).map(({ name }) => format.words(name));
    const first = below.length > 0 ? add(names.map(format.capitalised).join(", "), HEIGHTS.below) : 0;
    this.strategy = new StrategyLines(chart, titles, first, colours);
    this.indicators = indicators.map((shown) => {
      const pane = shown.place === "price" ? 0 : add(shortName(shown), HEIGHTS.below);
      return new IndicatorLines(chart, shown, pane, colours);
    });
    if (result) {
      const pane = add("Equity", HEIGHTS.equity);
      add("Drawdown", HEIGHTS.drawdown);
      this.result = new ResultSeries(chart, pane, colours);
    }
    this.labels = texts.map((text, k) => {
      const mark = createTextWatermark(chart.panes()[k + 1] as never, this.label(text));
      return { text, mark };
    });
    chart.panes().forEach((pane, k) => {
      pane.setStretchFactor(heights[k] ?? 1);
    });
    this.canvas.classList.toggle("with-result", result);
    this.canvas.classList.toggle("with-below", below.length > 0);
    this.canvas.style.setProperty("--under", String(indicators.filter(({ place }) => place === "own").length));
  }

  private remove(): void {
    for (const { mark } of this.labels) mark.detach();
    for (const part of [this.strategy, ...this.indicators, this.result]) part?.remove();
    this.labels = [];
    this.indicators = [];
    this.strategy = undefined;
    this.result = undefined;
    while (this.chart.panes().length > 1) this.chart.removePane(this.chart.panes().length - 1);
  }

  private label(text: string) {
    const fontFamily = getComputedStyle(document.body).fontFamily;
    return {
      horzAlign: "left" as const,
      vertAlign: "top" as const,
      lines: [{ text, color: this.colours.muted, fontSize: 11, fontFamily }],
    };
  }
}
