import { SIZERS, STOPS } from "../../src/index.js";
import { h } from "../dom.js";
import { CatalogueChoice } from "../form/catalogue-choice.js";
import type { Field } from "../form/field.js";
import { parameterFields, parameterValues, takeParameters } from "../form/parameters.js";
import { Switched } from "../form/switched.js";
import { labelOf, prose } from "../form/words.js";

/** How large an entry is, and the protective exits attached to it. */
export class RiskPanel {
  readonly element: HTMLElement;
  private readonly sizer: CatalogueChoice;
  private readonly stops: readonly { readonly name: string; readonly choice: Switched }[];
  /** The user has chosen a sizer or one of its values: the profile's own no longer counts. */
  private touched = false;

  constructor(onChange: () => void) {
    this.sizer = new CatalogueChoice(SIZERS, "sizer", () => {
      this.touched = true;
      onChange();
    });
    this.stops = STOPS.map(({ name, description, parameters }) => {
      const words = { title: labelOf(name), description: prose(description), testid: `stop-${name}` };
      return { name, choice: new Switched(words, parameterFields(parameters, `stop.${name}`, onChange), onChange) };
    });
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
        this.stops.map(({ choice }) => choice.element),
      ),
    );
  }

  get fields(): Field[] {
    return [...this.sizer.fields, ...this.chosen.flatMap(({ choice }) => choice.fields)];
  }

  config() {
    return {
      sizer: this.sizer.chosen,
      stops: this.chosen.map(({ name, choice }) => ({ name, params: parameterValues(choice.fields) })),
    };
  }

  /** Takes over what another panel has. */
  take({ sizer, stops }: ReturnType<RiskPanel["config"]>): void {
    this.sizer.take(sizer.name);
    takeParameters(this.sizer.fields, sizer.params);
    for (const { name, choice } of this.stops) {
      const chosen = stops.find((stop) => stop.name === name);
      choice.switch(chosen !== undefined);
      if (chosen) takeParameters(choice.fields, chosen.params);
    }
    this.touched = true;
  }

  private get chosen() {
    return this.stops.filter(({ choice }) => choice.on);
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
    const fields = this.chosen[Number(stop[1])]?.choice.fields;
    if (stop[2] === undefined) return fields?.[0];
    return fields?.find(({ spec }) => spec.path.endsWith(`.params.${stop[2]}`));
  }
}
