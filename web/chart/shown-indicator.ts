import { indicatorNamed, type ParameterValues } from "../../src/index.js";
import { format, type NamedIndicator } from "../../src/runtime/browser/index.js";

/** On the price, or in a pane under it. */
export type Place = "price" | "own";

/** An indicator that the chart shows. */
export interface ShownIndicator {
  readonly id: number;
  /** With every parameter's value. */
  readonly request: NamedIndicator & { readonly params: ParameterValues };
  readonly place: Place;
  /** Index of its first output's colour; the others have those after it. */
  readonly colour: number;
}

/** Colours that there are, `--plot1` and so on. */
export const PLOT_COLOURS = 8;

/** The style's class for the colour of an output. */
export const colourClass = ({ colour }: ShownIndicator, output: number): string =>
  `plot${1 + ((colour + output) % PLOT_COLOURS)}`;

/** Where it is drawn if nobody says otherwise. */
export function usualPlace(request: NamedIndicator): Place {
  return isPriced(request) ? "price" : "own";
}

/** Whether an output is in the price's units. */
export function isPriced({ name, series }: Pick<NamedIndicator, "name" | "series">, output?: string): boolean {
  const { panel, unpriced = [], inputs } = indicatorNamed(name);
  const ofVolume = inputs.includes("series") && series === "volume";
  return panel === "price" && !ofVolume && !(output !== undefined && unpriced.includes(output));
}

/** Short, for legends: `SMA 50`, `MACD 12, 26, 9 of volume`. */
export function shortName({ request: { name, params, series, other } }: Pick<ShownIndicator, "request">): string {
  const { inputs } = indicatorNamed(name);
  const values = Object.values(params).map((value) =>
    typeof value === "string" ? format.words(value) : String(value),
  );
  const title = `${format.capitalised(format.words(name))} ${values.join(", ")}`.trim();
  const of = inputs.includes("series") && series !== undefined && series !== "close" ? ` of ${series}` : "";
  return inputs.includes("other") ? `${title}${of} against ${other}` : `${title}${of}`;
}
