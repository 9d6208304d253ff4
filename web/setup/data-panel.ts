import { type Span, VaranusError } from "../../src/index.js";
import { format, type LoadOutput } from "../../src/runtime/browser/index.js";
import { fill, h } from "../dom.js";
import type { Field } from "../form/field.js";
import { SampleFields } from "../form/sample-fields.js";
import { sourceField } from "../form/settings.js";
import { Told } from "../form/told.js";
import type { FundingSource } from "../session.js";
import type { Source } from "../workers.js";
import { FundingPanel } from "./funding-panel.js";

/** Where the bars come from: a file, or the sample. */
export class DataPanel {
  readonly element: HTMLElement;
  private readonly status = h("div", { class: "data-status", testid: "data-status" });
  private readonly chooser: HTMLDetailsElement;
  private readonly telling: HTMLDetailsElement;
  private readonly told = new Told();
  /** First and last bar of a run. */
  readonly spanFields: readonly [from: Field, to: Field];
  readonly funding: FundingPanel;
  private readonly sample = new SampleFields(() => this.takeSample());
  private lastFile: File | undefined;
  /** The last file was read, with what was told of it. */
  private loaded = false;

  constructor(
    private readonly onSource: (source: Source) => void,
    onFunding: (source: FundingSource) => Promise<void>,
    onChange: () => void,
  ) {
    this.funding = new FundingPanel(onFunding, onChange);
    this.spanFields = [sourceField("from", onChange), sourceField("to", onChange)];
    const input = h("input", {
      type: "file",
      class: "visually-hidden",
      testid: "file-input",
      "aria-label": "File of bars",
      onchange: () => {
        const file = input.files?.[0];
        input.value = "";
        if (file) this.takeFile(file);
      },
    });
    this.telling = h(
      "details",
      { class: "telling", testid: "telling" },
      h("summary", {}, "What the file does not say"),
      h("div", { class: "fields" }, this.told.elements),
      h(
        "button",
        {
          type: "button",
          testid: "reread",
          onclick: () => this.lastFile && this.takeFile(this.lastFile),
        },
        "Read the file again",
      ),
    );
    this.chooser = h(
      "details",
      { class: "chooser", open: true },
      h("summary", {}, "Bars"),
      h(
        "label",
        { class: "drop", testid: "drop" },
        input,
        h("strong", {}, "Choose a file"),
        h("span", {}, "or drop it anywhere on this page"),
        h("small", {}, "CSV or CSV.gz with timestamp, open, high, low, close, volume; many vendors' forms are known"),
      ),
      this.telling,
      h("div", { class: "or" }, h("span", {}, "or a synthetic market")),
      this.sample.element,
      h("button", { type: "button", testid: "sample", onclick: () => this.takeSample() }, "Take the sample"),
    );
    this.element = h(
      "section",
      { class: "panel", "aria-label": "Data" },
      this.status,
      this.chooser,
      h(
        "div",
        { class: "fields span" },
        this.spanFields.map(({ element }) => element),
      ),
      this.funding.choice.element,
    );
  }

  /** What to take of the bars. */
  get span(): Span {
    const [from, to] = this.spanFields.map(({ value }) => value as string | undefined);
    return { from, to };
  }

  takeFile(file: File): void {
    // what was told of one file does not hold for the next
    if (this.loaded && file !== this.lastFile) this.told.clear();
    this.loaded = false;
    this.lastFile = file;
    this.onSource(this.told.of(file));
  }

  takeSample(): void {
    const source = this.sample.read();
    if (source) this.onSource(source);
  }

  /** Opens what the reader asked for, if an error says that it has to be told. */
  explain(error: unknown): void {
    if (!(error instanceof VaranusError)) return;
    const text = `${error.path} ${error.message} ${error.hint}`;
    if (!/offset|zone|timeframe/i.test(text)) return;
    this.chooser.open = true;
    this.telling.open = true;
  }

  show({ data, notes }: LoadOutput): void {
    const { quality } = data;
    this.loaded = true;
    this.spanFields.forEach((field, k) => {
      field.suggest((k === 0 ? data.from : data.to).slice(0, 10));
    });
    this.chooser.open = false;
    fill(this.chooser.querySelector("summary") as Element, "Other bars");
    fill(
      this.status,
      h(
        "div",
        { class: "data-title" },
        h("strong", { testid: "data-symbol" }, `${data.symbol} ${data.timeframe}`),
        h("span", { class: `badge ${quality.grade}`, title: "Quality of the data" }, quality.grade),
      ),
      h(
        "p",
        { class: "hint" },
        `${format.counted(data.bars, "bar")}, ${data.from.slice(0, 10)} to ${data.to.slice(0, 10)}`,
      ),
      (quality.issues.length > 0 || notes.length > 0) &&
        h(
          "details",
          { class: "notes" },
          h("summary", {}, noteTitle(quality.issues.length, notes.length)),
          h("ul", {}, ...[...quality.issues, ...notes].map((line) => h("li", {}, format.capitalised(line)))),
        ),
    );
  }
}

function noteTitle(issues: number, notes: number): string {
  const parts = [
    issues > 0 ? format.counted(issues, "finding") : "",
    notes > 0 ? format.counted(notes, "assumption") : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}
