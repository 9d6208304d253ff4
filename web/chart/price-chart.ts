import {
  CandlestickSeries,
  type CandlestickSeriesPartialOptions,
  ColorType,
  CrosshairMode,
  createChart,
  type IChartApi,
  type ISeriesApi,
  LineStyle,
  type LogicalRange,
  type MouseEventParams,
  type Time,
  type UTCTimestamp,
} from "lightweight-charts";
import { type ExitReason, exitText, formatTime, mayHaveLevels } from "../../src/index.js";
import {
  type BacktestOutput,
  type Candles,
  EXIT_REASONS,
  format,
  type LevelBuckets,
  type LoadOutput,
  type NamedIndicator,
  type Stretch,
} from "../../src/runtime/browser/index.js";
import { fill, h } from "../dom.js";
import { Positions, stepFor, stretchesFor, type View } from "./buckets.js";
import { IndicatorPanel } from "./indicator-panel.js";
import { LevelMarks } from "./level-marks.js";
import { Panes } from "./panes.js";
import { FINE, type Plots } from "./strategy-lines.js";
import { type ChartColours, chartColours, faded } from "./theme.js";
import { TradeMarks } from "./trade-marks.js";

/** Quiet time after a movement before finer data are asked for, ms. */
const SETTLE_MS = 80;
/** A movement that goes on gets them in between, ms. */
const LONGEST_MS = 160;
/** Exits that the legend names. */
const NAMED_EXITS = 2;

/** Where the chart has its numbers from. */
export interface ChartSource {
  candles(stretches: readonly Stretch[], asked: AskedLines): Promise<Candles>;
  /** Of the result on show, for the stretches that its candles were asked for. */
  levels(stretches: readonly Stretch[]): Promise<LevelBuckets>;
}

/** What candles come with. */
export interface AskedLines {
  /** The columns that the strategy gives to be drawn. */
  readonly plots: boolean;
  readonly indicators: readonly NamedIndicator[];
}

/**
 * Price with trades, equity and drawdown under it. However long the series is, the chart holds at most some three thousand
 * aggregated candles; when the view changes it asks for others that suit it.
 */
export class PriceChart {
  readonly element: HTMLElement;
  private readonly canvas = h("div", { class: "canvas", testid: "chart" });
  private readonly legend = h("p", { class: "legend" });
  /** What the trades have on a candle; a line of its own, so that the chart stands still under the pointer. */
  private readonly tradeLegend = h("p", { class: "legend trade-legend", hidden: true });
  private readonly indicatorLegend = h("p", { class: "legend", testid: "indicator-legend", hidden: true });
  private legendHeight = 0;
  private readonly note = h("p", { class: "chart-note", testid: "chart-note", "aria-live": "polite" });
  private readonly chart: IChartApi;
  private readonly price: ISeriesApi<"Candlestick">;
  private readonly marks: TradeMarks;
  private readonly levels: LevelMarks;
  private readonly panes: Panes;
  private readonly indicators: IndicatorPanel;
  private colours: ChartColours = chartColours();
  private output: BacktestOutput | undefined;
  /** What the strategy of the result gives to be drawn. */
  private titles: Plots = [];
  private readonly plotsButton = switchButton("plots", "Lines", () => this.togglePlots());
  private readonly levelsButton = switchButton("levels", "Stops", () => this.toggleLevels());
  private data: LoadOutput["data"] | undefined;
  private candles: Candles | undefined;
  private positions = new Positions(new Float64Array(0), 0);
  /** The view that the data were made for. */
  private view: View = { from: 0, to: 0 };
  /** Where the chart is on its way to: until it is there, its own range tells of the data before. */
  private heading: View | undefined;
  private asked = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** When the movement began that the timer waits for. */
  private moving = 0;
  private pressed = false;

  constructor(
    private readonly source: ChartSource,
    private readonly onError: (error: unknown) => void,
    /** The command that gives an indicator of the bars on show; empty where there is none. */
    command: (indicator: NamedIndicator) => string,
  ) {
    this.chart = createChart(this.canvas, { autoSize: true, ...this.layout() });
    this.price = this.chart.addSeries(CandlestickSeries, this.candleStyle());
    this.marks = new TradeMarks(this.colours);
    this.price.attachPrimitive(this.marks);
    this.levels = new LevelMarks(this.colours);
    this.price.attachPrimitive(this.levels);
    this.panes = new Panes(this.chart, this.canvas, this.colours);
    this.indicators = new IndicatorPanel(() => void this.request(this.currentView()), command);
    this.levelsButton.title = "Stops and targets that bars were tested with, and ambiguous bars";
    const button = (text: string, label: string, act: () => void) =>
      h("button", { type: "button", class: "quiet", title: label, "aria-label": label, onclick: act }, text);
    this.element = h(
      "section",
      { class: "chart", "aria-label": "Price, trades and equity" },
      h(
        "div",
        { class: "chart-head" },
        h("div", { class: "legends", testid: "legend" }, this.legend, this.indicatorLegend, this.tradeLegend),
        h(
          "div",
          { class: "chart-buttons" },
          this.indicators.button,
          this.plotsButton,
          this.levelsButton,
          button("‹", "Earlier", () => this.move(-0.5)),
          button("›", "Later", () => this.move(0.5)),
          button("−", "Zoom out", () => this.zoom(2)),
          button("+", "Zoom in", () => this.zoom(0.5)),
          button("All", "Show the whole series", () => this.showAll()),
        ),
      ),
      this.indicators.element,
      this.canvas,
      this.note,
    );
    this.chart.timeScale().subscribeVisibleLogicalRangeChange(() => this.settle());
    this.chart.subscribeCrosshairMove((event) => this.describe(event));
    this.canvas.addEventListener("pointerdown", () => {
      this.pressed = true;
    });
    for (const end of ["pointerup", "pointercancel"]) {
      window.addEventListener(end, () => {
        this.pressed = false;
        this.settle();
      });
    }
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.recolour());
  }

  /** Bars of another series; a result shown before goes. */
  async showData(data: LoadOutput["data"]): Promise<void> {
    this.data = data;
    this.output = undefined;
    this.tradeLegend.hidden = true;
    this.levelsButton.hidden = true;
    this.marks.show(undefined);
    this.offerPlots([]);
    await this.request({ from: 0, to: data.bars });
  }

  /** A result of these bars, or of a span of them; the view stays if the bars do. */
  async showResult(output: BacktestOutput): Promise<void> {
    const { data } = output.head;
    const same = isSame(data, this.data);
    const view = same ? this.currentView() : { from: 0, to: data.bars };
    this.data = data;
    this.output = output;
    this.tradeLegend.hidden = false;
    this.levelsButton.hidden = !mayHaveLevels(output.head.config, output.fills) && output.head.ambiguousBars === 0;
    this.offerPlots(output.plots);
    // trades count the bars of their own series
    this.marks.show(same ? output : undefined);
    await this.request(view);
    if (!same) this.marks.show(output);
  }

  private offerPlots(titles: Plots): void {
    this.titles = titles;
    this.plotsButton.hidden = titles.length === 0;
    const names = titles.filter(({ level }) => level === undefined).map(({ name }) => format.words(name));
    this.plotsButton.title = `The strategy's own lines: ${names.join(", ")}`;
  }

  private get showsPlots(): boolean {
    return isPressed(this.plotsButton);
  }

  private togglePlots(): void {
    press(this.plotsButton);
    void this.request(this.currentView());
  }

  private get showsLevels(): boolean {
    return !this.levelsButton.hidden && isPressed(this.levelsButton);
  }

  private toggleLevels(): void {
    press(this.levelsButton);
    void this.request(this.currentView());
  }

  /** Goes to a trade and sets it off from the others. */
  async showTrade(output: BacktestOutput, trade: number): Promise<void> {
    this.element.scrollIntoView({ block: "nearest" });
    const entry = output.trades.entryBar[trade] as number;
    const exit = output.trades.exitBar[trade] as number;
    const room = Math.max(15, exit - entry);
    this.marks.select(trade);
    await this.request({ from: entry - room, to: exit + 1 + room });
  }

  showAll(): void {
    this.marks.select(-1);
    if (this.data) void this.request({ from: 0, to: this.data.bars });
  }

  private zoom(factor: number): void {
    const { from, to } = this.currentView();
    const half = ((to - from) / 2) * factor;
    const middle = (from + to) / 2;
    void this.request({ from: middle - half, to: middle + half });
  }

  private move(share: number): void {
    const { from, to } = this.currentView();
    void this.request({ from: from + share * (to - from), to: to + share * (to - from) });
  }

  /** Asks for the candles of a view and shows them; of several requests under way the last one counts. */
  private async request(view: View): Promise<void> {
    if (!this.data) return;
    const wanted = within(view, this.data.bars);
    const asked = ++this.asked;
    this.heading = wanted;
    const drawn = {
      titles: this.showsPlots ? this.titles : [],
      indicators: this.indicators.shown,
      result: this.output !== undefined,
    };
    try {
      const stretches = stretchesFor(wanted, this.data.bars, this.width);
      const candles = await this.source.candles(stretches, {
        plots: drawn.titles.length > 0,
        indicators: drawn.indicators.map(({ request }) => request),
      });
      if (asked !== this.asked) return;
      this.panes.show(drawn);
      this.indicators.tell(drawn.indicators, candles.indicators ?? [], this.data.bars);
      this.draw(candles, wanted);
      // the candles first: the levels of a long series take the worker a moment
      if (!this.showsLevels || stepFor(wanted, this.width) > FINE) return;
      const levels = await this.source.levels(stretches);
      if (asked !== this.asked) return;
      this.levels.show(levels, candles);
      this.describe();
      this.tellNote();
    } catch (error) {
      if (asked !== this.asked) return;
      this.heading = undefined;
      this.onError(error);
    }
  }

  private draw(candles: Candles, view: View): void {
    const bars = this.data?.bars ?? 0;
    this.candles = candles;
    this.view = view;
    this.positions = new Positions(candles.bar, bars);
    this.marks.place(this.positions);
    this.levels.show(undefined, undefined);
    const time = (k: number) => ((candles.time[k] as number) / 1_000) as UTCTimestamp;
    const indices = Array.from({ length: candles.time.length }, (_, k) => k);
    const candle = (c: Pick<Candles, "open" | "high" | "low" | "close">, k: number) => ({
      time: time(k),
      open: c.open[k] as number,
      high: c.high[k] as number,
      low: c.low[k] as number,
      close: c.close[k] as number,
    });
    this.price.applyOptions({ priceFormat: priceFormat(format.priceDigits(candles.close.at(-1) ?? 1)) });
    // lightweight-charts 5.2.1 loses its count of points when a series that is alone gets the same times again; not from nothing
    this.price.setData([]);
    this.price.setData(indices.map((k) => candle(candles, k)));
    this.legendHeight = 0;
    this.indicatorLegend.style.minHeight = "";
    this.panes.draw(indices.map(time), candles, stepFor(view, this.width));
    this.fit(view);
    // once more when the price scales have taken the width that they need now
    requestAnimationFrame(() => {
      if (this.candles !== candles) return;
      this.fit(view);
      // the chart takes up a range with its next frame
      requestAnimationFrame(() => {
        if (this.candles !== candles) return;
        if (this.heading === view) this.heading = undefined;
        this.describe();
        this.tellNote();
      });
    });
  }

  private fit(view: View): void {
    this.chart.timeScale().setVisibleLogicalRange({
      // a logical range counts points: its end is the last one in view, not the edge behind it
      from: this.positions.pointAt(view.from),
      to: this.positions.pointAt(view.to) - 1,
    });
  }

  /** Bars in view, as the chart shows it. */
  private currentView(): View {
    if (this.heading) return this.heading;
    const range: LogicalRange | null = this.chart.timeScale().getVisibleLogicalRange();
    if (range === null || this.positions.length === 0) return this.view;
    return { from: this.positions.barAt(range.from), to: this.positions.barAt(range.to + 1) };
  }

  /** After a movement: other data if those that are there are too coarse, too fine, or end within the view. */
  private settle(): void {
    const now = performance.now();
    if (this.timer === undefined) this.moving = now;
    else if (now - this.moving > LONGEST_MS) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (this.pressed || this.heading || !this.data) return;
      const view = within(this.currentView(), this.data.bars);
      const span = this.view.to - this.view.from;
      const [have, want] = [stepFor(this.view, this.width), stepFor(view, this.width)];
      const left = view.from < Math.max(0, this.view.from - span) - 0.5;
      const right = view.to > Math.min(this.data.bars, this.view.to + span) + 0.5;
      if (left || right || want > 1.9 * have || want < 0.6 * have) void this.request(view);
      else this.tellNote();
    }, SETTLE_MS);
  }

  private get width(): number {
    return this.chart.timeScale().width() || this.canvas.clientWidth;
  }

  /** What the pointer is on, or the last candle in view. */
  private describe(event?: MouseEventParams<Time>): void {
    const { candles, data } = this;
    if (!candles || !data || candles.time.length === 0) return;
    const last = candles.time.length - 1;
    const inView = this.chart.timeScale().getVisibleLogicalRange()?.to ?? last;
    const k = Math.max(0, Math.min(last, Math.round(event?.logical ?? inView)));
    const digits = format.priceDigits(candles.close[last] as number);
    const price = (column: Float64Array) => format.fixed(column[k] as number, digits);
    const part = (name: string, value: string) => h("span", {}, h("span", { class: "key" }, name), value);
    const { equity } = candles;
    fill(
      this.legend,
      h("strong", {}, `${data.symbol} ${data.timeframe}`),
      h("span", { class: "when" }, format.shortTime(formatTime(candles.time[k] as number))),
      part("O", price(candles.open)),
      part("H", price(candles.high)),
      part("L", price(candles.low)),
      part("C", price(candles.close)),
      this.panes.strategyLegend(k, candles, digits, stepFor(this.view, this.width)),
      equity && part("Equity", format.money(equity.close[k] as number)),
      equity && part("Drawdown", format.percent(100 * (equity.drawdown[k] as number), 1)),
    );
    this.describeIndicators(k, candles, digits);
    fill(this.tradeLegend, this.levelParts(k, digits, part), this.exitParts(k, part));
  }

  private describeIndicators(k: number, candles: Candles, digits: number): void {
    const { indicatorLegend: legend } = this;
    legend.hidden = this.panes.drawn.indicators.length === 0;
    if (legend.hidden) return;
    fill(legend, this.panes.indicatorLegend(k, candles, digits));
    // as high as it has been: the chart stands still under the pointer
    this.legendHeight = Math.max(this.legendHeight, legend.offsetHeight);
    legend.style.minHeight = `${this.legendHeight}px`;
  }

  /** What a candle was tested with. */
  private levelParts(k: number, digits: number, part: Part): (HTMLElement | false)[] {
    const levels = this.levels.at(k);
    if (levels === undefined) return [];
    const level = (name: string, value: number) => Number.isFinite(value) && part(name, format.fixed(value, digits));
    const guess = levels.ambiguous > 0 && h("span", { class: "guess" }, "? ambiguous");
    return [level("Stop", levels.stop), level("Target", levels.target), guess];
  }

  /** Why the trades of a candle ended, and what they brought. */
  private exitParts(k: number, part: Part): (HTMLElement | false)[] {
    const { output, candles } = this;
    if (!output || !candles) return [];
    const end = candles.bar[k + 1] ?? output.head.data.bars;
    const exits = this.marks.exits(candles.bar[k] as number, end);
    const { exitReason, pnl } = output.trades;
    const named = exits.slice(0, NAMED_EXITS).map((trade) => {
      const reason = exitText(EXIT_REASONS[exitReason[trade] as number] as ExitReason);
      return part("Exit", `${reason} ${format.signed(format.money(pnl[trade] as number))}`);
    });
    const more = exits.length - named.length;
    return [...named, more > 0 && part("and", format.counted(more, "further exit"))];
  }

  private tellNote(): void {
    const { data } = this;
    if (!data) return;
    const step = stepFor(this.view, this.width);
    const parts = [step > 1 ? `One candle is up to ${format.count(step)} bars of ${data.timeframe}.` : ""];
    const { inView, room } = this.marks.consider();
    const says = {
      full: "▲ long, ▼ short, ○ exit.",
      small: "▲ long, ▼ short; zoom in to see their exits.",
      none: "zoom in to see them.",
    }[room];
    if (inView > 0) parts.push(`${format.counted(inView, "trade")} in view: ${says}`);
    if (this.panes.hidesLines(step)) parts.push("Zoom in to see the strategy's lines.");
    if (this.showsLevels && step > FINE) parts.push("Zoom in to see stops and targets.");
    const { stop, target, ambiguous } = this.levels.inView();
    const kinds = [...(stop ? ["stop"] : []), ...(target ? ["target"] : [])];
    if (kinds.length > 0) parts.push(`Dashes: ${kinds.join(" and ")} that a bar was tested with.`);
    if (ambiguous > 0) parts.push(`? ${format.counted(ambiguous, "ambiguous bar")}.`);
    this.note.textContent = parts.filter((part) => part !== "").join(" ");
  }

  private recolour(): void {
    this.colours = chartColours();
    this.marks.recolour(this.colours);
    this.levels.recolour(this.colours);
    this.chart.applyOptions(this.layout());
    this.price.applyOptions(this.candleStyle());
    this.panes.recolour(this.colours);
    this.describe();
  }

  private layout() {
    const { muted, grid, paper } = this.colours;
    return {
      layout: {
        background: { type: ColorType.Solid, color: paper },
        textColor: muted,
        fontFamily: getComputedStyle(document.body).fontFamily,
        fontSize: 11,
        // named in the page's foot instead: the logo brings an inline style sheet, which the page's policy forbids
        attributionLogo: false,
        panes: { separatorColor: grid, separatorHoverColor: faded(muted, 0.2), enableResize: true },
      },
      grid: { vertLines: { color: grid }, horzLines: { color: grid } },
      crosshair: {
        mode: CrosshairMode.Normal,
        vertLine: { color: faded(muted, 0.6), style: LineStyle.Dotted, labelBackgroundColor: muted },
        horzLine: { color: faded(muted, 0.6), style: LineStyle.Dotted, labelBackgroundColor: muted },
      },
      rightPriceScale: { borderVisible: false, entireTextOnly: true },
      timeScale: {
        borderVisible: false,
        timeVisible: true,
        secondsVisible: false,
        fixLeftEdge: true,
        fixRightEdge: true,
        minBarSpacing: 0.2,
        lockVisibleTimeRangeOnResize: true,
      },
      handleScroll: { vertTouchDrag: false },
      localization: {
        timeFormatter: (time: Time) => format.shortTime(formatTime(Math.round((time as number) * 1_000))),
      },
    };
  }

  private candleStyle(): CandlestickSeriesPartialOptions {
    const { gain, loss } = this.colours;
    return {
      upColor: faded(gain, 0.85),
      downColor: faded(loss, 0.85),
      wickUpColor: gain,
      wickDownColor: loss,
      borderVisible: false,
      priceLineVisible: false,
    };
  }
}

type Part = (name: string, value: string) => HTMLElement;

/** A switch of the chart, on at first and hidden until there is something to show. */
function switchButton(testid: string, text: string, toggle: () => void): HTMLButtonElement {
  const state = { "aria-pressed": "true", hidden: true };
  return h("button", { type: "button", class: "quiet", testid, ...state, onclick: toggle }, text);
}

const isPressed = (button: HTMLButtonElement): boolean => button.getAttribute("aria-pressed") === "true";

function press(button: HTMLButtonElement): void {
  button.setAttribute("aria-pressed", String(!isPressed(button)));
}

/** Whether two series have the same bars of one load; their funding may differ, which is part of their hash. */
function isSame(a: LoadOutput["data"], b: LoadOutput["data"] | undefined): boolean {
  return a.symbol === b?.symbol && a.timeframe === b.timeframe && a.from === b.from && a.bars === b.bars;
}

/** A view moved and cut so that it lies in the series. */
function within({ from, to }: View, bars: number): View {
  const span = Math.min(bars, Math.max(8, to - from));
  const start = Math.max(0, Math.min(bars - span, from));
  return { from: start, to: start + span };
}

function priceFormat(digits: number) {
  const formatter = (value: number) => format.fixed(value, digits);
  const tickmarksFormatter = (values: readonly number[]) => {
    const whole = values.every((value) => Number.isInteger(value));
    return values.map((value) => format.fixed(value, whole ? 0 : digits));
  };
  return { type: "custom" as const, formatter, tickmarksFormatter, minMove: 10 ** -digits };
}
