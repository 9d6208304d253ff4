import type { ParameterShape, ValuesOf } from "../../contracts/parameters.js";
import type { KernelSettings } from "../sizers/define.js";

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
  settings(values: ValuesOf<Shape>): KernelSettings;
}

export function defineStop<const Shape extends ParameterShape>(stop: Stop<Shape>): Stop<Shape> {
  return stop;
}
