import type { IChartApi, UTCTimestamp } from "lightweight-charts";
import { type BacktestOutput, type Candles, format } from "../../src/runtime/browser/index.js";
import { h } from "../dom.js";
import { Lines } from "./lines.js";
import type { ChartColours } from "./theme.js";

export type Plots = BacktestOutput["plots"];

/** With more bars to a candle a line on the price would hide it. */
export const FINE = 8;
/** Colours that a strategy's lines have in turn; the others are for indicators. */
const COLOURS = 4;

/** What a strategy gives to be drawn: lines on the price and in one pane below it. */
export class StrategyLines {
  private readonly lines: Lines;

  constructor(
    chart: IChartApi,
    private readonly titles: Plots,
    /** Index of the pane for those that are not on the price. */
    below: number,
    colours: ChartColours,
  ) {
    const specs = titles.map(({ pane, level }, p) => ({
      pane: pane === "price" ? 0 : below,
      colour: level === undefined ? p % COLOURS : undefined,
    }));
    this.lines = new Lines(chart, specs, colours);
  }

  /** `step`: bars a candle. */
  draw(times: readonly UTCTimestamp[], { plots }: Candles, step: number): void {
    const columns = this.titles.map((_, p) => (this.draws(p, step) ? plots?.[p] : undefined));
    this.lines.draw(times, columns);
  }

  /** Whether a line is left out because its candles have too many bars. */
  hides(step: number): boolean {
    return this.titles.some((_, p) => !this.draws(p, step));
  }

  /** Names and values at a candle, each in its line's colour; levels say theirs on the axis. */
  legend(k: number, { plots }: Candles, digits: number, step: number): (HTMLElement | false)[] {
    return this.titles.map(({ name, pane, level }, p) => {
      if (level !== undefined || !this.draws(p, step)) return false;
      const value = plots?.[p]?.[k] ?? Number.NaN;
      const text = pane === "price" ? format.fixed(value, digits) : format.plain(value);
      return h("span", {}, h("span", { class: `key plot${1 + (p % COLOURS)}` }, format.words(name)), text);
    });
  }

  recolour(colours: ChartColours): void {
    this.lines.recolour(colours);
  }

  remove(): void {
    this.lines.remove();
  }

  private draws(p: number, step: number): boolean {
    return this.titles[p]?.pane === "below" || step <= FINE;
  }
}
