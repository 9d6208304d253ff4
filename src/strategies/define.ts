import type { ParameterShape, ValuesOf } from "../contracts/parameters.js";
import type { Context, Flags, Operand, Series } from "./context.js";
import type { Turn } from "./turn.js";

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

/** What every strategy says of itself. */
export interface Description<Shape extends ParameterShape = ParameterShape> {
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
}

/**
 * A vectorised strategy: parameters declared once, and a pure function from them to columns of signals. It holds no position: the kernel
 * owns that, so a strategy can never believe in a trade which a stop has closed. `signals` is called once per run.
 */
export interface Strategy<Shape extends ParameterShape = ParameterShape> extends Description<Shape> {
  signals(ctx: Context, values: ValuesOf<Shape>): Signals;
}

/** Columns that `onBar` reads by name, and what sizers, stops and charts take from a strategy. */
export interface EventColumns<Name extends string = string> {
  readonly columns?: Readonly<Record<Name, Series | Flags>>;
  readonly atr?: Series;
  readonly confidence?: Series;
  readonly plots?: Signals["plots"];
  readonly oscillators?: Signals["oscillators"];
}

/**
 * An event-driven strategy: the kernel calls `onBar` at every close. It sees that bar, its columns, the account and its working orders, and
 * may raise signals and place orders of every kind.
 */
export interface EventStrategy<
  Shape extends ParameterShape = ParameterShape,
  Name extends string = string,
  State = unknown,
> extends Description<Shape> {
  /**
   * Stands for the source of its functions in the hash of a run, where that is not the same text in every host, as in a bundle. Whoever
   * changes what the strategy does changes it.
   */
  readonly revision?: string;
  /** Called once per run. */
  prepare?(ctx: Context, values: ValuesOf<Shape>): EventColumns<Name>;
  /**
   * What the strategy remembers from bar to bar; plain data, so that a run can be kept and gone on with. Whatever it remembers elsewhere is
   * lost then.
   */
  begin?(values: ValuesOf<Shape>): State;
  onBar(turn: Turn<Name>, values: ValuesOf<Shape>, state: State): void;
}

export type AnyStrategy = Strategy | EventStrategy;

export function isEventDriven(strategy: AnyStrategy): strategy is EventStrategy {
  return "onBar" in strategy;
}

export function defineStrategy<const Shape extends ParameterShape>(strategy: Strategy<Shape>): Strategy<Shape>;
export function defineStrategy<const Shape extends ParameterShape, Name extends string, State>(
  strategy: EventStrategy<Shape, Name, State>,
): EventStrategy<Shape, Name, State>;
export function defineStrategy(strategy: unknown): unknown {
  return strategy;
}
