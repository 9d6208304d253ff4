import type { ParameterShape, ValuesOf } from "../contracts/parameters.js";
import { type Handle, type Operation, operate } from "../kernel/node.js";

/** Columns that are given beside the bars': the flow of trades, the levels of an order book (1 the best), the open interest. */
export type RecordedName =
  | "buyVolume"
  | "sellVolume"
  | "buyTrades"
  | "sellTrades"
  | "openInterest"
  | `${"bid" | "ask"}${"Price" | "Size"}${number}`;

const BAR_NAMES = ["timestamp", "open", "high", "low", "close", "volume"] as const;

/** Columns that an indicator can read, in the order in which it takes them. */
export type InputName = (typeof BAR_NAMES)[number] | "series" | "other" | RecordedName;

/** It is a column beside the bars' with a name of its own. */
export function isRecorded(input: InputName): input is RecordedName {
  return input !== "series" && input !== "other" && !BAR_NAMES.includes(input as never);
}

/** The columns beside the bars' that an indicator reads, if any. */
export function recordedInputs({ inputs }: Pick<Indicator, "inputs">): RecordedName[] {
  return inputs.filter(isRecorded);
}

/**
 * One indicator, declared once: strategies' graphs, the command line and the page all read this.
 */
export interface Indicator<Shape extends ParameterShape = ParameterShape> {
  /** Kebab-case, as in the literature. */
  readonly name: string;
  readonly title: string;
  /** Formula and who published it. */
  readonly source: string;
  /** "series" is any column, close where nothing else is said; "other" a second one, which has to be given. */
  readonly inputs: readonly InputName[];
  /** How many of the inputs are read with these values, from the first on; all where nothing is said. */
  inputsRead?(values: ValuesOf<Shape>): number;
  readonly outputs: readonly string[];
  /** Where it is drawn, in quote currency on the price or in a panel of its own (the default); of any column this holds for those of prices. */
  readonly panel?: "price" | "own";
  /** Outputs in other units than those drawn on the price. */
  readonly unpriced?: readonly string[];
  readonly parameters: Shape;
  /** Index of the first value of an output, given that the inputs are valid from bar 0. */
  warmUp(values: ValuesOf<Shape>, output: string): number;
  /** By its definition there can be bars without a value after the warm-up: a session that has no other before it, a level that is not known yet. */
  readonly sparse?: boolean;
  /** The outputs' handles. */
  build(inputs: readonly Handle[], values: ValuesOf<Shape>): Handle[];
}

type Definition<Shape extends ParameterShape> = Omit<Indicator<Shape>, "build"> & {
  /** The kernel's operation and its numbers for these values. */
  operation(values: ValuesOf<Shape>): Pick<Operation, "op" | "n" | "mode" | "p" | "q">;
};

/** An indicator that is put together from others. */
export function composeIndicator<const Shape extends ParameterShape>(indicator: Indicator<Shape>): Indicator<Shape> {
  return indicator;
}

export function defineIndicator<const Shape extends ParameterShape>({
  operation,
  ...declared
}: Definition<Shape>): Indicator<Shape> {
  const { name } = declared;
  const outputs = declared.outputs.length;
  return {
    ...declared,
    build(inputs, values) {
      // a sweep builds them with every run: objects of one shape
      const { op, n, mode, p, q } = operation(values);
      return operate({ name, op, kind: "series", inputs, outputs, n, mode, p, q });
    },
  };
}
