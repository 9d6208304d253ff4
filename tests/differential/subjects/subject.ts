import fc from "fast-check";
import type { Bars } from "../../../src/contracts/bars.js";

export type Prices = Pick<Bars, "timestamp" | "open" | "high" | "low" | "close" | "volume"> & {
  /** Beside the bars', by name. */
  columns: Readonly<Record<string, Float64Array>>;
};
export type Parameters = Record<string, number | string | boolean>;

/** An indicator as the differential test knows it. */
export interface Subject {
  parameters: fc.Arbitrary<Parameters>;
  /** Its slow, obvious form; of indicators with a second column `other` is the open. */
  expected(prices: Prices, parameters: Parameters): Record<string, ArrayLike<number>>;
  /** The values are multiplied by c^power where the prices are by c. */
  power: number;
  /** The power of an output where it is not that of all; none: what the values become is not said. */
  powerOf?: Record<string, number | "none">;
  /** Bars that a value rests on; of a recursion all so far. */
  window?(parameters: Parameters): number;
  /** A value may be none after the warm-up too, exactly where the slow form has none. */
  gaps?: boolean;
  /** What 1e-9 is relative to, a value a bar, where it is not the largest price to that power, or 100. */
  size?(prices: Prices, parameters: Parameters, output: string): ArrayLike<number>;
  /** Values that are -1, 0 or 1 or places: equal, not close. Where the slow form is NaN nothing is compared. */
  exact?: readonly string[];
}

export const period = fc
  .oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 60 }))
  .map((n) => ({ period: n }));
export const of = ({ period }: Parameters) => period as number;
export const number = (parameters: Parameters, name: string) => parameters[name] as number;
