import { fill, freshId, h } from "../dom.js";
import type { Field } from "./field.js";
import { parameterFields, parameterValues } from "./parameters.js";
import { labelOf, prose } from "./words.js";

interface Entry {
  readonly name: string;
  readonly description: string;
  readonly parameters: object;
}

/** One thing out of a catalogue, with what it is and the fields of its parameters. */
export class CatalogueChoice {
  readonly element: HTMLElement;
  /** For the label that stands above it. */
  readonly id = freshId();
  fields: Field[] = [];
  private readonly select: HTMLSelectElement;
  private readonly about = h("p", { class: "about" });
  private readonly form = h("div", { class: "fields" });

  constructor(
    private readonly list: readonly Entry[],
    /** Its key in the configuration. */
    private readonly path: string,
    private readonly onChange: () => void,
    /** Further fields that belong to an entry. */
    private readonly further: (name: string) => readonly Field[] = () => [],
  ) {
    const choose = () => {
      this.choose();
      onChange();
    };
    this.select = h(
      "select",
      { id: this.id, testid: path, onchange: choose },
      list.map(({ name }) => h("option", { value: name }, labelOf(name))),
    );
    this.element = h("div", {}, this.select, this.about, this.form);
    this.choose();
  }

  get name(): string {
    return this.select.value;
  }

  get chosen(): { name: string; params: ReturnType<typeof parameterValues> } {
    return { name: this.name, params: parameterValues(this.fields) };
  }

  take(name: string): void {
    this.select.value = name;
    this.choose();
  }

  private choose(): void {
    const entry = this.list.find(({ name }) => name === this.name);
    if (entry === undefined) return;
    this.fields = parameterFields(entry.parameters, this.path, this.onChange);
    const fields = [...this.fields, ...this.further(entry.name)];
    fill(this.about, prose(entry.description));
    fill(
      this.form,
      fields.map(({ element }) => element),
    );
    this.form.hidden = fields.length === 0;
  }
}
