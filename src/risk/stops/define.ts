import type { ParameterShape, ValuesOf } from "../../contracts/parameters.js";
import type { Handle } from "../../kernel/node.js";
import type { KernelSettings } from "../sizers/define.js";

/** Columns that a stop follows: bar i is tested with the value of bar i-1. */
export interface StopColumns {
  readonly kind: "sar" | "chandelier" | "band";
  readonly long: Handle;
  readonly short: Handle;
}

/**
 * A protective exit that is attached to every trade. Declared here, executed in the kernel (assembly/simulation/levels.ts): its level is
 * set when the trade opens, from `stopAnchor`, and tested against every bar; of several the nearest counts.
 */
export interface Stop<Shape extends ParameterShape = ParameterShape> {
  readonly name: string;
  /** Where the level is. */
  readonly description: string;
  readonly parameters: Shape;
  /** It reads the ATR of the decision bar; without a valid one there is no trade. */
  readonly needsAtr: boolean;
  /** It reads the ATR of the decision bar, and does without where that is not valid. */
  readonly usesAtr?: boolean;
  settings(values: ValuesOf<Shape>): KernelSettings;
  columns?(values: ValuesOf<Shape>): StopColumns;
}

export function defineStop<const Shape extends ParameterShape>(stop: Stop<Shape>): Stop<Shape> {
  return stop;
}
