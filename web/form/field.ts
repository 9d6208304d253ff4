import { freshId, h } from "../dom.js";
import { prose } from "./words.js";

export type FieldValue = number | string | boolean;

/** One value that a user can set, as a schema declares it. */
export interface FieldSpec {
  /** Where errors name it, e.g. `strategy.params.fast`. */
  path: string;
  label: string;
  description: string;
  kind: "int" | "float" | "boolean" | "choice" | "text" | "lines";
  /** Undefined: empty, and left out of the configuration. */
  default: FieldValue | undefined;
  choices?: readonly string[];
  /** What is wrong with a value, in words, or nothing. */
  check(value: FieldValue): string | undefined;
}

type Input = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** A field of a form: label, input, description, and the message when its value is refused. */
export class Field {
  readonly element: HTMLElement;
  private readonly input: Input;
  private readonly message: HTMLElement;
  private readonly resetButton: HTMLButtonElement;
  private standard: FieldValue | undefined;
  /** The message came from outside; it goes with the next change. */
  private refused = false;

  constructor(
    readonly spec: FieldSpec,
    /** Called after every change by the user. */
    private readonly onChange: () => void,
    testid = spec.path,
  ) {
    this.standard = spec.default;
    const id = freshId();
    const [hintId, messageId] = [`${id}-hint`, `${id}-message`];
    this.input = inputOf(spec, { id, testid, "aria-describedby": `${hintId} ${messageId}` });
    this.message = h("p", {
      class: "field-message",
      id: messageId,
      testid: `${testid}-message`,
      "aria-live": "polite",
    });
    this.resetButton = h(
      "button",
      {
        type: "button",
        class: "reset",
        title: "Back to the default",
        "aria-label": `${spec.label}: back to the default`,
        hidden: true,
        onclick: () => {
          this.set(this.standard);
          this.input.focus();
          onChange();
        },
      },
      "↺",
    );
    this.element = h(
      "div",
      { class: `field ${spec.kind}` },
      h("label", { for: id }, spec.label),
      h("span", { class: "control" }, this.input, this.resetButton),
      h("p", { class: "hint", id: hintId }, prose(spec.description)),
      this.message,
    );
    this.input.addEventListener("input", () => {
      this.refused = false;
      this.validate(spec.kind === "text" || spec.kind === "lines");
      onChange();
    });
    this.input.addEventListener("change", () => this.validate());
    this.set(this.standard);
  }

  /** Undefined for an empty field without a default; a text where a number is needed stays a text. */
  get value(): FieldValue | undefined {
    const { input, spec } = this;
    if (spec.kind === "boolean") return (input as HTMLInputElement).checked;
    const text = input.value.trim();
    if (spec.kind === "choice") return text === "" ? undefined : text;
    if (text === "") return spec.default === undefined ? undefined : "";
    if (spec.kind === "text" || spec.kind === "lines") return text;
    const number = Number(text);
    return Number.isNaN(number) ? text : number;
  }

  set(value: FieldValue | undefined): void {
    if (this.spec.kind === "boolean") (this.input as HTMLInputElement).checked = value === true;
    else this.input.value = value === undefined ? "" : String(value);
    this.refused = false;
    this.validate();
  }

  /** Sets the value as if the user had. */
  enter(value: FieldValue): void {
    this.set(value);
    this.onChange();
  }

  get changed(): boolean {
    return this.value !== this.standard;
  }

  /** The default is another one now (by the profile); a value that the user has not changed follows it. */
  setDefault(value: FieldValue | undefined): void {
    const follow = !this.changed;
    this.standard = value;
    if (follow) this.set(value);
    else this.validate();
  }

  /** What an empty field stands for, shown in it. */
  suggest(text: string): void {
    if (this.input instanceof HTMLInputElement) this.input.placeholder = text;
  }

  /** Shows what is wrong with the value (of a text that is being typed, only that nothing is any more); whether nothing is. */
  validate(typing = false): boolean {
    const { value } = this;
    const problem = value === undefined ? undefined : this.spec.check(value);
    if (!this.refused && !(typing && problem !== undefined && this.message.textContent === "")) this.tell(problem);
    this.resetButton.hidden = !this.changed;
    this.element.classList.toggle("changed", this.changed);
    return problem === undefined;
  }

  /** Shows a message that the field's own check does not know, until the value changes. */
  refuse(message: string): void {
    this.tell(message);
    this.refused = true;
  }

  focus(): void {
    this.element.closest("details")?.setAttribute("open", "");
    this.input.focus();
  }

  private tell(problem: string | undefined): void {
    this.message.textContent = problem ?? "";
    this.element.classList.toggle("wrong", problem !== undefined);
    if (problem === undefined) this.input.removeAttribute("aria-invalid");
    else this.input.setAttribute("aria-invalid", "true");
  }
}

function inputOf(spec: FieldSpec, attributes: Record<string, string>): Input {
  switch (spec.kind) {
    case "boolean":
      return h("input", { type: "checkbox", ...attributes });
    case "choice":
      return h(
        "select",
        attributes,
        spec.default === undefined && h("option", { value: "" }, "detected"),
        (spec.choices ?? []).map((choice) => h("option", { value: choice }, choice)),
      );
    case "text":
      return h("input", { type: "text", autocomplete: "off", spellcheck: "false", ...attributes });
    case "lines":
      return h("textarea", { rows: 3, autocomplete: "off", spellcheck: "false", ...attributes });
    default:
      return h("input", {
        type: "text",
        inputmode: spec.kind === "int" ? "numeric" : "decimal",
        autocomplete: "off",
        ...attributes,
      });
  }
}
