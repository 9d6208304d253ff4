import { h } from "../dom.js";
import type { Field } from "./field.js";

/** Something that can be switched on, and then has fields. */
export class Switched {
  readonly element: HTMLElement;
  private readonly box: HTMLInputElement;
  private readonly form: HTMLElement;

  constructor(
    words: { readonly title: string; readonly description: string; readonly testid: string },
    readonly fields: readonly Field[],
    onChange: () => void,
    on = false,
  ) {
    this.form = h(
      "div",
      { class: "fields", hidden: !on },
      fields.map(({ element }) => element),
    );
    this.box = h("input", {
      type: "checkbox",
      checked: on,
      testid: words.testid,
      onchange: () => {
        this.switch(this.box.checked);
        onChange();
      },
    });
    this.element = h(
      "div",
      { class: "stop" },
      h("label", { class: "check" }, this.box, h("span", {}, words.title, h("small", {}, words.description))),
      this.form,
    );
  }

  get on(): boolean {
    return this.box.checked;
  }

  switch(on: boolean): void {
    this.box.checked = on;
    this.form.hidden = !on;
  }
}
