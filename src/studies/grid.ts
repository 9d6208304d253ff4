import { VaranusError } from "../contracts/errors.js";
import { allowed, type ParameterShape, type ParameterValue, specOf } from "../contracts/parameters.js";

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
    shape: ParameterShape,
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
      for (const value of new Set(given)) if (value !== undefined) check(name, value, shape);
    }
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

function check(name: string, value: ParameterValue, shape: ParameterShape): void {
  const schema = shape[name];
  if (schema === undefined) {
    const known = Object.keys(shape).join(", ") || "none";
    throw refusal(`params.${name}`, `the strategy has no parameter "${name}"`, `it has: ${known}`);
  }
  if (schema.safeParse(value).success) return;
  throw refusal(`params.${name}`, `${JSON.stringify(value)} is not allowed`, `${name} is ${allowed(specOf(schema))}`);
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
