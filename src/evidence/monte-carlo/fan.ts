import type { Fan, Quantiles } from "../../contracts/monte-carlo.js";
import { quantilesOf } from "./quantiles.js";

/** Paths that a fan rests on, at most: its columns are in memory at once. */
export const FAN_PATHS = 2_000;
const FAN_POINTS = 200;

/** Steps at which a fan has its points, rising; the last is n. */
export function fanMarks(n: number): Float64Array {
  const points = Math.min(n, FAN_POINTS);
  return Float64Array.from({ length: points }, (_, k) => Math.floor(((k + 1) * n) / points));
}

/** @param values equity at the marks, quote currency: row-major (nPaths, nMarks) */
export function fanOf(values: Float64Array, marks: Float64Array, start: number): Fan {
  const points = marks.length;
  const paths = values.length / points;
  const column = () => new Float64Array(points + 1).fill(start);
  const step = column();
  const quantiles = { p5: column(), p25: column(), median: column(), p75: column(), p95: column() };
  step[0] = 0;
  const at = new Float64Array(paths);
  for (let m = 0; m < points; m++) {
    for (let k = 0; k < paths; k++) at[k] = values[k * points + m] as number;
    step[m + 1] = marks[m] as number;
    for (const [name, value] of Object.entries(quantilesOf(at))) quantiles[name as keyof Quantiles][m + 1] = value;
  }
  return { step, ...quantiles, paths };
}
