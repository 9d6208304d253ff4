import { type Span, VaranusError } from "../../src/index.js";
import { format, type LoadOutput } from "../../src/runtime/browser/index.js";
import { fill, h } from "../dom.js";
import { SampleFields } from "../form/sample-fields.js";
import { Told } from "../form/told.js";
import type { FundingSource } from "../session.js";
import type { SampleSource, Source } from "../workers.js";
import type { HeldSeries } from "./portfolio-session.js";

/** A series with what the worker has found in it, once it has read it. */
export interface ListedSeries extends HeldSeries {
  readonly output: LoadOutput;
}

export interface SeriesActions {
  /** Reads a series; nothing where that was cancelled. */
  load(series: HeldSeries): Promise<LoadOutput | undefined>;
  /** The list is another one. */
  change(): void;
  /** How many sleeves trade it. */
  uses(series: ListedSeries): number;
  fail(error: unknown): void;
}

/** The series that the sleeves of a portfolio can trade: samples of several seeds, and any number of files. */
export class SeriesPanel {
  readonly element: HTMLElement;
  readonly list: ListedSeries[] = [];
  private readonly told = new Told();
  private readonly sample = new SampleFields(() => void this.addSample());
  private readonly items = h("ul", { class: "series", testid: "series" });
  private readonly adding: HTMLDetailsElement;
  /** One series is read after the other, in the order in which they came. */
  private reading: Promise<unknown> = Promise.resolve();

  constructor(private readonly on: SeriesActions) {
    const input = h("input", {
      type: "file",
      multiple: true,
      class: "visually-hidden",
      testid: "series-input",
      "aria-label": "Files of bars",
      onchange: () => {
        const files = [...(input.files ?? [])];
        input.value = "";
        void this.takeFiles(files);
      },
    });
    this.adding = h(
      "details",
      { class: "chooser", testid: "add-series" },
      h("summary", {}, "Add data"),
      h(
        "label",
        { class: "drop" },
        input,
        h("strong", {}, "Choose files"),
        h("span", {}, "or drop them anywhere on this page"),
        h("small", {}, "CSV or CSV.gz, a series each"),
      ),
      h(
        "details",
        { class: "telling" },
        h("summary", {}, "What the next file does not say"),
        h("div", { class: "fields" }, this.told.elements),
      ),
      h("div", { class: "or" }, h("span", {}, "or a synthetic market")),
      this.sample.element,
      h("button", { type: "button", testid: "series-sample", onclick: () => void this.addSample() }, "Add the sample"),
    );
    this.element = h(
      "section",
      { class: "panel", "aria-label": "Data of the portfolio" },
      h("h2", {}, "Data"),
      this.items,
      this.adding,
    );
  }

  async takeFiles(files: readonly File[]): Promise<void> {
    const sources = files.map((file) => this.told.of(file));
    this.told.clear();
    for (const source of sources) await this.add(source);
  }

  /** A series of the list, read first where it is new; nothing where it cannot be. */
  add(source: Source, span: Span = {}, funding?: FundingSource): Promise<ListedSeries | undefined> {
    const added = this.reading.then(() => this.take(source, span, funding));
    this.reading = added;
    return added;
  }

  /** What a series is called in the list. */
  titleOf({ output: { data }, from, to, funding }: ListedSeries): string {
    const span = from === undefined && to === undefined ? "" : `, ${from ?? "start"} to ${to ?? "end"}`;
    return `${data.symbol} ${data.timeframe}${span}${funding ? ", with funding" : ""}`;
  }

  /** What stands at each of them follows what the sleeves trade. */
  draw(): void {
    fill(
      this.items,
      this.list.map((series) => this.item(series)),
    );
  }

  private async take(source: Source, span: Span, funding?: FundingSource): Promise<ListedSeries | undefined> {
    const known = this.list.find((each) => isSame(each, { source, ...span, funding }));
    if (known) return known;
    const series: HeldSeries = { key: this.freeKey(), source, ...span, funding };
    try {
      const output = await this.on.load(series);
      if (output === undefined) return undefined;
      const listed = { ...series, output };
      this.list.push(listed);
      this.draw();
      this.on.change();
      return listed;
    } catch (error) {
      if (error instanceof VaranusError && /offset|zone|timeframe/i.test(`${error.message} ${error.hint}`)) {
        this.adding.open = true;
        this.adding.querySelector("details")?.setAttribute("open", "");
      }
      this.on.fail(error);
      return undefined;
    }
  }

  private async addSample(): Promise<void> {
    const source = this.sample.read();
    if (source === undefined) return;
    await this.add(named(source));
    this.sample.suggest((source.seed + 1) % 4_294_967_296);
  }

  private item(series: ListedSeries): HTMLElement {
    const { data } = series.output;
    const title = this.titleOf(series);
    const uses = this.on.uses(series);
    return h(
      "li",
      { testid: "series-item" },
      h(
        "div",
        { class: "data-title" },
        h("strong", {}, title),
        h("span", { class: `badge ${data.quality.grade}`, title: "Quality of the data" }, data.quality.grade),
      ),
      h(
        "p",
        { class: "hint" },
        `${format.counted(data.bars, "bar")}, ${data.from.slice(0, 10)} to ${data.to.slice(0, 10)}; ${whereFrom(series.source)}`,
      ),
      uses === 0 &&
        h(
          "button",
          { type: "button", class: "quiet", "aria-label": `Remove: ${title}`, onclick: () => this.remove(series) },
          "Remove",
        ),
    );
  }

  private remove(series: ListedSeries): void {
    this.list.splice(this.list.indexOf(series), 1);
    this.draw();
    this.on.change();
    this.adding.open ||= this.list.length === 0;
    this.adding.querySelector("summary")?.focus();
  }

  /** A key that is free: the worker gives up what it had under it. */
  private freeKey(): string {
    const taken = new Set(this.list.map(({ key }) => key));
    let k = 1;
    while (taken.has(`series ${k}`)) k++;
    return `series ${k}`;
  }
}

/** A sample with a symbol of its own: another seed is another market. */
export function named(source: SampleSource): SampleSource {
  const { seed, timeframe, symbol } = source;
  return symbol === undefined
    ? { ...source, symbol: `SAMPLE-${seed}${timeframe === "4h" ? "" : `-${timeframe}`}` }
    : source;
}

function whereFrom(source: Source): string {
  return source.kind === "file" ? source.file.name : `synthetic, seed ${source.seed}`;
}

/** A file is known by what the browser tells of it: choosing it again makes another object. */
function isSame(a: Omit<HeldSeries, "key">, b: Omit<HeldSeries, "key">): boolean {
  const text = ({ source, from, to, funding }: Omit<HeldSeries, "key">) =>
    JSON.stringify([
      source.kind === "file" ? { ...source, file: identity(source.file) } : source,
      from ?? "",
      to ?? "",
      funding ? [identity(funding.file), funding.symbol] : "",
    ]);
  return text(a) === text(b);
}

const identity = ({ name, size, lastModified }: File) => [name, size, lastModified];
