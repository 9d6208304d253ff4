import { indicatorNamed } from "../../src/index.js";
import { format, type IndicatorBuckets, type NamedIndicator } from "../../src/runtime/browser/index.js";
import { fill, freshId, h } from "../dom.js";
import { copyable } from "../result/copyable.js";
import { IndicatorForm } from "./indicator-form.js";
import { colourClass, PLOT_COLOURS, type ShownIndicator, shortName } from "./shown-indicator.js";

/** Colours of a strategy's lines come first; indicators begin with those after them. */
const FIRST_COLOUR = 4;

/** Which indicators the chart shows, and the form to add one. */
export class IndicatorPanel {
  readonly element: HTMLElement;
  readonly button: HTMLButtonElement;
  /** In the order in which they were added. */
  shown: readonly ShownIndicator[] = [];
  private readonly form = new IndicatorForm();
  private readonly add = h("button", { type: "submit", class: "primary", testid: "indicator-add" }, "Add");
  private readonly cancel = h(
    "button",
    { type: "button", testid: "indicator-cancel", hidden: true, onclick: () => this.edit(undefined) },
    "Cancel",
  );
  private readonly list = h("ul", { class: "shown-indicators", testid: "shown-indicators", hidden: true });
  /** Where a row says what is to be said of its indicator, by its id. */
  private readonly messages = new Map<number, HTMLElement>();
  /** The one that the form has. */
  private edited: ShownIndicator | undefined;
  private added = 0;
  private colour = FIRST_COLOUR;

  constructor(
    private readonly onChange: () => void,
    private readonly command: (indicator: NamedIndicator) => string,
  ) {
    const id = freshId();
    this.button = h("button", {
      type: "button",
      class: "quiet",
      testid: "indicators",
      title: "Indicators on the price and under it",
      "aria-expanded": "false",
      "aria-controls": id,
      onclick: () => this.toggle(),
    });
    const submit = (event: Event) => {
      event.preventDefault();
      this.submit();
    };
    this.element = h(
      "section",
      { id, class: "indicators", testid: "indicator-panel", "aria-label": "Indicators", hidden: true },
      h(
        "form",
        { novalidate: true, onsubmit: submit },
        this.form.element,
        h("div", { class: "indicator-actions" }, this.add, this.cancel),
      ),
      this.list,
    );
    this.list.addEventListener("toggle", (event) => this.showCommand(event.target as HTMLDetailsElement), true);
    this.render();
  }

  /** What came of those that were asked for: a row says why there is nothing to be seen. */
  tell(shown: readonly ShownIndicator[], found: readonly IndicatorBuckets[], bars: number): void {
    shown.forEach((one, k) => {
      const message = this.messages.get(one.id);
      if (message) message.textContent = problemOf(one, found[k], bars);
    });
    // the bars may be others
    for (const open of this.list.querySelectorAll<HTMLDetailsElement>("details[open]")) this.showCommand(open);
  }

  private toggle(): void {
    this.element.hidden = !this.element.hidden;
    this.button.setAttribute("aria-expanded", String(!this.element.hidden));
    if (!this.element.hidden) this.form.focus();
  }

  private submit(): void {
    const wish = this.form.read();
    if (wish === undefined) return;
    const { edited } = this;
    const outputs = indicatorNamed(wish.request.name).outputs.length;
    const shown = { ...wish, id: edited?.id ?? ++this.added, colour: edited?.colour ?? this.colour };
    if (edited === undefined) this.colour = (this.colour + outputs) % PLOT_COLOURS;
    this.change(edited ? this.shown.map((one) => (one === edited ? shown : one)) : [...this.shown, shown]);
    this.edit(undefined);
  }

  private remove(shown: ShownIndicator): void {
    if (this.edited === shown) this.edit(undefined);
    this.change(this.shown.filter((one) => one !== shown));
    this.button.focus();
  }

  private change(shown: readonly ShownIndicator[]): void {
    this.shown = shown;
    this.render();
    this.onChange();
  }

  /** Takes one into the form, or leaves the form to another. */
  private edit(shown: ShownIndicator | undefined): void {
    this.edited = shown;
    if (shown) {
      this.form.take(shown);
      this.form.focus();
    }
    this.add.textContent = shown ? "Change" : "Add";
    this.cancel.hidden = shown === undefined;
  }

  private render(): void {
    const { length } = this.shown;
    this.button.textContent = length === 0 ? "Indicators" : `Indicators (${length})`;
    this.list.hidden = length === 0;
    this.messages.clear();
    fill(
      this.list,
      this.shown.map((one) => this.row(one)),
    );
  }

  private row(one: ShownIndicator): HTMLElement {
    const { title, outputs } = indicatorNamed(one.request.name);
    const name = shortName(one);
    const message = h("p", { class: "field-message", "aria-live": "polite" });
    this.messages.set(one.id, message);
    const button = (text: string, act: () => void) =>
      h("button", { type: "button", class: "quiet", "aria-label": `${text} ${name}`, onclick: act }, text);
    return h(
      "li",
      { testid: `shown-${one.request.name}` },
      h(
        "div",
        { class: "shown-name" },
        h("strong", {}, name),
        h("span", { class: "shown-title" }, `${title}, ${one.place === "price" ? "on the price" : "under it"}`),
        h(
          "span",
          { class: "shown-keys" },
          outputs.map((output, k) =>
            h("span", {}, h("span", { class: `swatch ${colourClass(one, k)}` }), format.words(output)),
          ),
        ),
      ),
      h(
        "div",
        { class: "shown-actions" },
        button("Edit", () => this.edit(one)),
        button("Remove", () => this.remove(one)),
      ),
      message,
      h("details", { "data-id": one.id }, h("summary", {}, "Command"), h("div", {})),
    );
  }

  /** The command as it is now: it depends on the bars on show. */
  private showCommand(details: HTMLDetailsElement): void {
    const one = this.shown.find(({ id }) => String(id) === details.dataset["id"]);
    const place = details.lastElementChild;
    if (!one || !place || !details.open) return;
    const command = this.command(one.request);
    if (place.querySelector("code")?.textContent === command) return;
    fill(place, copyable(command, `command-${one.request.name}`, `the command for ${shortName(one)}`));
  }
}

/** Why nothing of an indicator is drawn, in words; empty if something is. */
function problemOf({ request }: ShownIndicator, found: IndicatorBuckets | undefined, bars: number): string {
  if (found === undefined) return "";
  if ("failure" in found) return `${format.capitalised(found.failure)}.`;
  if (found.columns.some((column) => column.some((value) => Number.isFinite(value)))) return "";
  const { outputs, warmUp } = indicatorNamed(request.name);
  const first = Math.min(...outputs.map((output) => warmUp(request.params as never, output)));
  if (first < bars) return "It has no value on any candle shown.";
  return `It has its first value after ${format.counted(first, "bar")}, and there are ${format.count(bars)}.`;
}
