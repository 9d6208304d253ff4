import { type BacktestInput, STRATEGIES } from "../../src/index.js";
import { fill, freshId, h } from "../dom.js";
import type { Field } from "../form/field.js";
import { parameterFields, parameterValues, takeParameters } from "../form/parameters.js";

const SIGNALS = "signals";

/** What to trade by: a strategy with its parameters, or a file of signals. */
export class StrategyPanel {
  readonly element: HTMLElement;
  fields: Field[] = [];
  private readonly select: HTMLSelectElement;
  private readonly about = h("div", { class: "about" });
  private readonly form = h("div", { class: "fields" });
  private signals: File | undefined;

  constructor(
    private readonly onChange: () => void,
    /** What can be chosen. */
    private readonly list: typeof STRATEGIES = STRATEGIES,
  ) {
    const id = freshId();
    this.select = h(
      "select",
      { id, class: "large", testid: "strategy", onchange: () => this.choose() },
      list.map(({ name, title }) => h("option", { value: name }, title)),
      h("option", { value: SIGNALS }, "Signals of my own (a file)"),
    );
    this.element = h(
      "section",
      { class: "panel", "aria-label": "Strategy" },
      h("h2", {}, h("label", { for: id }, "Strategy")),
      this.select,
      this.about,
      this.form,
    );
    this.choose(false);
  }

  get signalsFile(): File | undefined {
    return this.wantsSignals ? this.signals : undefined;
  }

  get wantsSignals(): boolean {
    return this.select.value === SIGNALS;
  }

  /** The strategy's part of the configuration. */
  config(): BacktestInput {
    if (this.wantsSignals) return {};
    return { strategy: { name: this.select.value, params: parameterValues(this.fields) } };
  }

  /** Whether what another panel has can be chosen here too; then it is. */
  take(other: StrategyPanel): boolean {
    if (other.wantsSignals) {
      if (other.signals) this.takeSignals(other.signals);
      return other.signals !== undefined;
    }
    return this.takeStrategy(other.select.value, parameterValues(other.fields));
  }

  takeStrategy(name: string, params: ReturnType<typeof parameterValues> = {}): boolean {
    if (!this.list.some((each) => each.name === name)) return false;
    this.select.value = name;
    this.choose(false);
    takeParameters(this.fields, params);
    return true;
  }

  /** What is chosen, in a word. */
  get title(): string {
    return this.wantsSignals ? "signals" : this.select.value;
  }

  takeSignals(file: File): void {
    this.signals = file;
    this.select.value = SIGNALS;
    this.choose();
  }

  focus(): void {
    this.select.focus();
  }

  private choose(byUser = true): void {
    const strategy = this.list.find(({ name }) => name === this.select.value);
    this.fields = strategy ? parameterFields(strategy.parameters, "strategy", this.onChange) : [];
    if (strategy) {
      fill(this.about, h("p", {}, strategy.description), h("p", { class: "source" }, `Source: ${strategy.source}`));
      fill(
        this.form,
        this.fields.map(({ element }) => element),
      );
    } else this.showSignals();
    if (byUser) this.onChange();
  }

  private showSignals(): void {
    const input = h("input", {
      type: "file",
      class: "visually-hidden",
      testid: "signals-input",
      "aria-label": "File of signals",
      onchange: () => {
        const file = input.files?.[0];
        if (file) this.takeSignals(file);
      },
    });
    fill(
      this.about,
      h(
        "p",
        {},
        "A CSV with bar or timestamp, then any of longEntry, longExit, shortEntry, shortExit (0 or 1), stop, target (prices), size (units), confidence (0 to 1). Only bars with something in them are needed.",
      ),
    );
    fill(
      this.form,
      h(
        "label",
        { class: "drop small", "data-drop": "signals" },
        input,
        h("strong", { testid: "signals-name" }, this.signals ? this.signals.name : "Choose a file of signals"),
      ),
    );
  }
}
