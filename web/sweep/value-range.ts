import { allowed, type ParameterValue, parseValues, VaranusError, type Variable } from "../../src/index.js";
import { format } from "../../src/runtime/browser/index.js";
import { fill, freshId, h } from "../dom.js";
import { labelOf, prose } from "../form/words.js";

/** Values that a range has at first, about. */
const VALUES = 10;

/** One parameter to vary, and its values as the command line takes them. */
export class ValueRange {
  readonly element: HTMLElement;
  private readonly select: HTMLSelectElement;
  private readonly input: HTMLInputElement;
  private readonly about = h("p", { class: "hint" });
  private readonly message = h("p", { class: "field-message", "aria-live": "polite" });

  constructor(
    private variables: readonly Variable[],
    name: string,
    on: { change: () => void; remove: (range: ValueRange) => void },
  ) {
    const [nameId, valuesId] = [freshId(), freshId()];
    this.select = h("select", {
      id: nameId,
      testid: "sweep-name",
      onchange: () => {
        this.standard();
        on.change();
      },
    });
    this.input = h("input", {
      type: "text",
      id: valuesId,
      testid: "sweep-values",
      spellcheck: "false",
      oninput: () => on.change(),
    });
    this.element = h(
      "div",
      { class: "value-range", testid: "value-range" },
      h("div", { class: "field" }, h("label", { for: nameId }, "Parameter"), this.select, this.about),
      h("div", { class: "field values" }, h("label", { for: valuesId }, "Values"), this.input, this.message),
      h(
        "button",
        { type: "button", class: "quiet", "aria-label": "Leave this parameter out", onclick: () => on.remove(this) },
        "✕",
      ),
    );
    this.list(name);
    this.standard();
  }

  get name(): string {
    return this.select.value;
  }

  /** The form has changed: what can be varied is another list, in which the name stays if it is there. */
  offer(variables: readonly Variable[], instead: string): void {
    const { name } = this;
    this.variables = variables;
    const stays = variables.some((each) => each.name === name);
    this.list(stays ? name : instead);
    if (!stays) this.standard();
  }

  /** The values, or nothing: then what is wrong stands beside them. */
  read(): ParameterValue[] | undefined {
    const { name } = this;
    const variable = this.variables.find((each) => each.name === name);
    if (variable === undefined) return undefined;
    try {
      const values = parseValues(this.input.value.trim(), "");
      const wrong = values.find((value) => !variable.allows(value));
      this.tell(wrong === undefined ? "" : `${wrong} is not allowed: it has to be ${allowed(variable.spec)}.`);
      return wrong === undefined ? values : undefined;
    } catch (error) {
      if (!(error instanceof VaranusError)) throw error;
      this.tell(`${format.capitalised(error.message)}: ${error.hint}.`);
      return undefined;
    }
  }

  tell(message: string): void {
    this.message.textContent = message;
    this.element.classList.toggle("wrong", message !== "");
  }

  focus(): void {
    this.input.focus();
  }

  private list(name: string): void {
    const groups = new Map<string, Variable[]>();
    for (const variable of this.variables) {
      const group = groupOf(variable);
      groups.set(group, [...(groups.get(group) ?? []), variable]);
    }
    const options = [...groups].map(([label, list]) =>
      h(
        "optgroup",
        { label },
        list.map((each) => h("option", { value: each.name }, labelOf(each.name.slice(each.name.lastIndexOf(".") + 1)))),
      ),
    );
    fill(this.select, options);
    this.select.value = name;
    this.describe();
  }

  /** The values where one would look first. */
  private standard(): void {
    const variable = this.variables.find((each) => each.name === this.name);
    this.input.value = variable ? standardValues(variable) : "";
    this.describe();
    this.tell("");
  }

  private describe(): void {
    const variable = this.variables.find((each) => each.name === this.name);
    this.about.textContent = variable ? prose(variable.spec.description) : "";
  }
}

/** Under what heading a parameter stands. */
function groupOf({ name, kind }: Variable): string {
  if (kind === "strategy") return "Strategy";
  if (kind === "setting") return "Costs and limits";
  const [owner, stop = ""] = name.split(".");
  return { sizer: "Position size", slippage: "Slippage", stops: `Stop: ${labelOf(stop)}` }[owner ?? ""] ?? "Others";
}

/** The search space in a few round steps; every value of a choice. */
export function standardValues({ spec }: Variable): string {
  if (spec.kind === "boolean") return "true,false";
  if (spec.kind === "choice") return spec.choices.join(",");
  const [low, high] = spec.search;
  const size = (high - low) / VALUES;
  // determinism-ok: a suggestion on the page, which the user sees and may change
  const power = 10 ** Math.floor(Math.log10(size));
  const round = ([1, 2, 5, 10].find((each) => each * power >= size) ?? 10) * power;
  const step = spec.kind === "int" ? Math.max(1, Math.round(round)) : Number(round.toPrecision(6));
  return `${low}..${high}:${step}`;
}
