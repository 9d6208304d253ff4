import type { ParameterShape, ValuesOf } from "../../contracts/parameters.js";
import type { KernelSettings } from "../sizers/define.js";

/**
 * How far market and stop fills slip. Declared here, executed in the kernel (assembly/simulation/slippage.ts), once per fill.
 */
export interface Slippage<Shape extends ParameterShape = ParameterShape> {
  readonly name: string;
  /** Formula, as a fraction of the price. */
  readonly description: string;
  readonly parameters: Shape;
  /** It reads the ATR; without a valid one its base alone counts. */
  readonly usesAtr: boolean;
  settings(values: ValuesOf<Shape>): KernelSettings;
}

export function defineSlippage<const Shape extends ParameterShape>(slippage: Slippage<Shape>): Slippage<Shape> {
  return slippage;
}
