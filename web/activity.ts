import { h } from "./dom.js";

/** What the worker is doing, with its progress and a way to stop it. One thing at a time: a new one stops the one before. */
export class Activity {
  readonly element: HTMLElement;
  private readonly label: HTMLElement;
  private readonly bar: HTMLProgressElement;
  private stop: AbortController | undefined;

  constructor(
    private readonly onChange: (busy: boolean) => void,
    /** Before the names of its parts, where a page has several. */
    prefix = "",
  ) {
    this.label = h("span", { class: "activity-label", role: "status", testid: `${prefix}activity` });
    this.bar = h("progress", { max: "1", "aria-label": "Progress", testid: `${prefix}progress` });
    this.element = h(
      "div",
      { class: "activity", hidden: true, testid: `${prefix}busy` },
      this.label,
      this.bar,
      h("button", { type: "button", testid: `${prefix}cancel`, onclick: () => this.cancel() }, "Cancel"),
    );
  }

  cancel(): void {
    this.stop?.abort();
  }

  async during<T>(
    label: string,
    work: (options: { signal: AbortSignal; onProgress: (fraction: number) => void }) => Promise<T>,
  ): Promise<T> {
    this.cancel();
    const stop = new AbortController();
    this.stop = stop;
    this.label.textContent = label;
    this.bar.removeAttribute("value");
    this.element.hidden = false;
    this.onChange(true);
    try {
      return await work({
        signal: stop.signal,
        onProgress: (fraction) => {
          if (this.stop === stop) this.bar.value = fraction;
        },
      });
    } finally {
      if (this.stop === stop) {
        this.stop = undefined;
        this.element.hidden = true;
        this.label.textContent = "";
        this.onChange(false);
      }
    }
  }
}
