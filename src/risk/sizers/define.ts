import type { SIMULATION } from "../../../dist/layout.js";
import type { ParameterShape, ValuesOf } from "../../contracts/parameters.js";
import type { Handle } from "../../kernel/node.js";

/** Settings of the kernel's simulation that a sizer or a stop writes. */
export type KernelSettings = { [Field in keyof (typeof SIMULATION)["fields"]]?: number | boolean };

/**
 * How large an entry is. Declared here, executed in the kernel (assembly/simulation/size.ts), once per opening leg, after the
 * closing leg of a reversal; the result is held to initial margin and rounded down to a lot.
 */
export interface Sizer<Shape extends ParameterShape = ParameterShape> {
  readonly name: string;
  /** Formula, in units of the base asset. */
  readonly description: string;
  readonly parameters: Shape;
  /** It reads the ATR of the decision bar; without a valid one there is no trade. */
  readonly needsAtr: boolean;
  settings(values: ValuesOf<Shape>): KernelSettings;
  /** It reads a column of its own at the decision bar: the one below, or one that comes with the signals. */
  readonly readsInput: boolean;
  /** A column of its own, read at the decision bar; `periodsPerYear` of the bars. */
  column?(values: ValuesOf<Shape>, periodsPerYear: number): Handle;
}

export function defineSizer<const Shape extends ParameterShape>(sizer: Sizer<Shape>): Sizer<Shape> {
  return sizer;
}
