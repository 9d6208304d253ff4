import type { VaranusError } from "../../src/index.js";
import { type FundingOutput, format } from "../../src/runtime/browser/index.js";
import { fill, h } from "../dom.js";
import type { Field } from "../form/field.js";
import { sourceField } from "../form/settings.js";
import type { FundingSource } from "../session.js";

/** Funding rates of a perpetual future, from a file beside that of the bars. */
export class FundingPanel {
  readonly element: HTMLElement;
  readonly symbol: Field;
  private readonly status = h("div", { testid: "funding-status" });
  private readonly body = h("div", {});
  private readonly input: HTMLInputElement;
  private file: File | undefined;
  private taken: FundingSource | undefined;
  /** The rates were read, and some fall into the bars that are there. */
  private good = false;

  constructor(
    /** Asked to read a file; the answer comes by `show` or `refuse`. */
    private readonly onTake: (source: FundingSource) => void,
    private readonly onChange: () => void,
  ) {
    this.symbol = sourceField("fundingSymbol", () => {});
    this.symbol.element.addEventListener("change", () => this.takeAgain());
    this.input = h("input", {
      type: "file",
      class: "visually-hidden",
      testid: "funding-input",
      "aria-label": "File of funding rates",
      onchange: () => {
        const file = this.input.files?.[0];
        this.input.value = "";
        if (file) this.takeFile(file);
      },
    });
    this.element = h("div", { class: "funding", "data-drop": "funding" }, this.body);
    this.draw();
  }

  /** What a run is to be charged by. */
  get source(): FundingSource | undefined {
    return this.taken;
  }

  takeFile(file: File): void {
    // what was told of one file does not hold for the next
    if (file !== this.file) this.symbol.set(undefined);
    this.file = file;
    this.takeAgain();
  }

  /** Reads the file again: with another symbol, or held against other bars. */
  takeAgain(): void {
    if (this.file === undefined) return;
    const symbol = this.symbol.value as string | undefined;
    this.taken = { file: this.file, ...(symbol === undefined ? {} : { symbol }) };
    this.good = false;
    fill(this.status);
    this.draw();
    this.onChange();
    this.onTake(this.taken);
  }

  show(source: FundingSource, { rates, bars, charged }: FundingOutput): void {
    if (source !== this.taken) return;
    this.good = true;
    const found =
      bars === undefined ? "" : `; ${format.count(charged ?? 0)} of ${format.counted(bars, "bar")} have one`;
    fill(this.status, h("p", { class: "hint" }, `${format.counted(rates, "rate")}${found}.`));
  }

  /** Says what is wrong with the file, beside it. */
  refuse(source: FundingSource, error: VaranusError): void {
    if (source !== this.taken) return;
    this.good = false;
    const { path, message, hint } = error;
    const cure = hint === "" ? "" : ` (${hint.replace("--funding-symbol", "its symbol below")})`;
    fill(this.status, h("p", { class: "field-message" }, `${path}: ${message}${cure}.`));
  }

  /** Whether a run can be made; if not, the panel shows itself. */
  validate(): boolean {
    if (this.file === undefined || this.good) return true;
    this.element.scrollIntoView({ block: "nearest" });
    this.symbol.focus();
    return false;
  }

  private remove(): void {
    this.file = undefined;
    this.taken = undefined;
    this.symbol.set(undefined);
    fill(this.status);
    this.draw();
    this.onChange();
    this.input.focus();
  }

  private draw(): void {
    const { file } = this;
    if (file === undefined) {
      fill(
        this.body,
        h(
          "label",
          { class: "drop small" },
          this.input,
          h("strong", {}, "Add a file of funding rates"),
          h("small", {}, "CSV with timestamp, funding_rate"),
        ),
      );
      return;
    }
    fill(
      this.body,
      h(
        "div",
        { class: "data-title" },
        h("span", {}, "Funding: ", h("strong", { testid: "funding-name" }, file.name)),
        h(
          "button",
          { type: "button", class: "quiet", testid: "funding-remove", onclick: () => this.remove() },
          "Remove",
        ),
      ),
      this.status,
      h("div", { class: "fields" }, this.symbol.element),
    );
  }
}
