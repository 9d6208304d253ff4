import { VaranusError } from "../contracts/errors.js";
import type { ParameterValue } from "../contracts/parameters.js";
import type { ParameterColumn } from "../studies/grid.js";
import type { SweepColumns, SweepMetric } from "../studies/sweep.js";
import { count, fixed, money, percent } from "./format.js";

/** Cells of a map at most: more can be neither seen nor drawn in time. */
export const MOST_CELLS = 2_500;

/** The parameter along one side of a map. */
export interface MapAxis {
  readonly name: string;
  /** Its values, numbers rising, others as they first come; each stands for itself and those before the next one. */
  readonly values: readonly ParameterValue[];
  /** Values of the parameter that one of these stands for, at most. */
  readonly binned: number;
}

/** One cell that has a combination with a value. */
export interface MapCell {
  /** Indices into the axes' values; y is 0 where there is one axis. */
  readonly x: number;
  readonly y: number;
  /** The combination shown: the best of all where it lies in the cell, else the one with the median value. */
  readonly combination: number;
  /** Its values along the axes. */
  readonly at: readonly (readonly [name: string, value: ParameterValue])[];
  /** Of the metric. */
  readonly value: number;
}

/** A sweep along two of its parameters, or one. */
export interface SweepMap {
  readonly metric: SweepMetric;
  readonly x: MapAxis;
  readonly y: MapAxis | undefined;
  /** The parameters beside the axes, at the values of the best combination. */
  readonly fixed: readonly (readonly [name: string, value: ParameterValue])[];
  readonly cells: readonly MapCell[];
  /** The best combination of the whole sweep; undefined where none has a value. */
  readonly best: number | undefined;
  /** Combinations that belong to a cell at most. */
  readonly perCell: number;
}

/** What a map is made of. */
export interface SweepTable {
  readonly columns: SweepColumns;
  readonly length: number;
}

/** Whether less of a metric is better. */
export const isLessBetter = (metric: SweepMetric): boolean => metric === "maxDrawdown";

/** Combinations that have a value, best first; of equals the first. */
export function ranked({ columns }: SweepTable, metric: SweepMetric, most: number): number[] {
  const column = columns[metric];
  const sign = isLessBetter(metric) ? 1 : -1;
  const before = (a: number, b: number) => sign * ((column[a] as number) - (column[b] as number)) || a - b;
  // the best so far in order: of a million rows all are looked at, and few are kept
  const kept: number[] = [];
  for (let k = 0; k < column.length; k++) {
    if (Number.isNaN(column[k] as number)) continue;
    if (kept.length === most && before(k, kept[most - 1] as number) > 0) continue;
    let at = kept.length;
    while (at > 0 && before(k, kept[at - 1] as number) < 0) at--;
    kept.splice(at, 0, k);
    if (kept.length > most) kept.pop();
  }
  return kept;
}

/** Parameters that have several values in a sweep, those with most values first. */
export function variedNames({ columns }: SweepTable): string[] {
  const names = Object.keys(columns.params);
  const counts = new Map(names.map((name) => [name, distinct(columns.params[name] as ParameterColumn).length]));
  const order = (a: string, b: string) => (counts.get(b) as number) - (counts.get(a) as number);
  const several = names.filter((name) => (counts.get(name) as number) > 1);
  // in the order in which they were named, where their numbers of values are equal
  return (several.length > 0 ? several : names.slice(0, 1)).sort(
    (a, b) => order(a, b) || names.indexOf(a) - names.indexOf(b),
  );
}

/** The map of a sweep along `axes`, by default along the two parameters with most values. */
export function sweepMap(
  table: SweepTable,
  metric: SweepMetric,
  { axes, cells: most = MOST_CELLS }: { axes?: readonly string[]; cells?: number } = {},
): SweepMap {
  const { columns } = table;
  const column = columns[metric];
  const varied = variedNames(table);
  const [first, second] = (axes ?? inOrder(varied.slice(0, 2), columns)).map((name) => axisName(name, columns));
  if (first === undefined) throw new Error("Invariant: a map has an axis.");
  const [best] = ranked(table, metric, 1);
  const others = Object.keys(columns.params).filter((name) => name !== first && name !== second);
  const at = best ?? 0;
  const fixed = others.map((name) => [name, (columns.params[name] as ParameterColumn)[at] as ParameterValue] as const);
  const given = [first, second].map((name) => name && distinct(columns.params[name] as ParameterColumn));
  const [nx, ny] = sizes(given[0]?.length ?? 1, given[1]?.length ?? 1, most);
  const x = binned(first, given[0] as ParameterValue[], nx);
  const y = second === undefined ? undefined : binned(second, given[1] as ParameterValue[], ny);
  const xs = placesOf(columns.params[first] as ParameterColumn, given[0] as ParameterValue[], x.binned);
  const ys =
    second && placesOf(columns.params[second] as ParameterColumn, given[1] as ParameterValue[], y?.binned ?? 1);
  const cellOf = (k: number) => (ys ? (ys[k] as number) : 0) * x.values.length + (xs[k] as number);
  const bestCell = best === undefined ? undefined : cellOf(best);
  const members = new Map<number, number[]>();
  for (let k = 0; k < column.length; k++) {
    if (Number.isNaN(column[k] as number) || xs[k] === NOWHERE || ys?.[k] === NOWHERE) continue;
    if (!fixed.every(([name, value]) => (columns.params[name] as ParameterColumn)[k] === value)) continue;
    const cell = cellOf(k);
    const list = members.get(cell);
    if (list) list.push(k);
    else members.set(cell, [k]);
  }
  let perCell = 1;
  const cells = [...members].map(([cell, list]): MapCell => {
    perCell = Math.max(perCell, list.length);
    const sorted = list.sort((a, b) => (column[a] as number) - (column[b] as number) || a - b);
    const median = sorted[Math.floor((sorted.length - 1) / 2)] as number;
    const combination = cell === bestCell ? (best as number) : median;
    const place = { x: cell % x.values.length, y: Math.floor(cell / x.values.length) };
    const at = [first, second].flatMap((name) =>
      name === undefined
        ? []
        : [[name, (columns.params[name] as ParameterColumn)[combination] as ParameterValue] as const],
    );
    return { ...place, combination, at, value: column[combination] as number };
  });
  cells.sort((a, b) => a.y - b.y || a.x - b.x);
  return { metric, x, y, fixed, cells, best, perCell };
}

/** The two axes as they were named: the first goes across. */
function inOrder(names: readonly string[], { params }: SweepColumns): string[] {
  const order = Object.keys(params);
  return [...names].sort((a, b) => order.indexOf(a) - order.indexOf(b));
}

function axisName(name: string, { params }: SweepColumns): string {
  if (Object.hasOwn(params, name)) return name;
  throw new VaranusError({
    code: "config",
    path: "axes",
    message: `the sweep did not vary "${name}"`,
    hint: `it varied: ${Object.keys(params).join(", ")}`,
  });
}

function distinct(column: ParameterColumn): ParameterValue[] {
  const values = [...new Set<ParameterValue>(column as readonly ParameterValue[])].filter(
    (value) => value !== undefined,
  );
  return values.every((value) => typeof value === "number") ? (values as number[]).sort((a, b) => a - b) : values;
}

/** Values along each side, so that the cells are few enough: both sides give up alike, a short one nothing. */
function sizes(x: number, y: number, most: number): [number, number] {
  if (x * y <= most) return [x, y];
  const side = Math.floor(Math.sqrt(most));
  if (x <= side) return [x, Math.floor(most / x)];
  if (y <= side) return [Math.floor(most / y), y];
  return [side, side];
}

/** Equally many values of the parameter for each value of the axis. */
function binned(name: string, values: readonly ParameterValue[], most: number): MapAxis {
  const size = Math.ceil(values.length / most);
  return { name, values: values.filter((_, k) => k % size === 0), binned: size };
}

/** Of every combination, which value of the axis it belongs to. */
function placesOf(column: ParameterColumn, values: readonly ParameterValue[], size: number): Uint32Array {
  const place = new Map(values.map((value, k) => [value, Math.floor(k / size)]));
  return Uint32Array.from({ length: column.length }, (_, k) => place.get(column[k] as ParameterValue) ?? NOWHERE);
}

/** The place of a combination that does not name the parameter. */
const NOWHERE = 0xffffffff;

/** How the combinations one step away from the best do, along one or both axes: at most 8. */
export interface Neighbours {
  readonly count: number;
  /** Of the metric. */
  readonly median: number;
  readonly best: number;
  readonly judgement: Judgement;
}
/** `none`: there is nothing to compare, because nobody is near or the best is nothing good itself. */
export type Judgement = "plateau" | "slope" | "spike" | "none";

/** @param capital start capital: a final equity is judged by what was gained */
export function neighboursOf(table: SweepTable, metric: SweepMetric, capital: number): Neighbours | undefined {
  const { columns } = table;
  const column = columns[metric];
  const [best] = ranked(table, metric, 1);
  if (best === undefined) return undefined;
  const axes = new Set(variedNames(table).slice(0, 2));
  const sides = Object.entries(columns.params).map(([name, values]) => {
    const steps = axes.has(name) ? distinct(values) : [];
    const at = steps.indexOf(values[best] as ParameterValue);
    const near = axes.has(name) ? steps.slice(Math.max(0, at - 1), at + 2) : [values[best] as ParameterValue];
    return { values, near: new Set(near) };
  });
  const around: number[] = [];
  for (let k = 0; k < column.length; k++) {
    if (k === best || Number.isNaN(column[k] as number)) continue;
    if (sides.every(({ values, near }) => near.has(values[k] as ParameterValue))) around.push(column[k] as number);
  }
  const count = around.length;
  const own = column[best] as number;
  if (count === 0) return { count, median: Number.NaN, best: own, judgement: "none" };
  around.sort((a, b) => a - b);
  const half = Math.floor(count / 2);
  const upper = around[half] as number;
  const median = count % 2 === 1 ? upper : ((around[half - 1] as number) + upper) / 2;
  return { count, median, best: own, judgement: judged(metric, own, median, capital) };
}

/** Around a plateau three quarters of what is good about the best are left, around a spike less than half. */
function judged(metric: SweepMetric, best: number, median: number, capital: number): Judgement {
  const good = (value: number) => (metric === "finalEquity" ? value - capital : value);
  if (!(good(best) > 0)) return "none";
  const kept = isLessBetter(metric) ? best / median : good(median) / good(best);
  if (kept >= 0.75) return "plateau";
  return kept >= 0.5 ? "slope" : "spike";
}

const WORDS: Readonly<Record<SweepMetric, string>> = {
  sharpe: "Sharpe ratio",
  finalEquity: "final equity",
  maxDrawdown: "max drawdown",
  trades: "trades",
  fills: "fills",
};

export const metricWords = (metric: SweepMetric): string => WORDS[metric];

/** A value of a metric as a reader wants it. */
export function metricValueText(metric: SweepMetric, value: number): string {
  if (metric === "finalEquity") return money(value);
  if (metric === "maxDrawdown") return percent(100 * value, 1);
  return metric === "sharpe" ? fixed(value, 2) : count(value);
}

/** "fast 5, slow 30" */
export function combinationText(entries: readonly (readonly [string, ParameterValue])[]): string {
  return entries.map(([name, value]) => `${name} ${value}`).join(", ");
}

/** The values of combination k by their names; those that it does not name are left out. */
export function combinationAt({ columns }: SweepTable, k: number): [string, ParameterValue][] {
  return Object.entries(columns.params)
    .map(([name, column]): [string, ParameterValue] => [name, column[k] as ParameterValue])
    .filter(([, value]) => value !== undefined);
}
