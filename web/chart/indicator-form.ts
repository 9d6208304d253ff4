import {
  INDICATOR_FAMILIES,
  INDICATOR_SERIES,
  indicatorNamed,
  indicatorParams,
  type ParameterValues,
  recordedInputs,
  VaranusError,
} from "../../src/index.js";
import type { NamedIndicator } from "../../src/runtime/browser/index.js";
import { fill, freshId, h } from "../dom.js";
import { Field } from "../form/field.js";
import { parameterFields, parameterValues, takeParameters } from "../form/parameters.js";
import { labelOf, prose } from "../form/words.js";
import { type Place, type ShownIndicator, usualPlace } from "./shown-indicator.js";

const PLACES = { price: "on the price", own: "under it" } as const satisfies Record<Place, string>;
/** The second column of those that compare two, if nobody says another. */
const USUAL_OTHER = "volume";

/** The page has bars alone: nothing of a book or of single trades. */
const OF_BARS = Object.entries(INDICATOR_FAMILIES)
  .map(([family, list]) => [family, list.filter((indicator) => recordedInputs(indicator).length === 0)] as const)
  .filter(([, list]) => list.length > 0);

/** What can be shown: an indicator with its columns, its parameters and its place. */
export type Wish = Pick<ShownIndicator, "request" | "place">;

/** The form of one indicator. */
export class IndicatorForm {
  readonly element: HTMLElement;
  private readonly select: HTMLSelectElement;
  private readonly about = h("p", { class: "about", testid: "indicator-about" });
  private readonly form = h("div", { class: "fields three" });
  private parameters: Field[] = [];
  /** Those that the indicator does not have are not shown. */
  private readonly series = columnField("series", "Column", "what it is computed of", "close", () => this.follow());
  private readonly other = columnField("other", "Against", "the second column", USUAL_OTHER, () => {});
  private readonly place = choiceField("place", "Drawn", "", Object.values(PLACES), PLACES.price, () => {});

  constructor() {
    const id = freshId();
    this.select = h(
      "select",
      { id, testid: "indicator", onchange: () => this.choose() },
      OF_BARS.map(([family, list]) =>
        h(
          "optgroup",
          { label: labelOf(family) },
          list.map(({ name, title }) => h("option", { value: name }, title)),
        ),
      ),
    );
    this.element = h("div", {}, h("label", { for: id }, "Indicator"), this.select, this.about, this.form);
    this.choose();
  }

  /** What the form says; nothing if a field is wrong, which says so itself. */
  read(): Wish | undefined {
    const wrong = this.fields.filter((field) => !field.validate());
    if (wrong.length > 0) {
      wrong[0]?.focus();
      return undefined;
    }
    try {
      const params = indicatorParams(this.select.value, parameterValues(this.parameters));
      const place = this.place.value === PLACES.price ? "price" : "own";
      return { request: { ...this.columns, name: this.select.value, params }, place };
    } catch (error) {
      const field = error instanceof VaranusError && this.parameters.find(({ spec }) => spec.path === error.path);
      if (!field) throw error;
      field.refuse(error.message);
      field.focus();
      return undefined;
    }
  }

  take({ request: { name, params, series, other }, place }: Wish): void {
    this.select.value = name;
    this.choose();
    takeParameters(this.parameters, params as ParameterValues);
    if (series !== undefined) this.series.set(series);
    if (other !== undefined) this.other.set(other);
    this.follow();
    this.place.set(PLACES[place]);
  }

  focus(): void {
    this.select.focus();
  }

  private get fields(): Field[] {
    const { inputs } = indicatorNamed(this.select.value);
    const columns = [
      ...(inputs.includes("series") ? [this.series] : []),
      ...(inputs.includes("other") ? [this.other] : []),
    ];
    return [...this.parameters, ...columns, this.place];
  }

  private get columns(): Pick<NamedIndicator, "series" | "other"> {
    const { inputs } = indicatorNamed(this.select.value);
    return {
      ...(inputs.includes("series") && { series: this.series.value as (typeof INDICATOR_SERIES)[number] }),
      ...(inputs.includes("other") && { other: this.other.value as (typeof INDICATOR_SERIES)[number] }),
    };
  }

  private choose(): void {
    const { name, source, parameters } = indicatorNamed(this.select.value);
    this.parameters = parameterFields(parameters, "indicator", () => {});
    this.series.set("close");
    this.other.set(USUAL_OTHER);
    this.place.setDefault(PLACES[usualPlace({ name })]);
    this.place.set(PLACES[usualPlace({ name })]);
    fill(this.about, prose(source));
    fill(
      this.form,
      this.fields.map(({ element }) => element),
    );
  }

  /** An average of volumes does not belong on the price. */
  private follow(): void {
    this.place.setDefault(PLACES[usualPlace({ name: this.select.value, ...this.columns })]);
  }
}

function columnField(key: string, label: string, description: string, usual: string, onChange: () => void): Field {
  return choiceField(key, label, description, INDICATOR_SERIES, usual, onChange);
}

function choiceField(
  key: string,
  label: string,
  description: string,
  choices: readonly string[],
  usual: string,
  onChange: () => void,
): Field {
  const check = () => undefined;
  const spec = {
    path: `indicator.${key}`,
    label,
    description,
    kind: "choice",
    choices,
    default: usual,
    check,
  } as const;
  return new Field(spec, onChange);
}
