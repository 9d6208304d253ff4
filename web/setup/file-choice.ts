import { format } from "../../src/runtime/browser/index.js";
import { fill, h } from "../dom.js";

/** What the page says of a kind of file. */
export interface FileWords {
  /** Names its elements for tests, and the place for what is dropped on it. */
  readonly kind: "funding" | "finer";
  readonly title: string;
  readonly invitation: string;
  readonly form: string;
  readonly label: string;
}

/** A file beside that of the bars: chosen or dropped, read by somebody else, judged right or wrong, removed. */
export class FileChoice<Source extends { readonly file: File }> {
  readonly element: HTMLElement;
  private readonly found = h("div", {});
  private readonly message = h("p", { class: "field-message", "aria-live": "polite" });
  private readonly status: HTMLElement;
  private readonly body = h("div", {});
  private readonly input: HTMLInputElement;
  private file: File | undefined;
  private taken: Source | undefined;
  /** The file was read, and is right for the bars that are there. */
  private good = false;

  constructor(
    private readonly words: FileWords,
    private readonly on: {
      /** With what else is told of the file. */
      source(file: File): Source;
      /** Asked to read a file; the answer comes by `show` or `refuse`. */
      take(source: Source): Promise<void>;
      /** What was told of the file before does not hold any more. */
      forget(): void;
      change(): void;
    },
    /** Fields that belong to a file. */
    private readonly further: readonly HTMLElement[] = [],
  ) {
    const { kind, label } = words;
    this.status = h("div", { testid: `${kind}-status` }, this.found, this.message);
    this.input = h("input", {
      type: "file",
      class: "visually-hidden",
      testid: `${kind}-input`,
      "aria-label": label,
      onchange: () => {
        const file = this.input.files?.[0];
        this.input.value = "";
        if (file) this.takeFile(file);
      },
    });
    this.element = h("div", { class: "beside", "data-drop": kind }, this.body);
    this.draw();
  }

  /** What a run is to be made with. */
  get source(): Source | undefined {
    return this.taken;
  }

  takeFile(file: File): void {
    if (file !== this.file) this.on.forget();
    this.file = file;
    void this.takeAgain();
  }

  /** Reads the file again: with something else told of it, or held against other bars. */
  async takeAgain(): Promise<void> {
    if (this.file === undefined) return;
    this.taken = this.on.source(this.file);
    this.good = false;
    fill(this.found);
    this.complain("");
    this.draw();
    this.on.change();
    await this.on.take(this.taken);
  }

  /** `notes`: what was assumed on the way. */
  show(source: Source, lines: readonly string[], notes: readonly string[] = []): void {
    if (source !== this.taken) return;
    this.good = true;
    fill(
      this.found,
      lines.map((line) => h("p", { class: "hint" }, line)),
      notes.length > 0 &&
        h(
          "details",
          { class: "notes" },
          h("summary", {}, format.counted(notes.length, "assumption")),
          h(
            "ul",
            {},
            notes.map((note) => h("li", {}, format.capitalised(note))),
          ),
        ),
    );
  }

  /** Says what is wrong with the file, beside it. */
  refuse(source: Source, problem: string): void {
    if (source === this.taken) this.complain(problem);
  }

  /** Says what keeps a run from being made, until something is changed. */
  complain(problem: string): void {
    this.message.textContent = problem;
    this.input.toggleAttribute("aria-invalid", problem !== "");
  }

  /** Whether a run can be made; if not, the file shows itself. `needed`: what is said where there is none. */
  validate(needed = ""): boolean {
    const missing = this.file === undefined && needed !== "";
    if (missing) this.complain(needed);
    else if (this.file === undefined || this.good) this.complain("");
    if (!missing && (this.file === undefined || this.good)) return true;
    this.focus();
    return false;
  }

  focus(): void {
    this.element.closest("details")?.setAttribute("open", "");
    this.element.querySelector<HTMLElement>("input, button")?.focus({ preventScroll: true });
    this.element.scrollIntoView({ block: "nearest" });
  }

  private remove(): void {
    this.file = undefined;
    this.taken = undefined;
    this.on.forget();
    fill(this.found);
    this.complain("");
    this.draw();
    this.on.change();
    this.input.focus();
  }

  private draw(): void {
    const { file, words } = this;
    if (file === undefined) {
      fill(
        this.body,
        h("label", { class: "drop small" }, this.input, h("strong", {}, words.invitation), h("small", {}, words.form)),
        this.status,
      );
      return;
    }
    fill(
      this.body,
      h(
        "div",
        { class: "data-title" },
        h("span", {}, `${words.title}: `, h("strong", { testid: `${words.kind}-name` }, file.name)),
        h(
          "button",
          {
            type: "button",
            class: "quiet",
            testid: `${words.kind}-remove`,
            "aria-label": `Remove: ${words.title}`,
            onclick: () => this.remove(),
          },
          "Remove",
        ),
      ),
      this.status,
      this.further.length > 0 && h("div", { class: "fields" }, this.further),
    );
  }
}
