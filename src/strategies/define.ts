import type { ParameterShape, ValuesOf } from "../contracts/parameters.js";
import type { Context, Flags, Operand, Series } from "./context.js";

/** The columns that a strategy gives, one flag a bar; an absent one is never true. */
export interface Signals {
  longEntry?: Flags;
  longExit?: Flags;
  shortEntry?: Flags;
  shortExit?: Flags;
  /** Average true range for sizers and stops that ask for it. */
  atr?: Series;
  /** How sure an entry is, 0 to 1, for the sizer ml-confidence. */
  confidence?: Series;
  /** Columns to draw on the price, by name; a number is a level. They are computed when somebody wants to see them. */
  plots?: Readonly<Record<string, Operand>>;
  /** The same for what is not in price units: drawn below the price. */
  oscillators?: Readonly<Record<string, Operand>>;
}

/**
 * A strategy: parameters declared once, and a pure function from them to columns of signals. It holds no position: the kernel
 * owns that, so a strategy can never believe in a trade which a stop has closed. `signals` is called once per run.
 */
export interface Strategy<Shape extends ParameterShape = ParameterShape> {
  /** Kebab-case. */
  readonly name: string;
  readonly title: string;
  /** The rule in one or two sentences, for the help and the page. */
  readonly description: string;
  /** Where it comes from. */
  readonly source: string;
  readonly parameters: Shape;
  /** A rule between parameters that does not hold, in words, or nothing. */
  check?(values: ValuesOf<Shape>): string | undefined;
  signals(ctx: Context, values: ValuesOf<Shape>): Signals;
}

export function defineStrategy<const Shape extends ParameterShape>(strategy: Strategy<Shape>): Strategy<Shape> {
  return strategy;
}
