import { VaranusError } from "../contracts/errors.js";
import type { ParameterValue } from "../contracts/parameters.js";
import type { Variables } from "./variables.js";

/** Most combinations of a sweep: their columns have to be held. */
export const MOST_COMBINATIONS = 20_000_000;

/** Values of each parameter, or combinations one by one. */
export type SweepValues =
  | Readonly<Record<string, readonly ParameterValue[]>>
  | readonly Readonly<Record<string, ParameterValue>>[];

/** The combinations of a sweep by number; in a grid the last parameter changes fastest. */
export class Grid {
  readonly names: readonly string[];
  readonly size: number;

  constructor(
    private readonly values: SweepValues,
    variables: Variables,
  ) {
    const names = isList(values) ? [...new Set(values.flatMap((each) => Object.keys(each)))] : Object.keys(values);
    this.names = names;
    this.size = isList(values)
      ? values.length
      : names.reduce((product, name) => product * (values[name] as readonly unknown[]).length, 1);
    if (names.length === 0)
      throw refusal("params", "there is nothing to vary", "give values of at least one parameter");
    if (this.size === 0)
      throw refusal("params", "an empty grid: some parameter has no values", "give each at least one");
    if (this.size > MOST_COMBINATIONS) {
      const count = String(this.size).replace(/\B(?=(\d{3})+$)/g, ",");
      throw refusal("params", `${count} combinations: at most 20,000,000 are possible`, "use fewer or coarser values");
    }
    for (const name of names) {
      const given = isList(values) ? values.map((each) => each[name]) : (values[name] as readonly ParameterValue[]);
      variables.check(
        name,
        [...new Set(given)].filter((value) => value !== undefined),
      );
    }
  }

  /** Values of the last parameter, which changes fastest; 1 of a list of combinations. */
  get last(): number {
    if (isList(this.values)) return 1;
    return (this.values[this.names.at(-1) as string] as readonly unknown[]).length;
  }

  /** Combinations [from, to), by how far they lie behind `from`, in an order in which equal values of these names stand together. */
  orderBy(names: readonly string[], from: number, to: number): Uint32Array {
    const groups = new Map<string, number>();
    const group = Uint32Array.from({ length: to - from }, (_, k) => {
      const key = this.key(names, from + k);
      const found = groups.get(key) ?? groups.size;
      groups.set(key, found);
      return found;
    });
    const next = new Uint32Array(groups.size + 1);
    for (const each of group) next[each + 1] = (next[each + 1] as number) + 1;
    for (let each = 1; each < next.length; each++) next[each] = (next[each] as number) + (next[each - 1] as number);
    const order = new Uint32Array(to - from);
    group.forEach((each, k) => {
      order[next[each] as number] = k;
      next[each] = (next[each] as number) + 1;
    });
    return order;
  }

  /** Equal for combinations that have the same values of these names. */
  key(names: readonly string[], k: number): string {
    const values = this.at(k);
    return JSON.stringify(names.map((name) => values[name] ?? null));
  }

  /** One parameter's values in the combinations [from, to). */
  column(name: string, from: number, to: number): ParameterColumn {
    const { values } = this;
    if (isList(values)) return columnOf(values.slice(from, to).map((each) => each[name] as ParameterValue));
    const own = values[name] as readonly ParameterValue[];
    // how long a value stays, in combinations
    const after = this.names.slice(this.names.indexOf(name) + 1);
    const stays = after.reduce((product, each) => product * (values[each] as readonly unknown[]).length, 1);
    const at = (k: number) => own[Math.floor((from + k) / stays) % own.length] as ParameterValue;
    if (!own.every((value) => typeof value === "number")) return Array.from({ length: to - from }, (_, k) => at(k));
    const column = new Float64Array(to - from);
    for (let k = 0; k < column.length; k++) column[k] = at(k) as number;
    return column;
  }

  /** Combination k of `size`. */
  at(k: number): Record<string, ParameterValue> {
    if (isList(this.values)) return { ...(this.values[k] as Readonly<Record<string, ParameterValue>>) };
    const combination: Record<string, ParameterValue> = {};
    let rest = k;
    for (let n = this.names.length - 1; n >= 0; n--) {
      const name = this.names[n] as string;
      const values = this.values[name] as readonly ParameterValue[];
      combination[name] = values[rest % values.length] as ParameterValue;
      rest = Math.floor(rest / values.length);
    }
    return combination;
  }
}

/** Numbers as a Float64Array, anything else as it is. */
export type ParameterColumn = Float64Array | readonly ParameterValue[];

function isList(values: SweepValues): values is readonly Readonly<Record<string, ParameterValue>>[] {
  return Array.isArray(values);
}

function refusal(path: string, message: string, hint: string): VaranusError {
  return new VaranusError({ code: "config", path, message, hint });
}

/** Values as a user writes them: `a..b`, `a..b:step`, or `a,b,c`; `path` is the flag or key that they came by. */
export function parseValues(text: string, path: string): ParameterValue[] {
  const range = /^(-?[\d.]+(?:e-?\d+)?)\.\.(-?[\d.]+(?:e-?\d+)?)(?::(-?[\d.]+(?:e-?\d+)?))?$/i.exec(text);
  if (!range && !text.includes("..")) return text.split(",").map((part) => parseValue(part.trim(), text, path));
  const [from, to, step] = [range?.[1], range?.[2], range?.[3] ?? "1"].map(Number) as [number, number, number];
  if (![from, to, step].every(Number.isFinite) || !(step > 0) || to < from) {
    throw refusal(path, `"${text}" is no range`, "a..b or a..b:step, with b at or above a and a step above 0");
  }
  const count = Math.floor((to - from) / step + 1e-9) + 1;
  if (count > MOST_COMBINATIONS) throw refusal(path, `"${text}" has ${count} values`, "use a larger step");
  // decimal steps: 0.1 + 2 x 0.1 is to be 0.3
  return Array.from({ length: count }, (_, k) => Number((from + k * step).toPrecision(12)));
}

function parseValue(part: string, text: string, path: string): ParameterValue {
  if (part === "") throw refusal(path, `"${text}" has an empty value`, "a..b, a..b:step, or a,b,c");
  if (part === "true" || part === "false") return part === "true";
  const number = Number(part);
  return Number.isNaN(number) ? part : number;
}

export function columnOf(values: readonly ParameterValue[]): ParameterColumn {
  return values.every((value) => typeof value === "number") ? Float64Array.from(values as number[]) : values;
}
