import { type BacktestInput, SIZERS, STOPS } from "../../src/index.js";
import { h } from "../dom.js";
import { CatalogueChoice } from "../form/catalogue-choice.js";
import type { Field } from "../form/field.js";
import { parameterFields, parameterValues } from "../form/parameters.js";
import { labelOf, prose } from "../form/words.js";

/** How large an entry is, and the protective exits attached to it. */
export class RiskPanel {
  readonly element: HTMLElement;
  private readonly sizer: CatalogueChoice;
  private readonly stops: StopChoice[];
  /** The user has chosen a sizer or one of its values: the profile's own no longer counts. */
  private touched = false;

  constructor(onChange: () => void) {
    this.sizer = new CatalogueChoice(SIZERS, "sizer", () => {
      this.touched = true;
      onChange();
    });
    this.stops = STOPS.map((stop) => new StopChoice(stop, onChange));
    this.element = h(
      "section",
      { class: "panel", "aria-label": "Size and stops" },
      h("h2", {}, h("label", { for: this.sizer.id }, "Position size")),
      this.sizer.element,
      h("h2", { class: "second" }, "Stops and targets"),
      h("p", { class: "hint" }, "Of several the nearest counts."),
      h(
        "div",
        { class: "stops" },
        this.stops.map(({ element }) => element),
      ),
    );
  }

  get fields(): Field[] {
    return [...this.sizer.fields, ...this.stops.flatMap((stop) => (stop.chosen ? stop.fields : []))];
  }

  config(): BacktestInput {
    return {
      sizer: this.sizer.chosen,
      stops: this.stops
        .filter(({ chosen }) => chosen)
        .map(({ name, fields }) => ({ name, params: parameterValues(fields) })),
    };
  }

  /** Takes over the sizer of a profile, unless the user has chosen one. */
  follow(sizer: { name: string; params: Readonly<Record<string, unknown>> }): void {
    if (this.touched) return;
    this.sizer.take(sizer.name);
    for (const field of this.sizer.fields) {
      const value = sizer.params[field.spec.path.slice(field.spec.path.lastIndexOf(".") + 1)];
      if (value !== undefined) field.setDefault(value as number);
    }
  }

  /** Paths of stops count the chosen ones; the fields know them by name. What is said of a whole stop stands at its first field. */
  fieldAt(path: string): Field | undefined {
    const stop = /^stops\.(\d+)(?:\.params\.(.+))?$/.exec(path);
    if (stop === null) return this.fields.find(({ spec }) => spec.path === path);
    const chosen = this.stops.filter((each) => each.chosen)[Number(stop[1])];
    if (stop[2] === undefined) return chosen?.fields[0];
    return chosen?.fields.find(({ spec }) => spec.path.endsWith(`.params.${stop[2]}`));
  }
}

/** One stop that can be attached, with its parameters. */
class StopChoice {
  readonly name: string;
  readonly element: HTMLElement;
  readonly fields: Field[];
  private readonly box: HTMLInputElement;

  constructor(stop: (typeof STOPS)[number], onChange: () => void) {
    this.name = stop.name;
    this.fields = parameterFields(stop.parameters, `stop.${stop.name}`, onChange);
    const form = h(
      "div",
      { class: "fields", hidden: true },
      this.fields.map(({ element }) => element),
    );
    this.box = h("input", {
      type: "checkbox",
      testid: `stop-${stop.name}`,
      onchange: () => {
        form.hidden = !this.box.checked;
        onChange();
      },
    });
    this.element = h(
      "div",
      { class: "stop" },
      h(
        "label",
        { class: "check" },
        this.box,
        h("span", {}, labelOf(stop.name), h("small", {}, prose(stop.description))),
      ),
      form,
    );
  }

  get chosen(): boolean {
    return this.box.checked;
  }
}
