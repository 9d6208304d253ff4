import { fill, h } from "./dom.js";

interface View {
  readonly name: string;
  readonly title: string;
  readonly element: HTMLElement;
  /** What stands at its left; several views may have the same. */
  readonly form: HTMLElement;
}

/** What the page can be used for: a switch at its top, and one view at a time under it. */
export class Views {
  readonly element: HTMLElement;
  private readonly buttons = new Map<string, HTMLButtonElement>();

  constructor(
    bar: HTMLElement,
    private readonly list: readonly View[],
    private readonly onShow: (name: string) => void,
  ) {
    for (const { name, title } of list) {
      this.buttons.set(
        name,
        h("button", { type: "button", testid: `view-${name}`, onclick: () => this.show(name) }, title),
      );
    }
    fill(bar, [...this.buttons.values()]);
    this.element = h(
      "div",
      {},
      list.map(({ element }) => element),
    );
    if (list[0]) this.show(list[0].name);
  }

  show(shown: string): void {
    for (const { name, element } of this.list) {
      element.hidden = name !== shown;
      const button = this.buttons.get(name);
      if (name === shown) button?.setAttribute("aria-current", "page");
      else button?.removeAttribute("aria-current");
    }
    const form = this.list.find(({ name }) => name === shown)?.form;
    for (const each of this.list) each.form.hidden = each.form !== form;
    this.onShow(shown);
  }
}
