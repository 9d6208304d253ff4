import type { Bars, ParameterValues } from "../../../src/index.js";

/**
 * An indicator as one would write it in plain JavaScript with typed arrays: loops over columns, sums that slide, nothing clever. Outputs (nBars) by the
 * catalogue's names, NaN where there is no value; `other` of indicators with a second column is the open.
 */
export type PlainForm = (bars: Bars, params: ParameterValues) => Record<string, Float64Array>;

export const number = (params: ParameterValues, name: string): number => params[name] as number;

export function empty(bars: Bars): Float64Array {
  return new Float64Array(bars.length).fill(Number.NaN);
}
